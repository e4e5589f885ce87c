-- name: rows_needs
-- title_vi: Các dòng nhu cầu chuyên môn
-- title_en: The rows of declared needs
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Trạm | Station
-- column: source_unit text | Đơn vị cũ của dòng | Former unit of the row
-- column: specialty text | Chuyên môn | Specialty
-- column: headcount integer | Số người | Headcount
-- column: start_on date | Từ ngày | From
-- column: end_on date | Đến ngày | To
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: needs_history, load_history, stations
-- uses: scope_stations

SELECT f.station_code, f.source_unit, f.specialty, f.headcount, f.start_on, f.end_on,
       l.file_name, f.sheet, f.line
FROM needs_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
WHERE f.superseded_by IS NULL
  AND f.station_code IN (SELECT station_code FROM scope_stations)
  AND f.start_on <= CAST($to_day AS DATE) AND (f.end_on IS NULL OR f.end_on >= CAST($from_day AS DATE))
  AND (CAST($specialty AS VARCHAR) = '' OR f.specialty = CAST($specialty AS VARCHAR))
ORDER BY f.station_code, f.specialty, f.start_on, f.source_unit
