-- name: attention_incidents
-- title_vi: Báo cáo đột xuất khẩn chưa xử lý
-- title_en: Urgent incidents left open
-- unit: giờ | hours
-- method: CMP-6 (§3)
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- param: open_hours integer default 48 | Số giờ chưa xử lý | Hours left open
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: reported_at moment | Báo lúc | Reported at
-- column: hours integer | Số giờ chưa xử lý | Hours open
-- source: incident_reports, stations
-- uses: reported_incidents, scope_stations

SELECT i.station_code, i.worker_code, i.reported_at,
       CAST(FLOOR(EXTRACT(EPOCH FROM (CAST($as_of AS TIMESTAMP) - i.reported_at)) / 3600) AS BIGINT) AS hours
FROM reported_incidents AS i
JOIN scope_stations AS s ON s.station_code = i.station_code
WHERE i.severity = 'urgent'
  AND EXTRACT(EPOCH FROM (CAST($as_of AS TIMESTAMP) - i.reported_at)) > 3600 * CAST(CAST($open_hours AS BIGINT) AS INTEGER)
  AND (i.resolved_at IS NULL OR i.resolved_at > CAST($as_of AS TIMESTAMP))
ORDER BY i.reported_at, i.station_code, i.worker_code
