-- name: doubled_days
-- title_vi: Ngày công được nhiều trạm cùng tính
-- title_en: Worker-days claimed by two or more stations, a row a claim
-- unit: ngày công | staff-days
-- method: COV-DQ (§2)
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày | Day
-- column: station_code text | Mã trạm | Station code
-- column: attributed_to text | Trạm được tính | The station that has the day
-- source: postings, stations, absences, calendar
-- uses: posting_order, presence_claims
-- materialize: table

WITH suspects AS (
    SELECT worker_code, day, max(posting_no) AS posting_no
    FROM presence_claims
    GROUP BY worker_code, day
    HAVING min(station_code) <> max(station_code)
)
SELECT DISTINCT c.worker_code, c.day, c.station_code, p.station_code AS attributed_to
FROM suspects AS u
JOIN presence_claims AS c ON c.worker_code = u.worker_code AND c.day = u.day
JOIN posting_order AS p ON p.posting_no = u.posting_no
