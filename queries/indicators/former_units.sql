-- name: former_units
-- title_vi: Số xã cũ của mỗi trạm gộp từ nhiều xã
-- title_en: Former communes of each station that was made of several
-- unit: xã | communes
-- method: §2 former communes
-- column: station_code text | Mã trạm | Station code
-- column: units integer | Số xã cũ | Former communes
-- source: activity, indicators, weekly_reports, station_aliases
-- materialize: table

-- Of stations with facts of former communes only: as many as the table of names has, else as were ever seen.
WITH named AS (
    SELECT station_code, count(*) AS units FROM station_aliases WHERE alias_type <> '' GROUP BY station_code
),
seen AS (
    SELECT station_code, count(DISTINCT source_unit) AS units
    FROM (
        SELECT station_code, source_unit FROM activity WHERE source_unit <> ''
        UNION ALL
        SELECT station_code, source_unit FROM indicators WHERE source_unit <> ''
        UNION ALL
        SELECT station_code, source_unit FROM weekly_reports WHERE source_unit <> ''
    ) AS parts
    GROUP BY station_code
)
SELECT s.station_code, COALESCE(n.units, s.units) AS units
FROM seen AS s
LEFT JOIN named AS n ON n.station_code = s.station_code
