-- name: rows_postings
-- title_vi: Các dòng quyết định luân phiên
-- title_en: The rows of postings
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Trạm | Station
-- column: decision_no text | Số quyết định | Decision
-- column: worker_code text | Mã cán bộ | Worker code
-- column: start_on date | Từ ngày | From
-- column: end_on date | Đến ngày | To
-- column: left_on date | Ngày về thực tế | Left on
-- column: status text | Trạng thái | Status
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: postings_history, load_history, workers_history, stations
-- uses: scope_stations, known_day

-- Orders and needs of days to come are known; figures that look ahead rest on them.
SELECT f.station_code, f.decision_no, f.worker_code, f.start_on, f.end_on,
       CASE WHEN f.left_on <= t.known_day THEN f.left_on END AS left_on, f.status,
       l.file_name, f.sheet, f.line
FROM postings_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
CROSS JOIN known_day AS t
WHERE f.superseded_by IS NULL
  AND f.station_code IN (SELECT station_code FROM scope_stations)
  AND f.start_on <= CAST($to_day AS DATE)
  AND CASE WHEN f.left_on <= t.known_day THEN f.left_on ELSE f.end_on END >= CAST($from_day AS DATE)
  AND (CAST($specialty AS VARCHAR) = ''
       OR f.worker_code IN (SELECT w.worker_code FROM workers_history AS w WHERE w.superseded_by IS NULL AND w.specialty = CAST($specialty AS VARCHAR)))
ORDER BY f.station_code, f.start_on, f.worker_code, f.decision_no
