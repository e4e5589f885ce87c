-- name: incident_list
-- title_vi: Các báo cáo khó khăn và tình trạng của chúng
-- title_en: Reports of difficulties and where each stands
-- unit: báo cáo | reports
-- method: CMP-6 (§3)
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: reported_at moment | Báo lúc | Reported at
-- column: content text | Nội dung | Content
-- column: severity text | Mức độ (normal, urgent) | Severity (normal, urgent)
-- column: responded_at moment | Phản hồi lúc | Responded at
-- column: resolved_at moment | Xử lý xong lúc | Resolved at
-- column: age_days decimal | Số ngày từ khi báo | Days since it was reported
-- source: incident_reports, stations
-- uses: reported_incidents, scope_stations

-- All that were reported by as-of. What came after as-of has not happened yet.
SELECT i.station_code, i.worker_code, i.reported_at, i.content, i.severity,
       CASE WHEN i.responded_at <= CAST($as_of AS TIMESTAMP) THEN i.responded_at END AS responded_at,
       CASE WHEN i.resolved_at <= CAST($as_of AS TIMESTAMP) THEN i.resolved_at END AS resolved_at,
       CAST(EXTRACT(EPOCH FROM (CAST($as_of AS TIMESTAMP) - i.reported_at)) AS DOUBLE PRECISION) / 86400 AS age_days
FROM reported_incidents AS i
JOIN scope_stations AS s ON s.station_code = i.station_code
WHERE i.reported_at <= CAST($as_of AS TIMESTAMP)
ORDER BY i.reported_at, i.station_code, i.worker_code
