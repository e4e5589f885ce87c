-- name: scope_stations
-- title_vi: Các trạm trong phạm vi
-- title_en: Stations of the scope
-- unit: trạm | stations
-- method: §1
-- param: health_center text default '' | Khu vực trung tâm y tế; trống = tất cả | Health-centre area; empty = all
-- param: facility_type text default '' | Loại cơ sở: commune, ward, district_hospital, health_center; trống = tất cả | Kind of facility: commune, ward, district_hospital, health_center; empty = all
-- param: facility text default '' | Mã trạm; trống = tất cả | Station code; empty = all
-- param: stations text default '' | Mã các trạm, trước và sau mỗi mã một dấu phẩy; trống = tất cả | Station codes, a comma before and after each; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: opened_on date | Ngày mở | First active day
-- column: closed_on date | Ngày đóng | Last active day
-- source: stations

SELECT s.station_code, s.opened_on, s.closed_on
FROM stations AS s
WHERE (CAST($health_center AS VARCHAR) = '' OR s.health_center = CAST($health_center AS VARCHAR))
  AND (CAST($facility_type AS VARCHAR) = '' OR s.type = CAST($facility_type AS VARCHAR))
  AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))
  AND (CAST($stations AS VARCHAR) = '' OR position(',' || s.station_code || ',' IN CAST($stations AS VARCHAR)) > 0)
