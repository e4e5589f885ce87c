-- diagnosis_groups: the list of diagnosis groups.
-- key: diagnosis_group
-- values: icd10
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       g.code AS diagnosis_group,
       i.code AS icd10,
       r.icd10 <> 0 AS has_icd10,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(g.missing, g.rule, 'diagnosis_group')) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS g ON g.cell = r.diagnosis_group
LEFT JOIN staged_cells AS i ON i.cell = r.icd10;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.icd10 IS DISTINCT FROM CASE WHEN j.has_icd10 THEN j.icd10 ELSE h.icd10 END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.icd10 AS icd10_in_force
FROM passed AS j
JOIN diagnosis_groups_history AS h ON h.diagnosis_group = j.diagnosis_group
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO diagnosis_groups_history
SELECT j.diagnosis_group, CASE WHEN k.changed AND NOT j.has_icd10 THEN k.icd10_in_force ELSE j.icd10 END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
