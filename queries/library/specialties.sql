-- name: specialties
-- title_vi: Chuyên khoa
-- title_en: Specialties
-- unit: chuyên khoa | specialties
-- method: facts in force
-- column: specialty text | Chuyên khoa | Specialty
-- column: cadre text | Nhóm | Cadre
-- source: specialties

SELECT specialty, cadre
FROM specialties
ORDER BY specialty
