-- name: coverage_by_station
-- title_vi: Bao phủ luân phiên theo trạm
-- title_en: Coverage by station
-- unit: ngày | days
-- method: COV-1, COV-2, COV-3, COV-4, COV-5, COV-8, COV-9, COV-11 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: active_days integer | Số ngày hoạt động | Active days
-- column: covered_days integer | Số ngày có cán bộ | Days with a worker present
-- column: staff_days integer | Số ngày công | Staff-days
-- column: fte_days decimal | Số ngày công quy đổi | Full-time-equivalent days
-- column: doctor_days integer | Số ngày có bác sĩ | Days with a doctor
-- column: preventive_days integer | Số ngày có cán bộ dự phòng | Days with a preventive worker
-- column: planned_staff_days integer | Số ngày công theo quyết định | Staff-days as ordered
-- column: longest_gap_days integer | Khoảng trống dài nhất | Longest gap
-- column: longest_gap_from date | Khoảng trống dài nhất từ | Longest gap from
-- column: longest_gap_to date | Khoảng trống dài nhất đến | Longest gap to
-- column: open_gap_days integer | Khoảng trống hiện tại | Open gap
-- column: open_gap_from date | Khoảng trống hiện tại từ | Open gap from
-- column: open_gap_to date | Khoảng trống hiện tại đến | Open gap to
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: covered_station_days, scope_planned_days, scope_runs, station_period

-- A run of days with nobody counts as far as it lies within the station's active days of the period.
WITH sums AS (
    SELECT station_code,
           count(*) AS covered_days,
           sum(workers) AS staff_days,
           CAST(sum(CAST(fte AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS fte_days,
           count(*) FILTER (WHERE doctors > 0) AS doctor_days,
           count(*) FILTER (WHERE preventives > 0) AS preventive_days
    FROM covered_station_days
    GROUP BY station_code
),
gaps AS (
    SELECT u.station_code, GREATEST(u.gap_from, s.active_from) AS gap_from, LEAST(u.gap_to, s.active_to) AS gap_to, s.active_to
    FROM scope_runs AS u
    JOIN station_period AS s ON s.station_code = u.station_code AND u.gap_from <= s.active_to AND u.gap_to >= s.active_from
),
ranked AS (
    SELECT station_code, gap_from, gap_to, active_to, gap_to - gap_from + 1 AS days,
           row_number() OVER (PARTITION BY station_code ORDER BY gap_to - gap_from DESC, gap_from) AS place
    FROM gaps
),
planned AS (
    SELECT p.station_code, sum(p.workers) AS staff_days
    FROM scope_planned_days AS p
    JOIN station_period AS s ON s.station_code = p.station_code AND p.day BETWEEN s.active_from AND s.active_to
    GROUP BY p.station_code
)
SELECT s.station_code,
       CAST(s.active_to - s.active_from + 1 AS BIGINT) AS active_days,
       CAST(COALESCE(u.covered_days, 0) AS BIGINT) AS covered_days,
       CAST(COALESCE(u.staff_days, 0) AS BIGINT) AS staff_days,
       COALESCE(u.fte_days, 0) AS fte_days,
       CAST(COALESCE(u.doctor_days, 0) AS BIGINT) AS doctor_days,
       CAST(COALESCE(u.preventive_days, 0) AS BIGINT) AS preventive_days,
       CAST(COALESCE(p.staff_days, 0) AS BIGINT) AS planned_staff_days,
       CAST(COALESCE(g.days, 0) AS BIGINT) AS longest_gap_days,
       g.gap_from AS longest_gap_from,
       g.gap_to AS longest_gap_to,
       CAST(COALESCE(o.days, 0) AS BIGINT) AS open_gap_days,
       o.gap_from AS open_gap_from,
       o.gap_to AS open_gap_to
FROM station_period AS s
LEFT JOIN sums AS u ON u.station_code = s.station_code
LEFT JOIN planned AS p ON p.station_code = s.station_code
LEFT JOIN ranked AS g ON g.station_code = s.station_code AND g.place = 1
LEFT JOIN ranked AS o ON o.station_code = s.station_code AND o.gap_to = o.active_to
ORDER BY s.station_code
