-- name: scope_planned_days
-- title_vi: Số cán bộ theo quyết định, theo trạm và ngày, của mọi hoặc một chuyên khoa
-- title_en: Workers as ordered, by station and day, of all specialties or one
-- unit: ngày công | staff-days
-- method: COV-11 (§2)
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: workers integer | Số cán bộ | Workers
-- source: postings, stations, workers, calendar
-- uses: planned_days, ordered_days

-- All specialties together stand ready in a table.
SELECT station_code, day, workers FROM planned_days WHERE CAST($specialty AS VARCHAR) = ''
UNION ALL
SELECT o.station_code, o.day, count(*) AS workers
FROM ordered_days AS o
JOIN workers AS w ON w.worker_code = o.worker_code
WHERE w.specialty = CAST($specialty AS VARCHAR) AND CAST($specialty AS VARCHAR) <> ''
GROUP BY o.station_code, o.day
