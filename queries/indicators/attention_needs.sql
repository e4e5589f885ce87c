-- name: attention_needs
-- title_vi: Nhu cầu chuyên khoa chưa được đáp ứng
-- title_en: Declared needs that are not met
-- unit: ngày | days
-- method: COV-6 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: headcount integer | Số người cần | Workers needed
-- column: unmet_since date | Chưa đáp ứng từ | Unmet since
-- column: days integer | Số ngày chưa đáp ứng tính đến nay | Days unmet up to now
-- source: needs, postings, stations, absences, workers, calendar, cadres
-- uses: declared_needs, specialty_days, known_day, scope_stations

-- Needs valid on the last day counted, from the last day on which enough workers were present, the need's start, the
-- station's opening or the start of the rotation in the province.
WITH present AS (
    SELECT d.station_code, d.specialty, d.day, d.workers
    FROM specialty_days AS d
    JOIN known_day AS t ON d.day <= t.as_of_day AND t.known_day BETWEEN d.known_from AND d.known_to
),
rotation AS (
    SELECT s.province_code, min(p.day) AS first_day
    FROM present AS p
    JOIN stations AS s ON s.station_code = p.station_code
    GROUP BY s.province_code
),
valid AS (
    SELECT n.station_code, n.specialty, n.headcount, t.as_of_day,
           GREATEST(n.start_on, s.opened_on, r.first_day) AS from_day
    FROM declared_needs AS n
    JOIN scope_stations AS s ON s.station_code = n.station_code
    CROSS JOIN known_day AS t
    JOIN stations AS o ON o.station_code = n.station_code
    JOIN rotation AS r ON r.province_code = o.province_code
    WHERE n.start_on <= t.as_of_day AND n.end_on >= t.as_of_day
      AND s.opened_on <= t.as_of_day AND (s.closed_on IS NULL OR s.closed_on >= t.as_of_day)
),
met AS (
    SELECT v.station_code, v.specialty, max(p.day) AS last_day
    FROM valid AS v
    JOIN present AS p ON p.station_code = v.station_code AND p.specialty = v.specialty
     AND p.day >= v.from_day AND p.workers >= v.headcount
    GROUP BY v.station_code, v.specialty
)
SELECT v.station_code, v.specialty, v.headcount,
       COALESCE(m.last_day + 1, v.from_day) AS unmet_since,
       CAST(v.as_of_day - COALESCE(m.last_day + 1, v.from_day) + 1 AS BIGINT) AS days
FROM valid AS v
LEFT JOIN met AS m ON m.station_code = v.station_code AND m.specialty = v.specialty
WHERE COALESCE(m.last_day + 1, v.from_day) <= v.as_of_day
ORDER BY v.station_code, v.specialty
