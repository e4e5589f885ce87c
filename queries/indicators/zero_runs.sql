-- name: zero_runs
-- title_vi: Các chuỗi tuần ghi số 0
-- title_en: Runs of weeks of typed zeros
-- unit: tuần | weeks
-- method: DQ-4 (§7)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: zero_weeks integer default 4 | Số tuần liên tiếp ghi số 0 để nghi là giá trị mặc định | Weeks of zeros in a row from which a default value is suspected
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: first_week_start date | Thứ Hai của tuần đầu | Monday of the first week
-- column: last_week_start date | Thứ Hai của tuần cuối | Monday of the last week
-- column: weeks integer | Số tuần | Weeks
-- source: activity, station_aliases, stations, indicators, weekly_reports
-- uses: activity_cells, scope_stations

-- Weeks that follow one another less their place in the list are one date.
SELECT station_code, diagnosis_group, min(week_start) AS first_week_start, max(week_start) AS last_week_start, count(*) AS weeks
FROM (
    SELECT c.station_code, c.diagnosis_group, c.week_start,
           c.week_start - 7 * CAST(row_number() OVER (PARTITION BY c.station_code, c.diagnosis_group ORDER BY c.week_start) AS INTEGER) AS run
    FROM activity_cells AS c
    JOIN scope_stations AS s ON s.station_code = c.station_code
    WHERE c.visits = 0 AND c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3
) AS zeros
GROUP BY station_code, diagnosis_group, run
HAVING count(*) >= CAST(CAST($zero_weeks AS BIGINT) AS INTEGER)
ORDER BY station_code, diagnosis_group, first_week_start
