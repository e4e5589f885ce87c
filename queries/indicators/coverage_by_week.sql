-- name: coverage_by_week
-- title_vi: Bao phủ luân phiên theo trạm và tuần
-- title_en: Coverage by station and week
-- unit: ngày | days
-- method: COV-1, COV-2, COV-4, COV-5 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: week text | Tuần ISO | ISO week
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: active_days integer | Số ngày hoạt động | Active days
-- column: covered_days integer | Số ngày có cán bộ | Days with a worker present
-- column: doctor_days integer | Số ngày có bác sĩ | Days with a doctor
-- column: preventive_days integer | Số ngày có cán bộ dự phòng | Days with a preventive worker
-- column: staff_days integer | Số ngày công | Staff-days
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: covered_station_days, station_period

WITH active AS (
    SELECT s.station_code, c.week, c.week_start, count(*) AS active_days
    FROM station_period AS s
    JOIN calendar AS c ON c.day BETWEEN s.active_from AND s.active_to
    GROUP BY s.station_code, c.week, c.week_start
),
covered AS (
    SELECT station_code, week_start,
           count(*) AS covered_days,
           count(*) FILTER (WHERE doctors > 0) AS doctor_days,
           count(*) FILTER (WHERE preventives > 0) AS preventive_days,
           sum(workers) AS staff_days
    FROM covered_station_days
    GROUP BY station_code, week_start
)
SELECT a.station_code, a.week, a.week_start,
       CAST(a.active_days AS BIGINT) AS active_days,
       CAST(COALESCE(c.covered_days, 0) AS BIGINT) AS covered_days,
       CAST(COALESCE(c.doctor_days, 0) AS BIGINT) AS doctor_days,
       CAST(COALESCE(c.preventive_days, 0) AS BIGINT) AS preventive_days,
       CAST(COALESCE(c.staff_days, 0) AS BIGINT) AS staff_days
FROM active AS a
LEFT JOIN covered AS c ON c.station_code = a.station_code AND c.week_start = a.week_start
ORDER BY a.station_code, a.week_start
