-- name: submission_order
-- title_vi: Thứ tự các lần nộp của từng báo cáo
-- title_en: The submissions of each report in their order
-- unit: báo cáo | reports
-- method: §3 valid submission
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: received_at moment | Nộp lúc | Received at
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Mandatory fields filled
-- column: premature boolean | Nộp trước tuần | Received before its week
-- column: place integer | Lần nộp thứ mấy | Place among the submissions
-- column: first_received_at moment | Nhận lần đầu lúc | First received at
-- column: next_received_at moment | Lần nộp sau đó | The next one received at
-- source: weekly_reports
-- materialize: table

-- Premature ones are in an order of their own. As-of only cuts off the end: the latest as of a moment is the one whose
-- next comes after it, and its place is how many there were by then.
SELECT station_code, worker_code, week_start, received_at, required_fields, filled_fields, premature,
       row_number() OVER (PARTITION BY station_code, worker_code, week_start, premature ORDER BY received_at) AS place,
       min(received_at) OVER (PARTITION BY station_code, worker_code, week_start, premature) AS first_received_at,
       lead(received_at) OVER (PARTITION BY station_code, worker_code, week_start, premature ORDER BY received_at) AS next_received_at
FROM (
    SELECT station_code, worker_code, week_start, received_at, required_fields, filled_fields,
           received_at < CAST(week_start AS TIMESTAMP) AS premature
    FROM weekly_reports
) AS received
