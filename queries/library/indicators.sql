-- name: indicators
-- title_vi: Chỉ số hoạt động
-- title_en: Activity indicators
-- unit: theo chỉ số | by indicator
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Xã cũ; trống = chính trạm | Former commune; empty = the station itself
-- column: week text | Tuần ISO | ISO week
-- column: indicator text | Chỉ số | Indicator
-- column: value decimal | Giá trị | Value
-- source: indicators

SELECT station_code, source_unit, week, indicator, value
FROM indicators
ORDER BY station_code, week, indicator, source_unit
