-- name: expected_reports
-- title_vi: Báo cáo phải có
-- title_en: Expected reports
-- unit: báo cáo | reports
-- method: §3
-- param: stream text default rotation | Luồng báo cáo: rotation (cán bộ luân phiên) hoặc station (trạm) | Reporting stream: rotation (rotated workers) or station
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: min_days integer default 3 | Số ngày có mặt tối thiểu trong tuần để phải báo cáo | Days of presence in a week from which a report is expected
-- param: specialty text default '' | Chuyên khoa của cán bộ, chỉ với luồng rotation; trống = mọi chuyên khoa | Specialty of the workers, for the stream rotation only; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- source: postings, stations, absences, workers, calendar, cadres
-- uses: presence_weeks, presence_days, known_day, scope_stations

-- Of the ISO weeks of the period (those whose Thursday lies in it). rotation: one a worker, station and week with at least min_days
-- days of presence; station: one a station and week with an active day (worker_code is empty, so no specialty either).
-- A week is complete or it is the one in which as-of lies.
SELECT p.station_code, p.worker_code, p.week_start
FROM presence_weeks AS p
JOIN scope_stations AS s ON s.station_code = p.station_code
JOIN known_day AS t ON p.week_start <= t.as_of_day - 6 AND t.known_day BETWEEN p.known_from AND p.known_to
WHERE CAST($stream AS VARCHAR) = 'rotation'
  AND p.week_start >= CAST($from_day AS DATE) - 3
  AND p.week_start <= CAST($to_day AS DATE) - 3
  AND p.days >= CAST($min_days AS BIGINT)
  AND (CAST($specialty AS VARCHAR) = ''
       OR p.worker_code IN (SELECT w.worker_code FROM workers AS w WHERE w.specialty = CAST($specialty AS VARCHAR)))
UNION ALL
SELECT p.station_code, p.worker_code, p.week_start
FROM presence_days AS p
JOIN scope_stations AS s ON s.station_code = p.station_code
JOIN known_day AS t ON p.day <= t.as_of_day AND p.week_start > t.as_of_day - 6 AND t.known_day BETWEEN p.known_from AND p.known_to
WHERE CAST($stream AS VARCHAR) = 'rotation'
  AND p.week_start >= CAST($from_day AS DATE) - 3
  AND p.week_start <= CAST($to_day AS DATE) - 3
  AND (CAST($specialty AS VARCHAR) = '' OR p.specialty = CAST($specialty AS VARCHAR))
GROUP BY p.station_code, p.worker_code, p.week_start
HAVING count(*) >= CAST($min_days AS BIGINT)
UNION ALL
SELECT s.station_code, '' AS worker_code, c.day AS week_start
FROM scope_stations AS s
CROSS JOIN known_day AS t
JOIN calendar AS c
  ON c.day + 6 >= s.opened_on AND c.day <= LEAST(COALESCE(s.closed_on, t.as_of_day), t.as_of_day)
WHERE CAST($stream AS VARCHAR) = 'station'
  AND s.opened_on <= LEAST(COALESCE(s.closed_on, t.as_of_day), t.as_of_day)
  AND c.day = c.week_start
  AND c.day >= CAST($from_day AS DATE) - 3
  AND c.day <= CAST($to_day AS DATE) - 3
