-- name: postings
-- title_vi: Lượt luân phiên
-- title_en: Postings
-- unit: lượt | postings
-- method: facts in force
-- column: decision_no text | Số quyết định | Decision number
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: start_on date | Từ ngày | First day as ordered
-- column: end_on date | Đến ngày | Last day as ordered
-- column: left_on date | Ngày về thực tế | Last day as it happened
-- column: status text | Trạng thái | Status
-- column: replaces_decision text | Thay cho quyết định | Replaces the order of this decision
-- column: replaces_worker text | Thay cho cán bộ | Replaces this worker
-- source: postings

SELECT decision_no, worker_code, station_code, start_on, end_on, left_on, status, replaces_decision, replaces_worker
FROM postings
ORDER BY worker_code, station_code, start_on, decision_no
