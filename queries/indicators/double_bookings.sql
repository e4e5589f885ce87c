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
-- uses: presence_claims, presence

WITH claims AS (
    SELECT DISTINCT worker_code, day, station_code FROM presence_claims
    WHERE day BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
),
doubled AS (
    SELECT c.worker_code, c.day, string_agg(c.station_code, ',' ORDER BY c.station_code) AS stations
    FROM claims AS c
    JOIN stations AS s ON s.station_code = c.station_code
    GROUP BY c.worker_code, c.day
    HAVING count(*) >= 2
       AND count(*) FILTER (WHERE (CAST($health_center AS VARCHAR) = '' OR s.health_center = CAST($health_center AS VARCHAR))
                              AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))) >= 1
)
SELECT d.worker_code, d.day, d.stations, p.station_code AS attributed_to
FROM doubled AS d
JOIN presence AS p ON p.worker_code = d.worker_code AND p.day = d.day
ORDER BY d.day, d.worker_code
