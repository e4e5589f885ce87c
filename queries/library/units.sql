-- name: units
-- title_vi: Đơn vị cử cán bộ
-- title_en: Sending units
-- unit: đơn vị | units
-- method: facts in force
-- column: unit_code text | Mã đơn vị | Unit code
-- column: unit_name text | Tên đơn vị | Unit name
-- column: level text | Tuyến | Level
-- column: province_code text | Mã tỉnh | Province code
-- source: units

SELECT unit_code, unit_name, level, province_code
FROM units
ORDER BY unit_code
