-- name: reported_indicators
-- title_vi: Giá trị các chỉ số hoạt động khác theo trạm và tuần, mọi tuần
-- title_en: Values of other activity indicators by station and week, all weeks
-- unit: theo chỉ số | as the indicator's
-- method: IND (§8), §2 former communes
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: indicator text | Chỉ số | Indicator
-- column: value decimal | Giá trị | Value
-- source: activity, indicators, weekly_reports, station_aliases
-- uses: former_units

-- Values of former communes add up, and are missing unless every one gave it. A value of the station itself beside them is
-- not added (source_conflicts).
WITH summed AS (
    SELECT i.station_code, i.week_start, i.indicator, f.units AS needed,
           count(*) FILTER (WHERE i.source_unit <> '') AS units,
           count(i.value) FILTER (WHERE i.source_unit <> '') AS units_with_value,
           sum(i.value ORDER BY i.source_unit) FILTER (WHERE i.source_unit <> '') AS value,
           max(i.value) FILTER (WHERE i.source_unit = '') AS own_value
    FROM indicators AS i
    JOIN former_units AS f ON f.station_code = i.station_code
    GROUP BY i.station_code, i.week_start, i.indicator, f.units
)
SELECT station_code, week_start, indicator,
       CASE WHEN units = 0 THEN own_value WHEN units >= needed AND units_with_value = units THEN value END AS value
FROM summed
UNION ALL
SELECT i.station_code, i.week_start, i.indicator, i.value
FROM indicators AS i
WHERE NOT EXISTS (SELECT 1 FROM former_units AS f WHERE f.station_code = i.station_code)
