-- name: rotation_staff_days
-- title_vi: Ngày công theo cán bộ và trạm: theo quyết định và đã làm
-- title_en: Staff-days by worker and station: as ordered and as done
-- unit: ngày công | staff-days
-- method: COV-2, COV-11 (§2)
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: unit_code text | Mã đơn vị cử | Sending unit
-- column: unit_name text | Tên đơn vị cử | Name of the sending unit
-- column: unit_level text | Tuyến của đơn vị (province, district) | Level of the unit (province, district)
-- column: qualification text | Trình độ | Qualification
-- column: cadre text | Nhóm | Cadre
-- column: specialty text | Chuyên khoa | Specialty
-- column: planned_days integer | Số ngày công theo quyết định | Staff-days as ordered
-- column: present_days integer | Số ngày công đã làm | Staff-days present
-- source: postings, stations, absences, workers, units, cadres, calendar
-- uses: presence_days, station_period, known_day

-- A day ordered twice for one worker at one station is one; cancelled orders are planned, too. A unit that is not in
-- the list of units goes by its code.
WITH counted AS (
    SELECT station_code, worker_code, count(*) AS planned_days, 0 AS present_days
    FROM (
        SELECT DISTINCT p.station_code, p.worker_code, c.day
        FROM postings AS p
        JOIN station_period AS s ON s.station_code = p.station_code
        JOIN calendar AS c ON c.day BETWEEN GREATEST(p.start_on, s.active_from) AND LEAST(p.end_on, s.active_to)
    ) AS ordered
    GROUP BY station_code, worker_code
    UNION ALL
    SELECT d.station_code, d.worker_code, 0 AS planned_days, count(*) AS present_days
    FROM presence_days AS d
    JOIN station_period AS s ON s.station_code = d.station_code AND d.day BETWEEN s.active_from AND s.active_to
    JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
    GROUP BY d.station_code, d.worker_code
),
summed AS (
    SELECT station_code, worker_code, sum(planned_days) AS planned_days, sum(present_days) AS present_days
    FROM counted
    GROUP BY station_code, worker_code
)
SELECT d.station_code, d.worker_code,
       COALESCE(w.unit_code, '') AS unit_code,
       COALESCE(CASE WHEN n.provinces > 1 THEN u.unit_name || ' (tỉnh ' || u.province_code || ')' ELSE u.unit_name END, w.unit_code, '') AS unit_name,
       COALESCE(u.level, '') AS unit_level,
       COALESCE(w.qualification, '') AS qualification,
       COALESCE(w.cadre, '') AS cadre,
       COALESCE(w.specialty, '') AS specialty,
       CAST(d.planned_days AS BIGINT) AS planned_days,
       CAST(d.present_days AS BIGINT) AS present_days
FROM summed AS d
LEFT JOIN workers AS w ON w.worker_code = d.worker_code
LEFT JOIN units AS u ON u.unit_code = w.unit_code
LEFT JOIN (SELECT unit_name, count(DISTINCT province_code) AS provinces FROM units GROUP BY unit_name) AS n ON n.unit_name = u.unit_name
WHERE CAST($specialty AS VARCHAR) = '' OR w.specialty = CAST($specialty AS VARCHAR)
ORDER BY d.station_code, d.worker_code
