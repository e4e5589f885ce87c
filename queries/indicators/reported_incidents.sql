-- name: reported_incidents
-- title_vi: Các báo cáo khó khăn, mỗi báo cáo một lần
-- title_en: Reports of difficulties, each once
-- unit: báo cáo | reports
-- method: CMP-6 (§3), §2 former communes
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: reported_at moment | Báo lúc | Reported at
-- column: content text | Nội dung | Content
-- column: severity text | Mức độ (normal, urgent) | Severity (normal, urgent)
-- column: responded_at moment | Phản hồi lúc | Responded at
-- column: resolved_at moment | Xử lý xong lúc | Resolved at
-- source: incident_reports

-- One that names a former commune counts; the same one under the station's own code is not added (source_conflicts).
SELECT i.station_code, i.worker_code, i.reported_at, i.content, i.severity, i.responded_at, i.resolved_at
FROM incident_reports AS i
WHERE i.source_unit <> ''
   OR NOT EXISTS (
       SELECT 1 FROM incident_reports AS p
       WHERE p.station_code = i.station_code AND p.worker_code = i.worker_code AND p.reported_at = i.reported_at AND p.source_unit <> '')
