# Two commands are enough: `make run` and `make test`. `make help` lists the rest.

DATA ?= data
ADDR ?= 127.0.0.1:8080
BIN  := bin/luanphien

.PHONY: help tools assets build run dev test test-fast test-scripts lint audit screenshots bench simulate fuzz soak release clean
.DEFAULT_GOAL := help

help:
	@echo "make run     build everything, fill $(DATA)/ with the demo province unless it holds data, and serve it on http://$(ADDR)"
	@echo "make dev     serve $(DATA)/ from the source tree: a changed template, message, style or script is on the page at once"
	@echo "make test    run all tests, the scripts' among them; those in the browser need Chromium"
	@echo "make test-scripts  run the tests of what of the scripts needs no page; takes seconds"
	@echo "make test-fast  run the tests that need neither the browser nor long"
	@echo "make build   build $(BIN)"
	@echo "make lint    format, vet, staticcheck, own checks (cmd/internal/lint), types of the scripts; modules as the sums say, licences against the allowed ones, npm's lock file; no network"
	@echo "make audit   known vulnerabilities of what is linked and bundled; needs the network"
	@echo "make fuzz    feed the parsers with random input (FUZZTIME=$(FUZZTIME): so many inputs each)"
	@echo "make soak    all of what 'make test' takes a sample of: ORDERS=$(ORDERS) orders of loads, every kill, pair and mutation, every figure of the press, every address of the crawl; takes hours"
	@echo "make screenshots  picture every page in both languages, widths and schemes under bin/screenshots"
	@echo "make bench   measure (docs/benchmarks.md says what); takes some minutes"
	@echo "make simulate  try RA-1 where the truth is known, and write docs/validation.md; 1,000 provinces a setting take half an hour"
	@echo "make release  archives for linux amd64 and arm64 (where a cross compiler is at hand) under bin/release, with checksums,"
	@echo "             licences and a bill of materials"
	@echo "make clean   remove what was built; $(DATA)/ stays"
	@echo "Variables: DATA=folder, ADDR=host:port"

# Says plainly which tool is missing. The engine is C++, so its standard library must be there for the linker.
tools:
	@missing=0; \
	need() { command -v "$$1" >/dev/null 2>&1 || { missing=1; echo "Missing: $$1. $$2" >&2; }; }; \
	need go "Install Go $$(sed -n 's/^go //p' go.mod) or newer: https://go.dev/dl/"; \
	need gcc "Install a C compiler: on Debian and Ubuntu 'apt-get install gcc g++', on macOS 'xcode-select --install'."; \
	need node "Install Node.js 20 or newer: https://nodejs.org/ (only for building)."; \
	need npm "It comes with Node.js: https://nodejs.org/ (on Debian and Ubuntu 'apt-get install npm')."; \
	if [ $$missing = 0 ] && [ "$$(go env GOOS)" = linux ]; then \
		echo 'int main(void){return 0;}' | gcc -x c - -lstdc++ -o /dev/null 2>/dev/null || \
		{ missing=1; echo "Missing: the C++ standard library. On Debian and Ubuntu 'apt-get install g++'." >&2; }; \
	fi; \
	exit $$missing

assets: tools
	@go run ./cmd/assets

build: assets
	@go build -trimpath -ldflags '-s -w' -o $(BIN) ./cmd/luanphien

