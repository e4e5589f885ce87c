-- name: posting_absences
-- title_vi: Ngày nghỉ theo từng lượt luân phiên
-- title_en: Absences of each posting
-- unit: ngày | days
-- method: §2 presence
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: absent_from date | Nghỉ từ ngày | First day absent
-- column: absent_to date | Nghỉ đến ngày | Last day absent
-- source: postings, absences
-- uses: posting_order

-- An absence applies to every posting of the worker on those days.
SELECT p.posting_no, a.absent_from, a.absent_to
FROM posting_order AS p
JOIN absences AS a ON a.worker_code = p.worker_code
WHERE a.absent_from <= COALESCE(p.left_on, p.end_on)
  AND a.absent_to >= p.start_on
