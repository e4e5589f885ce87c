-- name: submissions
-- title_vi: Báo cáo đã nhận
-- title_en: Submissions received, and what each counts as
-- unit: báo cáo | reports
-- method: §3 valid submission
-- param: stream text default rotation | Luồng báo cáo: rotation (cán bộ luân phiên) hoặc station (trạm) | Reporting stream: rotation (rotated workers) or station
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- param: specialty text default '' | Chuyên khoa của cán bộ, chỉ với luồng rotation; trống = mọi chuyên khoa | Specialty of the workers, for the stream rotation only; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: received_at moment | Nộp lúc | Received at
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Mandatory fields filled
-- column: place integer | Lần nộp thứ mấy của báo cáo | Place among the submissions of the report
-- column: kind text | valid, premature (trước tuần) hoặc unexpected (không phải báo cáo) | valid, premature or unexpected
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, indicators, station_aliases
-- uses: expected_reports, scope_stations, submission_order

SELECT r.station_code, r.worker_code, r.week_start, r.received_at, r.required_fields, r.filled_fields, r.place,
       CASE WHEN r.premature THEN 'premature'
            WHEN e.station_code IS NULL THEN 'unexpected'
            ELSE 'valid' END AS kind
FROM submission_order AS r
JOIN scope_stations AS s ON s.station_code = r.station_code
LEFT JOIN expected_reports AS e
  ON e.station_code = r.station_code AND e.worker_code = r.worker_code AND e.week_start = r.week_start
WHERE (CAST($stream AS VARCHAR) = 'station') = (r.worker_code = '')
  AND (CAST($specialty AS VARCHAR) = '' OR r.worker_code = ''
       OR r.worker_code IN (SELECT w.worker_code FROM workers AS w WHERE w.specialty = CAST($specialty AS VARCHAR)))
  AND r.received_at <= CAST($as_of AS TIMESTAMP)
  AND r.week_start >= CAST($from_day AS DATE) - 3
  AND r.week_start <= CAST($to_day AS DATE) - 3
