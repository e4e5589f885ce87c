-- name: known_orders
-- title_vi: Các quyết định luân phiên như đã biết vào thời điểm tính đến
-- title_en: Postings as known at the as-of moment
-- unit: lượt | postings
-- method: §2 presence
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: decision_no text | Số quyết định | Decision number
-- column: start_on date | Từ ngày | First day
-- column: end_on date | Đến ngày theo quyết định | Last day as ordered
-- column: left_on date | Ngày về thực tế, như đã biết | Actual last day, as known
-- column: ends_on date | Ngày cuối, như đã biết | Last day, as known
-- source: postings
-- uses: posting_order, known_day

-- An actual end is known once it has come; before that the order says when a posting ends.
SELECT p.posting_no, p.worker_code, p.station_code, p.decision_no, p.start_on, p.end_on,
       CASE WHEN p.left_on <= t.known_day THEN p.left_on END AS left_on,
       CASE WHEN p.left_on <= t.known_day THEN p.left_on ELSE p.end_on END AS ends_on
FROM posting_order AS p
CROSS JOIN known_day AS t
