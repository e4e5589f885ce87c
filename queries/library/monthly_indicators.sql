-- name: monthly_indicators
-- title_vi: Chỉ số theo tháng
-- title_en: Monthly indicators
-- unit: giá trị | values
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Xã cũ của dòng | Former commune of the row
-- column: month text | Tháng | Month
-- column: month_start date | Ngày đầu tháng | First day of the month
-- column: indicator text | Chỉ số | Indicator
-- column: value decimal | Giá trị; trống = thiếu | Value; blank = missing
-- source: monthly_indicators

SELECT station_code, source_unit, month, month_start, indicator, value
FROM monthly_indicators
ORDER BY station_code, source_unit, month, month_start, indicator, value
