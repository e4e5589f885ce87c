-- name: rows_incident_reports
-- title_vi: Các dòng báo cáo đột xuất
-- title_en: The rows of incident reports
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: station_code text | Trạm | Station
-- column: source_unit text | Đơn vị cũ của dòng | Former unit of the row
-- column: worker_code text | Mã cán bộ | Worker code
-- column: reported_at moment | Báo lúc | Reported at
-- column: severity text | Mức độ | Severity
-- column: responded_at moment | Phản hồi lúc | Answered at
-- column: resolved_at moment | Xử lý lúc | Resolved at
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: incident_reports_history, load_history, stations
-- uses: scope_stations

SELECT f.station_code, f.source_unit, f.worker_code, f.reported_at, f.severity,
       CASE WHEN f.responded_at <= CAST($as_of AS TIMESTAMP) THEN f.responded_at END AS responded_at,
       CASE WHEN f.resolved_at <= CAST($as_of AS TIMESTAMP) THEN f.resolved_at END AS resolved_at,
       l.file_name, f.sheet, f.line
FROM incident_reports_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
WHERE f.superseded_by IS NULL
  AND f.reported_at <= CAST($as_of AS TIMESTAMP)
  AND f.station_code IN (SELECT station_code FROM scope_stations)
  AND CAST(f.reported_at AS DATE) BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
ORDER BY f.station_code, f.reported_at, f.worker_code, f.source_unit
