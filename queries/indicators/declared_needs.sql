-- name: declared_needs
-- title_vi: Các nhu cầu đã khai báo, không chồng nhau
-- title_en: Declared needs, none overlapping another
-- unit: nhu cầu | needs
-- method: COV-6 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: headcount integer | Số người cần | Workers needed
-- column: start_on date | Từ ngày | First day
-- column: end_on date | Đến ngày | Last day
-- source: needs

-- Where two declarations of one (station, specialty) overlap, the later one holds from its start. Needs of the former
-- communes of a station add up, day by day; on days with any of them the station's own is not added (source_conflicts).
WITH declared AS (
    SELECT station_code, source_unit, specialty, headcount, start_on,
           LEAST(COALESCE(end_on, DATE '9999-12-30'),
                 COALESCE(lead(start_on) OVER (PARTITION BY station_code, source_unit, specialty ORDER BY start_on) - 1, DATE '9999-12-30')) AS end_on
    FROM needs
),
merged AS (
    SELECT DISTINCT station_code, specialty FROM declared WHERE source_unit <> ''
),
turns AS (
    SELECT d.station_code, d.specialty, d.start_on AS day
    FROM declared AS d JOIN merged AS m ON m.station_code = d.station_code AND m.specialty = d.specialty
    UNION
    SELECT d.station_code, d.specialty, d.end_on + 1
    FROM declared AS d JOIN merged AS m ON m.station_code = d.station_code AND m.specialty = d.specialty
),
spans AS (
    SELECT station_code, specialty, day AS start_on, lead(day) OVER (PARTITION BY station_code, specialty ORDER BY day) - 1 AS end_on
    FROM turns
),
summed AS (
    SELECT s.station_code, s.specialty, s.start_on, s.end_on,
           CAST(COALESCE(sum(d.headcount) FILTER (WHERE d.source_unit <> ''), max(d.headcount)) AS BIGINT) AS headcount
    FROM spans AS s
    JOIN declared AS d ON d.station_code = s.station_code AND d.specialty = s.specialty AND d.start_on <= s.start_on AND d.end_on >= s.end_on
    GROUP BY s.station_code, s.specialty, s.start_on, s.end_on
)
SELECT station_code, specialty, headcount, start_on, end_on FROM summed
UNION ALL
SELECT d.station_code, d.specialty, d.headcount, d.start_on, d.end_on
FROM declared AS d
WHERE NOT EXISTS (SELECT 1 FROM merged AS m WHERE m.station_code = d.station_code AND m.specialty = d.specialty)
