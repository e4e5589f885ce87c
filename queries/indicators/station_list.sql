-- name: station_list
-- title_vi: Danh sách trạm
-- title_en: Stations
-- unit: trạm | stations
-- method: §1
-- column: station_code text | Mã trạm | Station code
-- column: station_name text | Tên trạm | Station name
-- column: type text | Loại | Type
-- column: health_center text | Trung tâm y tế | Health centre
-- column: lat decimal | Vĩ độ | Latitude
-- column: lon decimal | Kinh độ | Longitude
-- column: population integer | Dân số | Population
-- column: opened_on date | Ngày mở | First active day
-- column: closed_on date | Ngày đóng | Last active day
-- source: stations

SELECT station_code, station_name, type, health_center, lat, lon, population, opened_on, closed_on
FROM stations
ORDER BY station_code
