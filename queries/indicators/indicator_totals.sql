-- name: indicator_totals
-- title_vi: Các chỉ số hoạt động khác theo trạm
-- title_en: Other activity indicators by station
-- unit: theo chỉ số | as the indicator's
-- method: IND (§8)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: indicator text | Chỉ số | Indicator
-- column: nature text | flow (cộng dồn) hoặc stock (số hiện có) | flow or stock
-- column: unit text | Đơn vị | Unit
-- column: station_code text | Mã trạm | Station code
-- column: value decimal | Giá trị: flow là tổng các tuần, stock là số mới nhất | Value: of a flow the sum over the weeks, of a stock the latest
-- column: weeks integer | Số tuần có số liệu | Weeks reported
-- column: last_week_start date | Thứ Hai của tuần mới nhất có số liệu | Monday of the latest week reported
-- source: activity, indicators, weekly_reports, station_aliases, indicator_catalogue, stations
-- uses: reported_indicators, scope_stations, as_of_day

-- Blank values are missing. A stock is never summed over weeks. Whole parts and fractions are summed apart, so that the sum does
-- not hang on the order of the rows.
WITH reported AS (
    SELECT i.station_code, i.indicator, i.week_start, i.value,
           row_number() OVER (PARTITION BY i.station_code, i.indicator ORDER BY i.week_start DESC) AS back
    FROM reported_indicators AS i
    JOIN scope_stations AS s ON s.station_code = i.station_code
    JOIN as_of_day AS t ON i.week_start <= t.as_of_day - 6
    WHERE i.value IS NOT NULL AND i.week_start >= CAST($from_day AS DATE) - 3 AND i.week_start <= CAST($to_day AS DATE) - 3
),
summed AS (
    SELECT station_code, indicator, sum(floor(value)) + CAST(sum(CAST(value - floor(value) AS DECIMAL(18, 9))) AS DOUBLE PRECISION) AS total, max(CASE WHEN back = 1 THEN value END) AS latest,
           count(*) AS weeks, max(week_start) AS last_week_start
    FROM reported
    GROUP BY station_code, indicator
)
SELECT k.indicator, k.nature, k.unit, s.station_code,
       CASE WHEN k.nature = 'stock' THEN s.latest ELSE s.total END AS value, s.weeks, s.last_week_start
FROM summed AS s
JOIN indicator_catalogue AS k ON k.indicator = s.indicator
ORDER BY k.indicator, s.station_code
