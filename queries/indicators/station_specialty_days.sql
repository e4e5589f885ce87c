-- name: station_specialty_days
-- title_vi: Các ngày trạm có cán bộ của từng chuyên khoa, cả những ngày tới
-- title_en: Station-days with somebody of a specialty present, the days to come included
-- unit: ngày | days
-- method: §2
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: specialty text | Chuyên khoa | Specialty
-- column: workers integer | Số cán bộ | Workers present
-- column: fte decimal | Tổng tỷ lệ thời gian | Sum of full-time equivalents
-- column: doctors integer | Số bác sĩ | Doctors present
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days

-- A worker has one specialty, so those of a day add up to all who are there.
SELECT station_code, day, week_start, specialty,
       count(*) AS workers,
       sum(fte) AS fte,
       count(*) FILTER (WHERE role = 'doctor') AS doctors,
       count(*) FILTER (WHERE role = 'preventive') AS preventives
FROM presence_days
GROUP BY station_code, day, week_start, specialty
