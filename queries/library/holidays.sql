-- name: holidays
-- title_vi: Ngày nghỉ lễ
-- title_en: Holidays
-- unit: ngày | days
-- method: facts in force
-- column: day date | Ngày nghỉ | Holiday
-- column: reason text | Lý do | Reason
-- source: holidays

SELECT day, reason
FROM holidays
ORDER BY day, reason
