-- indicators: other weekly figures of a station.
-- key: station_code, source_unit, week_start, indicator
-- key cells: station_code, week, indicator
-- figures: value
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, w.day) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, w.day) AS source_unit,
       w.day AS week_start,
       i.code AS indicator,
       CASE WHEN k.number_type = 'decimal' THEN v.real ELSE coalesce(v.number, v.real) END AS value,
       r.fault = 2 AS gone,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                needed(w.missing, w.rule, 'week'),
                needed(i.missing, i.rule, 'indicator'),
                readable(v.rule, 'value'),
                station_fault(s.code, s.former_code, s.former_until, w.day),
                CASE WHEN w.day > getvariable('this_week') THEN 'week_future:week' END,
                -- A dash is zero where things are counted; per cent are figures of an indicator with that unit.
                CASE WHEN v.code = '%' AND NOT coalesce(contains(k.unit, '%'), FALSE) THEN 'percent_unexpected:value'
                     WHEN k.number_type = 'decimal' AND v.real IS NULL AND v.number IS NOT NULL THEN 'decimal_unparsable:value'
                     WHEN v.real < 0 THEN 'count_negative:value'
                     WHEN k.number_type = 'decimal' AND v.number <> v.real THEN 'number_ambiguous:value'
                     WHEN k.number_type = 'whole' AND v.real IS NOT NULL AND v.number IS NULL THEN 'count_fractional:value'
                     WHEN CASE WHEN k.number_type = 'decimal' THEN v.real ELSE coalesce(v.number, v.real) END > getvariable('max_count') THEN 'implausible:value' END,
                CASE WHEN w.day + 6 < s.opened_on THEN 'before_opening:week'
                     WHEN w.day > s.closed_on THEN 'after_closing:week' END) AS fault
FROM staged_rows AS r
JOIN staged_cells AS s ON s.cell = r.station_code
JOIN staged_cells AS w ON w.cell = r.week
JOIN staged_cells AS i ON i.cell = r.indicator
JOIN staged_cells AS v ON v.cell = r.value
-- Of a decimal figure the reading as a whole number differs where a mark may part thousands as well (1.234).
LEFT JOIN indicator_catalogue_history AS k ON k.indicator = i.code AND k.superseded_by IS NULL;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (h.value IS DISTINCT FROM j.value OR j.gone) AS differs,
       differs AND h.load_id < $load_id AS changed,
       j.gone
FROM passed AS j
JOIN indicators_history AS h ON h.station_code = j.station_code AND h.source_unit = j.source_unit
    AND h.week_start = j.week_start
    AND h.indicator = j.indicator
WHERE h.superseded_by IS NULL;

-- step: standing
-- Of what the figures of one station and week are that are in force.
SELECT indicator FROM indicators_history
WHERE superseded_by IS NULL AND week_start = $day::DATE
  AND station_code = station_on($code::VARCHAR, $former_code::VARCHAR, $former_until::DATE, $day::DATE)
  AND source_unit = source_on($code::VARCHAR, $former_code::VARCHAR, $former_name::VARCHAR, $former_until::DATE, $day::DATE)
ORDER BY indicator;

-- step: insert
INSERT INTO indicators_history
SELECT j.station_code, j.source_unit, j.week_start, j.indicator, j.value,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed AND NOT k.gone;
