-- name: units
-- title_vi: Đơn vị cử cán bộ
-- title_en: Sending units
-- unit: đơn vị | units
-- method: facts in force
-- column: unit_code text | Mã đơn vị | Unit code
-- column: unit_name text | Tên đơn vị | Unit name
-- column: level text | Tuyến | Level
-- source: units

SELECT unit_code, unit_name, level
FROM units
ORDER BY unit_code
