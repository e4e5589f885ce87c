-- name: absences
-- title_vi: Ngày nghỉ
-- title_en: Absences
-- unit: lượt | absences
-- method: facts in force
-- column: worker_code text | Mã cán bộ | Worker code
-- column: absent_from date | Nghỉ từ ngày | First day absent
-- column: absent_to date | Nghỉ đến ngày | Last day absent
-- column: reason text | Lý do | Reason
-- source: absences

SELECT worker_code, absent_from, absent_to, reason
FROM absences
ORDER BY worker_code, absent_from
