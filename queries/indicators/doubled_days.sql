-- name: doubled_days
-- title_vi: Ngày công được nhiều trạm cùng tính
-- title_en: Worker-days claimed by two or more stations, a row a claim
-- unit: ngày công | staff-days
-- method: COV-DQ (§2)
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày | Day
-- column: station_code text | Mã trạm | Station code
-- column: attributed_to text | Trạm được tính | The station that has the day
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, calendar
-- uses: posting_order, presence_claims
-- materialize: table

-- Where an extension is one of the claims, there is a row for each span in which the same was known.
WITH suspects AS (
    SELECT worker_code, day
    FROM presence_claims
    GROUP BY worker_code, day
    HAVING min(station_code) <> max(station_code)
),
claims AS (
    SELECT c.worker_code, c.day, c.station_code, c.posting_no, c.known_from
    FROM suspects AS u
    JOIN presence_claims AS c ON c.worker_code = u.worker_code AND c.day = u.day
),
spans AS (
    SELECT worker_code, day, known_from,
           COALESCE(lead(known_from) OVER (PARTITION BY worker_code, day ORDER BY known_from) - 1, DATE '9999-12-31') AS known_to
    FROM (SELECT DISTINCT worker_code, day, known_from FROM claims) AS turns
),
attributed AS (
    SELECT u.worker_code, u.day, u.known_from, u.known_to, max(c.posting_no) AS posting_no
    FROM spans AS u
    JOIN claims AS c ON c.worker_code = u.worker_code AND c.day = u.day AND c.known_from <= u.known_from
    GROUP BY u.worker_code, u.day, u.known_from, u.known_to
    HAVING min(c.station_code) <> max(c.station_code)
)
SELECT DISTINCT c.worker_code, c.day, c.station_code, p.station_code AS attributed_to, u.known_from, u.known_to
FROM attributed AS u
JOIN claims AS c ON c.worker_code = u.worker_code AND c.day = u.day AND c.known_from <= u.known_from
JOIN posting_order AS p ON p.posting_no = u.posting_no
