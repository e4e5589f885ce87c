-- name: rows_indicators
-- title_vi: Các dòng chỉ tiêu khác
-- title_en: The rows of other indicators
-- unit: dòng | rows
-- method: facts in force, with the place they were read from
-- param: from_day date required | Ngày đầu kỳ | First day
-- param: to_day date required | Ngày cuối kỳ | Last day
-- column: station_code text | Trạm | Station
-- column: source_unit text | Đơn vị cũ của dòng | Former unit of the row
-- column: week_start date | Tuần | Week
-- column: indicator text | Chỉ tiêu | Indicator
-- column: value decimal | Giá trị | Value
-- column: file_name text | Tệp | File
-- column: sheet text | Trang tính | Sheet
-- column: line integer | Dòng trong tệp | Line of the file
-- source: indicators_history, load_history, stations
-- uses: scope_stations, as_of_day

SELECT f.station_code, f.source_unit, f.week_start, f.indicator, f.value,
       l.file_name, f.sheet, f.line
FROM indicators_history AS f
JOIN load_history AS l ON l.load_id = f.load_id
JOIN as_of_day AS t ON f.week_start + 6 <= t.as_of_day
WHERE f.superseded_by IS NULL
  AND f.station_code IN (SELECT station_code FROM scope_stations)
  AND f.week_start BETWEEN CAST($from_day AS DATE) - 3 AND CAST($to_day AS DATE) - 3
ORDER BY f.station_code, f.week_start, f.indicator, f.source_unit
