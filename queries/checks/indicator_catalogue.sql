-- indicator_catalogue: the list of other indicators.
-- key: indicator
-- values: nature, unit, number_type
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       i.code AS indicator,
       n.code AS nature,
       u.code AS unit,
       r.unit <> 0 AS has_unit,
       t.code AS number_type,
       r.number_type <> 0 AS has_number_type,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(i.missing, i.rule, 'indicator'),
                needed(n.missing, n.rule, 'nature'),
                readable(t.rule, 'number_type')) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS i ON i.cell = r.indicator
LEFT JOIN staged_cells AS n ON n.cell = r.nature
LEFT JOIN staged_cells AS u ON u.cell = r.unit
LEFT JOIN staged_cells AS t ON t.cell = r.number_type;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.nature IS DISTINCT FROM j.nature OR
           h.unit IS DISTINCT FROM CASE WHEN j.has_unit THEN j.unit ELSE h.unit END OR
           h.number_type IS DISTINCT FROM CASE WHEN j.has_number_type THEN j.number_type ELSE h.number_type END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.unit AS unit_in_force, h.number_type AS number_type_in_force
FROM passed AS j
JOIN indicator_catalogue_history AS h ON h.indicator = j.indicator
WHERE h.superseded_by IS NULL;

-- step: retyped
-- The indicators that the load gives another type of number, or that it makes or unmakes percentages, and the first load
-- with facts of them, which were read by what was in force before.
SELECT j.indicator, coalesce(k.number_type_in_force, ''), coalesce(k.unit_in_force, ''),
       CASE WHEN j.has_number_type THEN coalesce(j.number_type, '') ELSE coalesce(k.number_type_in_force, '') END,
       CASE WHEN j.has_unit THEN coalesce(j.unit, '') ELSE coalesce(k.unit_in_force, '') END, min(f.load_id)
FROM passed AS j
JOIN known AS k ON k.row_no = j.row_no AND k.changed
LEFT JOIN (
    SELECT DISTINCT indicator, load_id FROM indicators_history
    UNION ALL
    SELECT DISTINCT indicator, load_id FROM monthly_indicators_history
) AS f ON f.indicator = j.indicator
WHERE j.has_number_type AND j.number_type IS DISTINCT FROM k.number_type_in_force
   OR j.has_unit AND contains(coalesce(j.unit, ''), '%') <> contains(coalesce(k.unit_in_force, ''), '%')
GROUP BY j.row_no, j.indicator, k.number_type_in_force, k.unit_in_force, j.has_number_type, j.number_type, j.has_unit, j.unit
ORDER BY j.row_no;

-- step: refused_numbers
-- The first load with rows that were refused for how their number is written; NULL = there are none.
SELECT min(load_id) FROM quarantine_history
WHERE kind IN ('indicators', 'monthly_indicators') AND rule IN ('number_ambiguous', 'count_fractional', 'decimal_unparsable', 'percent_unexpected') AND resolved_by IS NULL;

-- step: insert
INSERT INTO indicator_catalogue_history
SELECT j.indicator, j.nature, CASE WHEN k.changed AND NOT j.has_unit THEN k.unit_in_force ELSE j.unit END,
       CASE WHEN k.changed AND NOT j.has_number_type THEN k.number_type_in_force ELSE j.number_type END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
