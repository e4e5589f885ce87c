# Builds the program and leaves one binary on a small Debian. The server listens on the loopback address only, so run
# it in the host's network:
#   docker build -t luanphien .
#   docker run --rm --network host -v "$PWD/data:/data" luanphien demo --data /data
#   docker run --rm --network host -v "$PWD/data:/data" luanphien
FROM golang:1.26-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ make nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY dashboard/web/package.json dashboard/web/package-lock.json dashboard/web/
RUN npm ci --ignore-scripts --prefix dashboard/web
COPY . .
RUN make build

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home luanphien \
    && install -d -o luanphien /data
COPY --from=build /src/bin/luanphien /usr/local/bin/luanphien
USER luanphien
VOLUME /data
ENTRYPOINT ["luanphien"]
CMD ["serve", "--data", "/data"]
