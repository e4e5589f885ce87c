-- name: rows_weekly_reports
-- title_vi: Các dòng báo cáo tuần
-- title_en: The rows of weekly reports
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- param: stream text default '' | Luồng báo cáo: rotation (cán bộ luân phiên) hoặc station (trạm); trống = cả hai | Reporting stream: rotation (rotated workers) or station; empty = both
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa, cả báo cáo của trạm | Specialty of the workers; empty = all, the stations' own reports included
-- column: station_code text | Trạm | Station
-- column: source_unit text | Đơn vị cũ của dòng | Former unit of the row
-- column: worker_code text | Cán bộ (trống: báo cáo của trạm) | Worker (empty: the station itself)
-- column: week_start date | Tuần | Week
-- column: received_at moment | Nộp lúc | Received at
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Fields filled
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: weekly_reports_history, load_history, workers_history, stations
-- uses: scope_stations

SELECT f.station_code, f.source_unit, f.worker_code, f.week_start, f.received_at, f.required_fields, f.filled_fields,
       l.file_name, f.sheet, f.line
FROM weekly_reports_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
WHERE f.superseded_by IS NULL
  AND f.received_at <= CAST($as_of AS TIMESTAMP)
  AND f.station_code IN (SELECT station_code FROM scope_stations)
  AND f.week_start BETWEEN CAST($from_day AS DATE) - 3 AND CAST($to_day AS DATE) - 3
  AND (CAST($stream AS VARCHAR) = '' OR (CAST($stream AS VARCHAR) = 'station') = (f.worker_code = ''))
  AND (CAST($specialty AS VARCHAR) = ''
       OR f.worker_code IN (SELECT w.worker_code FROM workers_history AS w WHERE w.superseded_by IS NULL AND w.specialty = CAST($specialty AS VARCHAR)))
ORDER BY f.station_code, f.week_start, f.worker_code, f.received_at, f.source_unit
