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
-- uses: station_days, station_specialty_days, known_day

-- All specialties together stand ready in a table. Days to come are those that are known.
SELECT d.station_code, d.day, d.week_start, d.workers, d.fte, d.doctors, d.preventives
FROM station_days AS d
JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
WHERE CAST($specialty AS VARCHAR) = ''
UNION ALL
SELECT d.station_code, d.day, d.week_start, d.workers, d.fte, d.doctors, d.preventives
FROM station_specialty_days AS d
JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
WHERE d.specialty = CAST($specialty AS VARCHAR) AND CAST($specialty AS VARCHAR) <> ''
