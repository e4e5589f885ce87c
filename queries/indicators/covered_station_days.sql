-- name: covered_station_days
-- title_vi: Các ngày trạm có cán bộ
-- title_en: Station-days with somebody present
-- unit: ngày | days
-- method: §2
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: workers integer | Số cán bộ | Workers present
-- column: fte decimal | Tổng tỷ lệ thời gian | Sum of full-time equivalents
-- column: doctors integer | Số bác sĩ | Doctors present
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: scope_days, station_period

SELECT d.station_code, d.day, d.week_start, d.workers, d.fte, d.doctors, d.preventives
FROM scope_days AS d
JOIN station_period AS s ON s.station_code = d.station_code AND d.day BETWEEN s.active_from AND s.active_to
