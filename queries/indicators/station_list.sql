-- name: station_list
-- title_vi: Danh sách trạm
-- title_en: Stations
-- unit: trạm | stations
-- method: §1
-- column: station_code text | Mã trạm | Station code
-- column: station_name text | Tên trạm | Station name
-- column: type text | Loại | Type
-- column: health_center text | Trung tâm y tế; tên mà hai tỉnh cùng có được thêm mã tỉnh | Health centre; a name that two provinces have bears its province's code
-- column: center_name text | Trung tâm y tế như tệp ghi | Health centre as its file names it
-- column: province_code text | Mã tỉnh | Province code
-- column: lat decimal | Vĩ độ | Latitude
-- column: lon decimal | Kinh độ | Longitude
-- column: population integer | Dân số | Population
-- column: opened_on date | Ngày mở | First active day
-- column: closed_on date | Ngày đóng | Last active day
-- source: stations

SELECT s.station_code, s.station_name, s.type,
       CASE WHEN n.provinces > 1 THEN s.health_center || ' (tỉnh ' || s.province_code || ')' ELSE s.health_center END AS health_center,
       s.health_center AS center_name, s.province_code, s.lat, s.lon, s.population, s.opened_on, s.closed_on
FROM stations AS s
JOIN (SELECT health_center, count(DISTINCT province_code) AS provinces FROM stations GROUP BY health_center) AS n ON n.health_center = s.health_center
ORDER BY s.station_code
