-- name: specialty_list
-- title_vi: Các chuyên khoa của danh mục, của cán bộ và của nhu cầu
-- title_en: The specialties of the list, of workers and of needs
-- unit: chuyên khoa | specialties
-- method: §2
-- column: specialty text | Chuyên khoa | Specialty
-- source: specialties, workers, needs

SELECT specialty FROM specialties WHERE specialty <> ''
UNION
SELECT specialty FROM workers WHERE specialty <> ''
UNION
SELECT specialty FROM needs WHERE specialty <> ''
