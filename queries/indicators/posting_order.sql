-- name: posting_order
-- title_vi: Thứ tự ưu tiên của các quyết định
-- title_en: Postings in force, in the order in which they supersede each other
-- unit: lượt | postings
-- method: §2 double booking
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: start_on date | Từ ngày | First day as ordered
-- column: end_on date | Đến ngày | Last day as ordered
-- column: left_on date | Ngày về thực tế | Last day as it happened
-- column: decision_no text | Số quyết định | Decision number
-- source: postings

-- The later start supersedes; ties: the greater decision number, then station code.
SELECT row_number() OVER (ORDER BY start_on, decision_no, station_code, worker_code) AS posting_no,
       worker_code, station_code, start_on, end_on, left_on, decision_no
FROM postings
WHERE status = 'active'
