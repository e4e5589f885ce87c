-- name: ahead_orders
-- title_vi: Các quyết định luân phiên còn hiệu lực hoặc sắp bắt đầu, như đã biết
-- title_en: Postings that run or are about to begin, as known
-- unit: lượt | postings
-- method: §2 presence
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: decision_no text | Số quyết định | Decision number
-- column: start_on date | Từ ngày | First day
-- column: ends_on date | Ngày cuối, như đã biết | Last day, as known
-- source: postings
-- uses: known_orders, as_of_day

SELECT o.posting_no, o.worker_code, o.station_code, o.decision_no, o.start_on, o.ends_on
FROM known_orders AS o
CROSS JOIN as_of_day AS t
WHERE o.ends_on >= o.start_on AND o.ends_on >= t.as_of_day
  AND o.start_on <= t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER)
