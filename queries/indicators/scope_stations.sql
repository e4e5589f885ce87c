-- name: scope_stations
-- title_vi: Các trạm trong phạm vi
-- title_en: Stations of the scope
-- unit: trạm | stations
-- method: §1
-- param: province text default '' | Mã tỉnh; trống = tất cả | Province code; empty = all
-- param: health_center text default '' | Khu vực trung tâm y tế, thêm « (tỉnh 15)» nếu hai tỉnh có cùng tên; trống = tất cả | Health-centre area, with “ (tỉnh 15)” after a name that two provinces have; empty = all
-- param: facility_type text default '' | Loại cơ sở: commune, ward, district_hospital, health_center; trống = tất cả | Kind of facility: commune, ward, district_hospital, health_center; empty = all
-- param: facility text default '' | Mã trạm; trống = tất cả | Station code; empty = all
-- param: stations text default '' | Mã các trạm, trước và sau mỗi mã một dấu phẩy; trống = tất cả | Station codes, a comma before and after each; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: opened_on date | Ngày mở | First active day
-- column: closed_on date | Ngày đóng | Last active day
-- source: stations

SELECT s.station_code, s.opened_on, s.closed_on
FROM stations AS s
WHERE (CAST($health_center AS VARCHAR) = '' OR CAST($health_center AS VARCHAR) IN (s.health_center, s.health_center || ' (tỉnh ' || s.province_code || ')'))
  AND (CAST($province AS VARCHAR) = '' OR s.province_code = CAST($province AS VARCHAR))
  AND (CAST($facility_type AS VARCHAR) = '' OR s.type = CAST($facility_type AS VARCHAR))
  AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))
  AND (CAST($stations AS VARCHAR) = '' OR position(',' || s.station_code || ',' IN CAST($stations AS VARCHAR)) > 0)
