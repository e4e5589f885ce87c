-- targets: what an indicator is to reach in a year.
-- key: measure, year, station_code, province_code
-- values: target, direction
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       m.code AS measure,
       y.number AS year,
       CASE WHEN m.code = 'CMP-6' THEN g.real WHEN m.code <> 'referral_proportion' AND g.real <= 1 THEN g.real ELSE g.real / 100 END AS target,
       coalesce(d.code, CASE WHEN m.code IN ('referral_proportion', 'CMP-6') THEN 'decrease' ELSE 'increase' END) AS direction,
       CASE WHEN coalesce(s.missing, TRUE) THEN '' ELSE station_on(s.code, s.former_code, s.former_until, make_date(least(greatest(y.number, 2000), 2060), 12, 31)) END AS station_code,
       getvariable('province') AS province_code,
       r.direction <> 0 AS has_direction,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(m.missing, m.rule, 'measure'),
                needed(y.missing, y.rule, 'year'),
                needed(g.missing, g.rule, 'target'),
                readable(d.rule, 'direction'),
                readable(s.rule, 'station_code'),
                CASE WHEN y.number NOT BETWEEN 2000 AND 2060 THEN 'date_beyond:year' END,
                CASE WHEN g.real < 0 THEN 'count_negative:target'
                     WHEN m.code <> 'CMP-6' AND g.real > 100 OR m.code = 'referral_proportion' AND g.real > 0 AND g.real <= 1 THEN 'share_unclear:target' END,
                CASE WHEN NOT s.missing THEN station_fault(s.code, s.former_code, s.former_until, make_date(least(greatest(y.number, 2000), 2060), 12, 31)) END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS m ON m.cell = r.measure
LEFT JOIN staged_cells AS y ON y.cell = r.year
LEFT JOIN staged_cells AS g ON g.cell = r.target
LEFT JOIN staged_cells AS d ON d.cell = r.direction
LEFT JOIN staged_cells AS s ON s.cell = r.station_code;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.target IS DISTINCT FROM j.target OR
           h.direction IS DISTINCT FROM CASE WHEN j.has_direction THEN j.direction ELSE h.direction END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.direction AS direction_in_force
FROM passed AS j
JOIN targets_history AS h ON h.measure = j.measure AND h.year = j.year AND h.station_code = j.station_code AND h.province_code = j.province_code
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO targets_history
SELECT j.measure,
       j.year,
       j.target,
       CASE WHEN k.changed AND NOT j.has_direction THEN k.direction_in_force ELSE j.direction END,
       j.station_code,
       j.province_code,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;
