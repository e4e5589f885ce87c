-- name: station_days
-- title_vi: Các ngày trạm có cán bộ, cả những ngày tới
-- title_en: Station-days with somebody present, the days to come included
-- unit: ngày | days
-- method: §2
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: workers integer | Số cán bộ | Workers present
-- column: fte decimal | Tổng tỷ lệ thời gian | Sum of full-time equivalents
-- column: doctors integer | Số bác sĩ | Doctors present
-- column: preventives integer | Số cán bộ dự phòng | Preventive workers present
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_specialty_days
-- materialize: table

SELECT station_code, day, week_start,
       CAST(sum(workers) AS BIGINT) AS workers,
       CAST(sum(CAST(fte AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS fte,
       CAST(sum(doctors) AS BIGINT) AS doctors,
       CAST(sum(preventives) AS BIGINT) AS preventives,
       known_from, known_to
FROM station_specialty_days
GROUP BY station_code, day, week_start, known_from, known_to
