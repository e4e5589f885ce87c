-- name: ahead_by_day
-- title_vi: Độ bao phủ dự kiến theo trạm và ngày trong những ngày tới
-- title_en: Planned coverage by station and day of the coming days
-- unit: cán bộ | workers
-- method: COV-1, COV-4 (§2), on days to come
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: workers integer | Số cán bộ | Workers
-- column: doctors integer | Số bác sĩ | Doctors
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: ahead_presence, scope_stations, as_of_day

SELECT s.station_code, c.day,
       count(p.worker_code) AS workers,
       count(*) FILTER (WHERE p.role = 'doctor') AS doctors,
       count(*) FILTER (WHERE p.role = 'preventive') AS preventives
FROM scope_stations AS s
CROSS JOIN as_of_day AS t
JOIN calendar AS c
  ON c.day BETWEEN GREATEST(s.opened_on, t.as_of_day + 1)
               AND LEAST(s.closed_on, t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER))
LEFT JOIN ahead_presence AS p ON p.station_code = s.station_code AND p.day = c.day
GROUP BY s.station_code, c.day
ORDER BY s.station_code, c.day
