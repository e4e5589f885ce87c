-- name: targets
-- title_vi: Chỉ tiêu
-- title_en: Targets
-- unit: chỉ tiêu | targets
-- method: facts in force
-- column: measure text | Chỉ số | Indicator
-- column: year integer | Năm | Year
-- column: station_code text | Mã trạm; trống = toàn tỉnh | Station code; empty = the province
-- column: province_code text | Mã tỉnh | Province code
-- column: target decimal | Mục tiêu; tỷ lệ từ 0 đến 1 | Target; proportions from 0 to 1
-- column: direction text | Chiều tốt (increase, decrease) | Good direction (increase, decrease)
-- source: targets

SELECT measure, year, station_code, province_code, target, direction
FROM targets
ORDER BY measure, year, station_code, province_code, target, direction
