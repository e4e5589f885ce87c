-- name: source_conflicts
-- title_vi: Số liệu của trạm bên cạnh số liệu của các xã cũ
-- title_en: Values of a station beside those of its former communes
-- unit: giá trị | values
-- method: §2 former communes
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: kind text | Loại bảng | Kind
-- column: station_code text | Mã trạm | Station code
-- column: from_day date | Tuần hoặc ngày | Week or day
-- column: item text | Nhóm bệnh, chỉ số, chuyên khoa hoặc mã cán bộ | Diagnosis group, indicator, specialty or worker
-- column: own decimal | Giá trị ghi cho trạm, không được tính | The station's value, not counted
-- column: parts decimal | Tổng của các xã cũ, được tính | Sum of the former communes, counted
-- column: units integer | Số xã cũ | Former communes
-- source: activity, indicators, weekly_reports, needs, incident_reports, stations
-- uses: scope_stations

-- Weekly kinds over the weeks of the period, needs that hold in it, difficulties reported in it. The value of activity is
-- the visits, of needs the headcount; a weekly report or a difficulty counts as 1.
WITH facts AS (
    SELECT 'activity' AS kind, station_code, source_unit, week_start AS from_day, diagnosis_group AS item, CAST(visits AS DOUBLE PRECISION) AS value
    FROM activity WHERE week_start >= CAST($from_day AS DATE) - 3 AND week_start <= CAST($to_day AS DATE) - 3
    UNION ALL
    SELECT 'indicators', station_code, source_unit, week_start, indicator, value
    FROM indicators WHERE week_start >= CAST($from_day AS DATE) - 3 AND week_start <= CAST($to_day AS DATE) - 3
    UNION ALL
    SELECT DISTINCT 'weekly_reports', station_code, source_unit, week_start, '', CAST(1 AS DOUBLE PRECISION)
    FROM weekly_reports
    WHERE worker_code = '' AND week_start >= CAST($from_day AS DATE) - 3 AND week_start <= CAST($to_day AS DATE) - 3
    UNION ALL
    SELECT 'incident_reports', station_code, source_unit, CAST(reported_at AS DATE), worker_code, CAST(1 AS DOUBLE PRECISION)
    FROM incident_reports AS i
    WHERE CAST(reported_at AS DATE) BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
      AND (source_unit <> '' OR EXISTS (
          SELECT 1 FROM incident_reports AS p
          WHERE p.station_code = i.station_code AND p.worker_code = i.worker_code AND p.reported_at = i.reported_at AND p.source_unit <> ''))
),
parts AS (
    SELECT kind, station_code, from_day, item, sum(value ORDER BY source_unit) AS value, count(DISTINCT source_unit) AS units
    FROM facts WHERE source_unit <> ''
    GROUP BY kind, station_code, from_day, item
),
beside AS (
    SELECT f.kind, f.station_code, f.from_day, f.item, f.value AS own, p.value AS parts, p.units
    FROM facts AS f
    JOIN parts AS p ON p.kind = f.kind AND p.station_code = f.station_code AND p.from_day = f.from_day AND p.item = f.item
    WHERE f.source_unit = ''
    UNION ALL
    SELECT 'needs', n.station_code, GREATEST(n.start_on, min(p.start_on)), n.specialty,
           CAST(n.headcount AS DOUBLE PRECISION), CAST(sum(p.headcount) AS DOUBLE PRECISION), count(DISTINCT p.source_unit)
    FROM needs AS n
    JOIN needs AS p ON p.station_code = n.station_code AND p.specialty = n.specialty AND p.source_unit <> ''
     AND p.start_on <= COALESCE(n.end_on, DATE '9999-12-30') AND COALESCE(p.end_on, DATE '9999-12-30') >= n.start_on
     AND p.start_on <= CAST($to_day AS DATE) AND COALESCE(p.end_on, DATE '9999-12-30') >= CAST($from_day AS DATE)
    WHERE n.source_unit = '' AND n.start_on <= CAST($to_day AS DATE) AND COALESCE(n.end_on, DATE '9999-12-30') >= CAST($from_day AS DATE)
    GROUP BY n.station_code, n.specialty, n.start_on, n.headcount
)
SELECT b.kind, b.station_code, b.from_day, b.item, b.own, b.parts, b.units
FROM beside AS b
JOIN scope_stations AS s ON s.station_code = b.station_code
ORDER BY b.kind, b.station_code, b.from_day, b.item
