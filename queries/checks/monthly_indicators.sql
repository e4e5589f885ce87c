-- monthly_indicators: figures of a whole month of a station, which are spread over no weeks.
-- key: station_code, source_unit, month_start, indicator
-- figures: value
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       station_on(s.code, s.former_code, s.former_until, w.day) AS station_code,
       source_on(s.code, s.former_code, s.former_name, s.former_until, w.day) AS source_unit,
       w.day AS month_start,
       i.code AS indicator,
       CASE WHEN k.number_type = 'decimal' THEN v.real ELSE coalesce(v.number, v.real) END AS value,
       r.fault = 2 AS gone,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(s.missing, s.rule, 'station_code'),
                needed(w.missing, w.rule, 'month'),
                needed(i.missing, i.rule, 'indicator'),
                readable(v.rule, 'value'),
                station_fault(s.code, s.former_code, s.former_until, w.day),
                CASE WHEN w.day > CAST(getvariable('now') AS DATE) THEN 'month_future:month' END,
                -- A dash is zero where things are counted; per cent are figures of an indicator with that unit.
                CASE WHEN v.code = '%' AND NOT coalesce(contains(k.unit, '%'), FALSE) THEN 'percent_unexpected:value'
                     WHEN k.number_type = 'decimal' AND v.real IS NULL AND v.number IS NOT NULL THEN 'decimal_unparsable:value'
                     WHEN v.real < 0 THEN 'count_negative:value'
                     WHEN k.number_type = 'decimal' AND v.number <> v.real THEN 'number_ambiguous:value'
                     WHEN k.number_type = 'whole' AND v.real IS NOT NULL AND v.number IS NULL THEN 'count_fractional:value'
                     WHEN CASE WHEN k.number_type = 'decimal' THEN v.real ELSE coalesce(v.number, v.real) END > 5 * getvariable('max_count') THEN 'implausible:value' END,
                CASE WHEN last_day(w.day) < s.opened_on THEN 'month_before_opening:month'
                     WHEN w.day > s.closed_on THEN 'month_after_closing:month' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS s ON s.cell = r.station_code
LEFT JOIN staged_cells AS w ON w.cell = r.month
LEFT JOIN staged_cells AS i ON i.cell = r.indicator
LEFT JOIN staged_cells AS v ON v.cell = r.value
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
JOIN monthly_indicators_history AS h ON h.station_code = j.station_code AND h.source_unit = j.source_unit
    AND h.month_start = j.month_start
    AND h.indicator = j.indicator
WHERE h.superseded_by IS NULL;

-- step: insert
INSERT INTO monthly_indicators_history
SELECT j.station_code, j.source_unit, j.month_start, j.indicator, j.value,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed AND NOT k.gone;
