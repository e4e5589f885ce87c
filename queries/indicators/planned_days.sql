-- name: planned_days
-- title_vi: Số cán bộ theo quyết định, theo trạm và ngày
-- title_en: Workers as ordered, by station and day
-- unit: ngày công | staff-days
-- method: COV-11 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: workers integer | Số cán bộ | Workers
-- source: postings, stations, calendar
-- uses: ordered_days
-- materialize: table

SELECT station_code, day, count(*) AS workers
FROM ordered_days
GROUP BY station_code, day
