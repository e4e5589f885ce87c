-- name: attention_uncovered
-- title_vi: Trạm đang không có cán bộ hoặc không có bác sĩ
-- title_en: Active stations and the days since anybody, and a doctor, was there
-- unit: ngày | days
-- method: COV-9 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: days integer | Số ngày không có ai | Days with nobody
-- column: since date | Không có ai từ | Nobody since
-- column: doctor_days integer | Số ngày không có bác sĩ | Days without a doctor
-- column: doctor_since date | Không có bác sĩ từ | No doctor since
-- column: as_of_day date | Ngày cuối được tính | Last day counted
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days, known_day, scope_stations

-- Counted from the first day on which anybody was present anywhere in the province; none before.
WITH past AS (
    SELECT d.station_code, d.day, d.doctors FROM station_days AS d
    JOIN known_day AS t ON d.day <= t.as_of_day AND t.known_day BETWEEN d.known_from AND d.known_to
),
rotation AS (
    SELECT s.province_code, min(p.day) AS first_day
    FROM past AS p
    JOIN stations AS s ON s.station_code = p.station_code
    GROUP BY s.province_code
),
last_days AS (
    SELECT station_code, max(day) AS last_day, max(day) FILTER (WHERE doctors > 0) AS last_doctor_day
    FROM past
    GROUP BY station_code
),
since AS (
    SELECT s.station_code, t.as_of_day,
           GREATEST(COALESCE(l.last_day + 1, r.first_day), s.opened_on, r.first_day) AS since,
           GREATEST(COALESCE(l.last_doctor_day + 1, r.first_day), s.opened_on, r.first_day) AS doctor_since
    FROM scope_stations AS s
    CROSS JOIN known_day AS t
    JOIN stations AS o ON o.station_code = s.station_code
    JOIN rotation AS r ON r.province_code = o.province_code
    LEFT JOIN last_days AS l ON l.station_code = s.station_code
    WHERE s.opened_on <= t.as_of_day AND (s.closed_on IS NULL OR s.closed_on >= t.as_of_day)
)
SELECT station_code,
       CAST(as_of_day - since + 1 AS BIGINT) AS days, since,
       CAST(as_of_day - doctor_since + 1 AS BIGINT) AS doctor_days, doctor_since,
       as_of_day
FROM since
ORDER BY station_code
