-- name: need_coverage
-- title_vi: Đáp ứng nhu cầu chuyên khoa
-- title_en: Declared needs and the days on which they were met
-- unit: ngày | days
-- method: COV-6, COV-7 (§2)
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: need_days integer | Số ngày có nhu cầu | Need-days
-- column: met_days integer | Số ngày được đáp ứng | Need-days met
-- source: needs, postings, stations, absences, workers, calendar, cadres
-- uses: declared_needs, met_days, station_period, known_day

WITH valid AS (
    SELECT n.station_code, n.specialty,
           sum(LEAST(n.end_on, s.active_to) - GREATEST(n.start_on, s.active_from) + 1) AS days
    FROM declared_needs AS n
    JOIN station_period AS s ON s.station_code = n.station_code
    WHERE GREATEST(n.start_on, s.active_from) <= LEAST(n.end_on, s.active_to)
      AND (CAST($specialty AS VARCHAR) = '' OR n.specialty = CAST($specialty AS VARCHAR))
    GROUP BY n.station_code, n.specialty
),
met AS (
    SELECT d.station_code, d.specialty, count(*) AS days
    FROM met_days AS d
    JOIN station_period AS s ON s.station_code = d.station_code AND d.day BETWEEN s.active_from AND s.active_to
    JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
    GROUP BY d.station_code, d.specialty
)
SELECT v.station_code, v.specialty, CAST(v.days AS BIGINT) AS need_days, CAST(COALESCE(m.days, 0) AS BIGINT) AS met_days
FROM valid AS v
LEFT JOIN met AS m ON m.station_code = v.station_code AND m.specialty = v.specialty
ORDER BY v.station_code, v.specialty
