-- name: indicator_weeks
-- title_vi: Các chỉ số hoạt động khác theo tuần
-- title_en: Other activity indicators by week
-- unit: theo chỉ số | of the indicator
-- method: §8 IND
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: indicator text | Chỉ số | Indicator
-- column: nature text | flow (cộng dồn) hoặc stock (số hiện có) | flow or stock
-- column: unit text | Đơn vị | Unit
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: value decimal | Giá trị: flow là tổng của tuần, stock là tổng các số mới nhất đến tuần đó | Value: of a flow the week's sum, of a stock the sum of the latest values up to the week
-- column: stations integer | Số trạm được tính | Stations counted
-- column: reported integer | Số trạm có số liệu tuần đó | Stations that reported in the week
-- source: activity, indicators, weekly_reports, station_aliases, indicator_catalogue, stations, calendar
-- uses: reported_indicators, scope_stations, as_of_day

-- Blank values are missing. A stock's value stands until the station's next one, within the period; it is summed over
-- stations, never over weeks. Whole parts and fractions are summed apart, so that the sum does not hang on the order of the rows.
WITH reported AS (
    SELECT k.indicator, k.nature, k.unit, i.station_code, i.week_start, i.value,
           lead(i.week_start) OVER (PARTITION BY i.station_code, i.indicator ORDER BY i.week_start) AS next_week
    FROM reported_indicators AS i
    JOIN scope_stations AS s ON s.station_code = i.station_code
    JOIN indicator_catalogue AS k ON k.indicator = i.indicator
    JOIN as_of_day AS t ON i.week_start <= t.as_of_day - 6
    WHERE i.value IS NOT NULL AND i.week_start >= CAST($from_day AS DATE) - 3 AND i.week_start <= CAST($to_day AS DATE) - 3
),
weeks AS (
    SELECT DISTINCT c.week_start
    FROM calendar AS c
    JOIN as_of_day AS t ON c.week_start <= t.as_of_day - 6
    WHERE c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3
),
standing AS (
    SELECT indicator, nature, unit, week_start, value, 1 AS fresh FROM reported
    UNION ALL
    SELECT r.indicator, r.nature, r.unit, w.week_start, r.value, 0 AS fresh
    FROM reported AS r
    JOIN weeks AS w ON w.week_start > r.week_start AND (r.next_week IS NULL OR w.week_start < r.next_week)
    WHERE r.nature = 'stock'
)
SELECT indicator, nature, unit, week_start, sum(floor(value)) + CAST(sum(CAST(value - floor(value) AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS value, count(*) AS stations, CAST(sum(fresh) AS BIGINT) AS reported
FROM standing
GROUP BY indicator, nature, unit, week_start
ORDER BY indicator, week_start
