-- name: diagnosis_groups
-- title_vi: Nhóm bệnh
-- title_en: Diagnosis groups
-- unit: nhóm | groups
-- method: facts in force
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: icd10 text | Mã ICD-10 | ICD-10 codes
-- source: diagnosis_groups

SELECT diagnosis_group, icd10
FROM diagnosis_groups
ORDER BY diagnosis_group
