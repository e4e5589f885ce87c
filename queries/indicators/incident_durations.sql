-- name: incident_durations
-- title_vi: Thời gian phản hồi và xử lý báo cáo đột xuất
-- title_en: Time to response and to resolution of ad-hoc reports
-- unit: ngày | days
-- method: CMP-6 (§3)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: station_code text | Mã trạm | Station code
-- column: severity text | Mức độ (normal, urgent) | Severity (normal, urgent)
-- column: reported_at moment | Báo lúc | Reported at
-- column: response_days decimal | Số ngày đến khi phản hồi, hoặc đến thời điểm tính | Days to the response, or to the as-of moment
-- column: is_responded boolean | Đã phản hồi | Responded to
-- column: resolution_days decimal | Số ngày đến khi xử lý xong, hoặc đến thời điểm tính | Days to the resolution, or to the as-of moment
-- column: is_resolved boolean | Đã xử lý xong | Resolved
-- source: incident_reports, stations
-- uses: reported_incidents, scope_stations

-- Reported in the period, by as-of. What came after as-of has not happened yet: the report counts as open.
WITH known AS (
    SELECT i.station_code, i.severity, i.reported_at, CAST($as_of AS TIMESTAMP) AS as_of,
           CASE WHEN i.responded_at <= CAST($as_of AS TIMESTAMP) THEN i.responded_at END AS responded_at,
           CASE WHEN i.resolved_at <= CAST($as_of AS TIMESTAMP) THEN i.resolved_at END AS resolved_at
    FROM reported_incidents AS i
    JOIN scope_stations AS s ON s.station_code = i.station_code
    WHERE i.reported_at <= CAST($as_of AS TIMESTAMP)
      AND i.reported_at >= CAST(CAST($from_day AS DATE) AS TIMESTAMP)
      AND i.reported_at < CAST(CAST($to_day AS DATE) + 1 AS TIMESTAMP)
)
SELECT station_code, severity, reported_at,
       CAST(EXTRACT(EPOCH FROM (COALESCE(responded_at, as_of) - reported_at)) AS DOUBLE PRECISION) / 86400 AS response_days,
       responded_at IS NOT NULL AS is_responded,
       CAST(EXTRACT(EPOCH FROM (COALESCE(resolved_at, as_of) - reported_at)) AS DOUBLE PRECISION) / 86400 AS resolution_days,
       resolved_at IS NOT NULL AS is_resolved
FROM known
ORDER BY reported_at, station_code
