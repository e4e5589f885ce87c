-- name: covered_station_days
-- title_vi: Các ngày trạm có cán bộ
-- title_en: Station-days with somebody present
-- unit: ngày | days
-- method: §2
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: workers integer | Số cán bộ | Workers present
-- column: fte decimal | Tổng tỷ lệ thời gian | Sum of full-time equivalents
-- column: doctors integer | Số bác sĩ | Doctors present
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence, station_period

SELECT p.station_code, p.day, p.week_start,
       count(*) AS workers,
       sum(p.fte) AS fte,
       count(*) FILTER (WHERE p.role = 'doctor') AS doctors,
       count(*) FILTER (WHERE p.role = 'preventive') AS preventives
FROM presence AS p
JOIN station_period AS s ON s.station_code = p.station_code AND p.day BETWEEN s.active_from AND s.active_to
WHERE p.day BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
GROUP BY p.station_code, p.day, p.week_start