# A folder that holds an edition is served as it is.
run: build
	@ls $(DATA)/editions/*.json >/dev/null 2>&1 || $(BIN) demo --data $(DATA)
	@exec $(BIN) serve --data $(DATA) --listen $(ADDR)

# Templates and messages are read at each request, styles and scripts bundled when they change; open pages load anew. What
# is changed in Go needs another «make dev».
dev: build
	@ls $(DATA)/editions/*.json >/dev/null 2>&1 || $(BIN) demo --data $(DATA)
	@go run ./cmd/assets -watch & watch=$$!; trap 'kill $$watch' EXIT; $(BIN) serve --dev --data $(DATA) --listen $(ADDR)

# What of the scripts needs no page. Their output is long and of use only where one fails.
test-scripts: assets
	@cd dashboard/web && out=$$(node --test test/*.test.js 2>&1) || { echo "$$out" >&2; echo "The tests of the scripts (dashboard/web/test) fail" >&2; exit 1; }; \
	echo "scripts: $$(echo "$$out" | sed -n 's/^[^a-z]*pass //p') tests passed"

# gotestsum prints go test's own output and names the skipped tests at the end. A package may take longer than Go's ten
# minutes where others keep the machine busy; quiet, all together take less. Those that take longest begin first, so that
# none is left to run alone; three run side by side, because one that waits for the browser leaves its core to the others.
# «make lint» vets.
test: test-scripts
	@go tool gotestsum --format standard-quiet -- -p 3 -vet=off -timeout 40m ./dashboard ./ingest ./cmd/luanphien ./...

# While working: without the browser and what takes long; the skipped tests are named at the end.
test-fast: test-scripts
	@echo "test-fast leaves out the browser, the second engine and what loads or kills many times: 'make test' runs them"
	@go tool gotestsum --format standard-quiet -- -vet=off -short ./dashboard ./ingest ./cmd/luanphien ./...

SOURCES := analytics cmd dashboard ingest queries

lint: assets
	@unformatted=$$(gofmt -l $(SOURCES)); \
	if [ -n "$$unformatted" ]; then echo "Not formatted (gofmt -w mends it):" >&2; echo "$$unformatted" >&2; exit 1; fi
	@go vet ./...
	@go tool staticcheck ./...
	@go build -o bin/lint ./cmd/internal/lint && go vet -vettool=$(CURDIR)/bin/lint ./...
	@cd dashboard/web && node node_modules/typescript/bin/tsc
	@go mod verify
	@go run ./cmd/licences
	@cd dashboard/web && npm ci --dry-run --offline --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || \
	{ echo "dashboard/web: package.json and package-lock.json do not agree (npm install mends it)" >&2; exit 1; }
	@echo "lint: format, vet, staticcheck, own checks, types, sums, licences and the lock file are right"

# Both databases of vulnerabilities are asked over the network. Without it nothing is known, which is a failure too.
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

audit: assets
	@failed=0; mkdir -p bin; log=bin/audit.log; \
	unknown() { failed=1; echo "audit: $$1 was NOT checked: its database cannot be reached (see $$log)" >&2; }; \
	if ! GOBIN=$(CURDIR)/bin GOFLAGS= go install $(GOVULNCHECK) >$$log 2>&1; then unknown "Go"; else \
		bin/govulncheck ./cmd/luanphien >$$log 2>&1; case $$? in \
		0) echo "audit: Go: no known vulnerability is reached" ;; \
		3) failed=1; cat $$log >&2 ;; \
		*) unknown "Go" ;; esac; fi; \
	if (cd dashboard/web && npm audit --json --omit=dev) >$$log.npm 2>&1; then echo "audit: npm: no known vulnerability"; \
	elif grep -q '"auditReportVersion"' $$log.npm; then failed=1; (cd dashboard/web && npm audit --omit=dev) >&2; \
	else log=$$log.npm; unknown "npm"; fi; \
	exit $$failed

# Pictures of the pages to look at, by the walk that tests them.
screenshots: assets
	@LUANPHIEN_SCREENSHOTS=$(CURDIR)/bin/screenshots go test ./dashboard -count=1 -run 'TestEveryPageInEveryManner|TestSparsePagesInTheBrowser|TestWithoutScript'
	@echo "bin/screenshots: $$(ls bin/screenshots | wc -l) pictures"

bench: assets
	@go test -run '^$$' -bench . -benchmem -timeout 60m ./...

# Every fuzz target for a number of inputs; what one finds is kept under testdata/fuzz and runs with the tests from then on. A
# package is built once for all of its targets. Inputs are counted, not timed: where a time ends in the middle of an input,
# Go's fuzzing now and then calls that a failure.
FUZZTIME ?= 20000x
# The targets of ingest itself preview a whole file in the engine for each input, a hundred times what a parser takes.
FUZZWHOLE ?= 500x
FUZZ = $(sort $(dir $(shell grep -rl '^func Fuzz' --include='*_test.go' ingest)))

fuzz:
	@work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && corpus=$$(go env GOCACHE)/fuzz && \
	for package in $(FUZZ); do \
		go test -c -fuzz . -o "$$work/fuzz" "./$$package" && targets=$$("$$work/fuzz" -test.list '^Fuzz') || exit 1; \
		inputs=$(FUZZTIME); least=100x; [ "$$package" != ingest/ ] || { inputs=$(FUZZWHOLE); least=5x; }; \
		for target in $$targets; do \
			(cd "$$package" && echo "$$package$$target" && "$$work/fuzz" -test.run '^$$' -test.fuzz "^$$target$$" -test.fuzztime $$inputs \
				-test.fuzzminimizetime $$least -test.fuzzcachedir "$$corpus/luanphien/$$package") || exit 1; \
		done; \
	done

# Orders of loads: what then holds must be the same in each. The other tests do all of what an ordinary run takes a sample of.
ORDERS ?= 50
soak: assets
	@LUANPHIEN_ORDERS=$(ORDERS) LUANPHIEN_SOAK=1 go test -count=1 -timeout 4h ./ingest ./dashboard ./cmd/luanphien ./...

release: assets
	@go run ./cmd/release -out bin/release

PROVINCES ?= 1000
BIASED ?= $(PROVINCES)
simulate:
	@go run ./analytics/internal/simulate -provinces $(PROVINCES) -biased $(BIASED) -out docs/validation.md

clean:
	rm -rf bin dashboard/web/node_modules
	find dashboard/web/dist -mindepth 1 ! -name .gitkeep -delete 2>/dev/null || true
