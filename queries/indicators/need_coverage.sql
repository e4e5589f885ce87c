-- name: need_coverage
-- title_vi: Đáp ứng nhu cầu chuyên khoa
-- title_en: Declared needs and the days on which they were met
-- unit: ngày | days
-- method: COV-6, COV-7 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: need_days integer | Số ngày có nhu cầu | Need-days
-- column: met_days integer | Số ngày được đáp ứng | Need-days met
-- source: needs, postings, stations, absences, workers, calendar
-- uses: specialty_days, station_period

-- Where two declarations of one (station, specialty) overlap, the later one holds from its start.
WITH declared AS (
    SELECT station_code, specialty, headcount, start_on,
           LEAST(COALESCE(end_on, DATE '9999-12-30'),
                 COALESCE(lead(start_on) OVER (PARTITION BY station_code, specialty ORDER BY start_on) - 1, DATE '9999-12-30')) AS end_on
    FROM needs
),
valid AS (
    SELECT n.station_code, n.specialty, n.headcount,
           GREATEST(n.start_on, s.active_from) AS need_from,
           LEAST(n.end_on, s.active_to) AS need_to
    FROM declared AS n
    JOIN station_period AS s ON s.station_code = n.station_code
    WHERE GREATEST(n.start_on, s.active_from) <= LEAST(n.end_on, s.active_to)
),
met AS (
    SELECT v.station_code, v.specialty, v.need_from, count(*) AS days
    FROM valid AS v
    JOIN specialty_days AS p ON p.station_code = v.station_code AND p.specialty = v.specialty
     AND p.day BETWEEN v.need_from AND v.need_to AND p.workers >= v.headcount
    GROUP BY v.station_code, v.specialty, v.need_from
)
SELECT v.station_code, v.specialty,
       CAST(sum(v.need_to - v.need_from + 1) AS BIGINT) AS need_days,
       CAST(COALESCE(sum(m.days), 0) AS BIGINT) AS met_days
FROM valid AS v
LEFT JOIN met AS m ON m.station_code = v.station_code AND m.specialty = v.specialty AND m.need_from = v.need_from
GROUP BY v.station_code, v.specialty
ORDER BY v.station_code, v.specialty
