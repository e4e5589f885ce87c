-- name: workers
-- title_vi: Cán bộ (không có họ tên)
-- title_en: Workers (without names)
-- unit: cán bộ | workers
-- method: facts in force
-- column: worker_code text | Mã cán bộ | Worker code
-- column: unit_code text | Mã đơn vị | Unit code
-- column: qualification text | Trình độ | Qualification
-- column: specialty text | Chuyên khoa | Specialty
-- column: cadre text | Nhóm | Cadre
-- column: fte decimal | Tỷ lệ thời gian | Full-time equivalent
-- column: province_code text | Mã tỉnh | Province code
-- source: workers

SELECT worker_code, unit_code, qualification, specialty, cadre, fte, province_code
FROM workers
ORDER BY worker_code
