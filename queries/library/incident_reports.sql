-- name: incident_reports
-- title_vi: Báo cáo đột xuất
-- title_en: Incident reports
-- unit: báo cáo | reports
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Xã cũ; trống = chính trạm | Former commune; empty = the station itself
-- column: worker_code text | Mã cán bộ | Worker code
-- column: reported_at moment | Báo lúc | Reported at
-- column: content text | Nội dung | Content
-- column: severity text | Mức độ | Severity
-- column: responded_at moment | Phản hồi lúc | Responded at
-- column: resolved_at moment | Xử lý lúc | Resolved at
-- source: incident_reports

SELECT station_code, source_unit, worker_code, reported_at, content, severity, responded_at, resolved_at
FROM incident_reports
ORDER BY station_code, worker_code, reported_at, source_unit
