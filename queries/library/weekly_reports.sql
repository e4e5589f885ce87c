-- name: weekly_reports
-- title_vi: Báo cáo tuần
-- title_en: Weekly reports
-- unit: báo cáo | reports
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Xã cũ; trống = chính trạm | Former commune; empty = the station itself
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week text | Tuần ISO | ISO week
-- column: received_at moment | Nộp lúc | Received at
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Fields filled
-- source: weekly_reports

SELECT station_code, source_unit, worker_code, week, received_at, required_fields, filled_fields
FROM weekly_reports
ORDER BY station_code, worker_code, week, received_at, source_unit
