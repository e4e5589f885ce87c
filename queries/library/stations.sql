-- name: stations
-- title_vi: Trạm y tế và cơ sở nhận
-- title_en: Stations
-- unit: trạm | stations
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: station_name text | Tên trạm | Station name
-- column: type text | Loại | Type
-- column: health_center text | Trung tâm y tế | Health centre
-- column: province_code text | Mã tỉnh | Province code
-- column: lat decimal | Vĩ độ | Latitude
-- column: lon decimal | Kinh độ | Longitude
-- column: population integer | Dân số | Population
-- column: opened_on date | Ngày mở | Opened on
-- column: closed_on date | Ngày đóng | Closed on
-- source: stations

SELECT station_code, station_name, type, health_center, province_code, lat, lon, population, opened_on, closed_on
FROM stations
ORDER BY station_code
