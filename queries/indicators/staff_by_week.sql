-- name: staff_by_week
-- title_vi: Cán bộ có mặt theo tuần
-- title_en: Workers present by week
-- unit: cán bộ | workers
-- method: SDC (§6)
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: worker_code text | Mã cán bộ | Code of the worker
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days, station_period, known_day

-- Who stands behind the coverage of a week.
SELECT DISTINCT d.week_start, d.worker_code
FROM presence_days AS d
JOIN station_period AS s ON s.station_code = d.station_code AND d.day BETWEEN s.active_from AND s.active_to
JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
WHERE CAST($specialty AS VARCHAR) = '' OR d.specialty = CAST($specialty AS VARCHAR)
ORDER BY d.week_start, d.worker_code
