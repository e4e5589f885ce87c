-- name: scope_days
-- title_vi: Các ngày trạm có cán bộ, của mọi hoặc một chuyên khoa, cả những ngày tới
-- title_en: Station-days with somebody present, of all specialties or one, the days to come included
-- unit: ngày | days
-- method: §2
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: workers integer | Số cán bộ | Workers present
-- column: fte decimal | Tổng tỷ lệ thời gian | Sum of full-time equivalents
-- column: doctors integer | Số bác sĩ | Doctors present
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days, station_specialty_days

-- All specialties together stand ready in a table.
SELECT station_code, day, week_start, workers, fte, doctors, preventives
FROM station_days
WHERE CAST($specialty AS VARCHAR) = ''
UNION ALL
SELECT station_code, day, week_start, workers, fte, doctors, preventives
FROM station_specialty_days
WHERE specialty = CAST($specialty AS VARCHAR) AND CAST($specialty AS VARCHAR) <> ''
