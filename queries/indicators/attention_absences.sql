-- name: attention_absences
-- title_vi: Ngày nghỉ ngoài mọi lượt luân phiên
-- title_en: Absences of workers who have no posting then
-- unit: ngày | days
-- method: DQ-5 (§7)
-- param: window_days integer default 28 | Số ngày nhìn lại | Days looked back
-- column: worker_code text | Mã cán bộ | Worker code
-- column: absent_from date | Nghỉ từ ngày | First day absent
-- column: absent_to date | Nghỉ đến ngày | Last day absent
-- source: absences, postings
-- uses: known_orders, as_of_day

SELECT a.worker_code, a.absent_from, a.absent_to
FROM absences AS a
CROSS JOIN as_of_day AS t
WHERE a.absent_from <= t.as_of_day
  AND a.absent_to >= t.as_of_day - CAST(CAST($window_days AS BIGINT) AS INTEGER)
  AND NOT EXISTS (
      SELECT 1 FROM known_orders AS p
      WHERE p.worker_code = a.worker_code AND p.start_on <= a.absent_to AND p.ends_on >= a.absent_from)
ORDER BY a.absent_from, a.worker_code
