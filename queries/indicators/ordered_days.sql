-- name: ordered_days
-- title_vi: Cán bộ theo quyết định, theo trạm và ngày
-- title_en: Who is ordered to which station on which day
-- unit: ngày công | staff-days
-- method: COV-11 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày | Day
-- source: postings, stations, calendar

-- On the original orders, cancelled ones included, on active days.
SELECT DISTINCT p.station_code, p.worker_code, c.day
FROM postings AS p
JOIN stations AS s ON s.station_code = p.station_code
JOIN calendar AS c ON c.day BETWEEN GREATEST(p.start_on, s.opened_on) AND LEAST(p.end_on, s.closed_on)
