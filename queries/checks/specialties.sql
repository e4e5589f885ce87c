-- specialties: the list of specialties.
-- key: specialty
-- values: cadre
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       s.code AS specialty,
       g.code AS cadre,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'specialty'),
                needed(g.missing, g.rule, 'cadre')) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.specialty
LEFT JOIN staged_cells AS g ON g.cell = r.cadre;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.cadre IS DISTINCT FROM j.cadre) AS differs,
       differs AND h.load_id < $load_id AS changed
FROM passed AS j
JOIN specialties_history AS h ON h.specialty = j.specialty
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO specialties_history
SELECT j.specialty, j.cadre,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
