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
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days, presence_turns

-- A worker has one specialty, so those of a day add up to all who are there. A day of which something was known late has a
-- row for each span in which the same was known.
WITH spans AS (
    SELECT station_code, day, turn_on AS known_from,
           COALESCE(lead(turn_on) OVER (PARTITION BY station_code, day ORDER BY turn_on) - 1, DATE '9999-12-31') AS known_to
    FROM (
        SELECT station_code, day, turn_on FROM presence_turns
        UNION
        SELECT station_code, day, DATE '1900-01-01' FROM presence_turns
    ) AS turns
)
SELECT d.station_code, d.day, d.week_start, d.specialty,
       count(*) AS workers,
       CAST(sum(CAST(d.fte AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS fte,
       count(*) FILTER (WHERE d.role = 'doctor') AS doctors,
       count(*) FILTER (WHERE d.role = 'preventive') AS preventives,
       DATE '1900-01-01' AS known_from, DATE '9999-12-31' AS known_to
FROM presence_days AS d
WHERE NOT EXISTS (SELECT 1 FROM presence_turns AS u WHERE u.station_code = d.station_code AND u.day = d.day)
GROUP BY d.station_code, d.day, d.week_start, d.specialty
UNION ALL
SELECT d.station_code, d.day, d.week_start, d.specialty,
       count(*) AS workers,
       CAST(sum(CAST(d.fte AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS fte,
       count(*) FILTER (WHERE d.role = 'doctor') AS doctors,
       count(*) FILTER (WHERE d.role = 'preventive') AS preventives,
       u.known_from, u.known_to
FROM spans AS u
JOIN presence_days AS d ON d.station_code = u.station_code AND d.day = u.day AND d.known_from <= u.known_from AND d.known_to >= u.known_to
GROUP BY d.station_code, d.day, d.week_start, d.specialty, u.known_from, u.known_to
