-- name: rows_absences
-- title_vi: Các dòng nghỉ trong thời gian luân phiên
-- title_en: The rows of absences
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: worker_code text | Mã cán bộ | Worker code
-- column: absent_from date | Nghỉ từ | Absent from
-- column: absent_to date | Nghỉ đến | Absent to
-- column: reason text | Lý do | Reason
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: absences_history, postings_history, load_history, workers_history, stations
-- uses: scope_stations, known_day

SELECT f.worker_code, f.absent_from, f.absent_to, f.reason,
       l.file_name, f.sheet, f.line
FROM absences_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
CROSS JOIN known_day AS t
WHERE f.superseded_by IS NULL
  AND f.absent_from <= LEAST(CAST($to_day AS DATE), t.known_day) AND f.absent_to >= CAST($from_day AS DATE)
  AND EXISTS (SELECT 1 FROM postings_history AS p JOIN scope_stations AS s ON s.station_code = p.station_code
              WHERE p.superseded_by IS NULL AND p.worker_code = f.worker_code
                AND p.start_on <= f.absent_to
                AND CASE WHEN p.left_on <= t.known_day THEN p.left_on ELSE p.end_on END >= f.absent_from)
  AND (CAST($specialty AS VARCHAR) = ''
       OR f.worker_code IN (SELECT w.worker_code FROM workers_history AS w WHERE w.superseded_by IS NULL AND w.specialty = CAST($specialty AS VARCHAR)))
ORDER BY f.worker_code, f.absent_from
