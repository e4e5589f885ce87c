-- name: planned_days
-- title_vi: Số cán bộ theo quyết định, theo trạm và ngày
-- title_en: Workers as ordered, by station and day
-- unit: ngày công | staff-days
-- method: COV-11 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: workers integer | Số cán bộ | Workers
-- source: postings, stations, calendar
-- materialize: table

-- On the original orders, cancelled ones included, on active days.
SELECT station_code, day, count(*) AS workers
FROM (
    SELECT DISTINCT p.station_code, p.worker_code, c.day
    FROM postings AS p
    JOIN stations AS s ON s.station_code = p.station_code
    JOIN calendar AS c ON c.day BETWEEN GREATEST(p.start_on, s.opened_on) AND LEAST(p.end_on, s.closed_on)
) AS ordered
GROUP BY station_code, day
