-- name: double_bookings
-- title_vi: Cán bộ bị đặt ở nhiều trạm trong cùng một ngày
-- title_en: Workers claimed by two or more stations on one day
-- unit: ngày công | staff-days
-- method: COV-DQ (§2)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: health_center text default '' | Khu vực trung tâm y tế; trống = tất cả | Health-centre area; empty = all
-- param: facility text default '' | Mã trạm; trống = tất cả | Station code; empty = all
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày | Day
-- column: stations text | Các trạm, cách nhau bằng dấu phẩy | The stations, comma-separated
-- column: attributed_to text | Trạm được tính | The station that has the day
-- source: postings, stations, absences, workers, calendar
-- uses: posting_order, presence_claims

WITH suspects AS (
    SELECT worker_code, day, max(posting_no) AS posting_no
    FROM presence_claims
    WHERE day BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
    GROUP BY worker_code, day
    HAVING min(station_code) <> max(station_code)
),
claims AS (
    SELECT DISTINCT c.worker_code, c.day, c.station_code, u.posting_no
    FROM suspects AS u
    JOIN presence_claims AS c ON c.worker_code = u.worker_code AND c.day = u.day
),
doubled AS (
    SELECT c.worker_code, c.day, c.posting_no, string_agg(c.station_code, ',' ORDER BY c.station_code) AS stations
    FROM claims AS c
    JOIN stations AS s ON s.station_code = c.station_code
    GROUP BY c.worker_code, c.day, c.posting_no
    HAVING count(*) FILTER (WHERE (CAST($health_center AS VARCHAR) = '' OR s.health_center = CAST($health_center AS VARCHAR))
                              AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))) >= 1
)
SELECT d.worker_code, d.day, d.stations, p.station_code AS attributed_to
FROM doubled AS d
JOIN posting_order AS p ON p.posting_no = d.posting_no
ORDER BY d.day, d.worker_code
