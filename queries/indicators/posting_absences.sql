-- name: posting_absences
-- title_vi: Ngày nghỉ theo từng lượt luân phiên
-- title_en: Absences of each posting
-- unit: ngày | days
-- method: §2 presence
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: start_on date | Từ ngày | First day as ordered
-- column: decision_no text | Số quyết định | Decision number
-- column: absent_from date | Nghỉ từ ngày | First day absent
-- column: absent_to date | Nghỉ đến ngày | Last day absent
-- source: postings, absences

-- An absence applies to every posting of the worker on those days.
SELECT p.worker_code, p.station_code, p.start_on, p.decision_no, a.absent_from, a.absent_to
FROM postings AS p
JOIN absences AS a ON a.worker_code = p.worker_code
WHERE p.status <> 'cancelled'
  AND a.absent_from <= COALESCE(p.left_on, p.end_on)
  AND a.absent_to >= p.start_on
