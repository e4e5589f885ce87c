-- name: needs
-- title_vi: Nhu cầu chuyên khoa
-- title_en: Declared needs
-- unit: nhu cầu | needs
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Xã cũ; trống = chính trạm | Former commune; empty = the station itself
-- column: specialty text | Chuyên khoa | Specialty
-- column: headcount integer | Số lượng | Headcount
-- column: start_on date | Từ ngày | From
-- column: end_on date | Đến ngày | To
-- source: needs

SELECT station_code, source_unit, specialty, headcount, start_on, end_on
FROM needs
ORDER BY station_code, specialty, start_on, source_unit
