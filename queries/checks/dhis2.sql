-- The figures of DHIS2 are sums of parts (data elements, categories). A file that has only some of the parts that an earlier
-- one had cannot stand in its place. group_cell is the column of the kind that says what a figure is of.
-- step: figures
-- The figures of the load under whose key there is a fact already: the row, the load that brought the fact, what the figure is
-- of, its station and period, and which of the two figures the file tells.
SELECT k.row_no, k.by_load, g.text, s.text || '|' || p.text, r.first_cell <> 0, r.second_cell <> 0
FROM known AS k
JOIN staged_rows AS r ON r.row_no = k.row_no
JOIN staged_cells AS g ON g.cell = r.group_cell
JOIN staged_cells AS s ON s.cell = r.station_code
JOIN staged_cells AS p ON p.cell = r.period_cell
WHERE k.by_load < $load_id
ORDER BY ALL;

-- step: lacking
CREATE OR REPLACE TEMP TABLE lacking (row_no INTEGER NOT NULL);

-- step: refuse
INSERT INTO refused
SELECT r.*, 'parts_missing:' || $field
FROM lacking AS k
JOIN staged_rows AS r ON r.row_no = k.row_no
ANTI JOIN refused AS f ON f.row_no = k.row_no
WHERE r.told_cell <> 0;

-- step: forget
DELETE FROM known WHERE row_no IN (SELECT row_no FROM refused);

-- step: parts
-- The parts of a figure in the load that brought the fact or, where that did not tell the figure, in the last before it that did.
SELECT load_id, meaning FROM load_reading_history
WHERE reading = $reading AND text = $figure AND load_id <= $by_load
ORDER BY load_id DESC LIMIT 1;

-- step: own_parts
-- Where that load had not all of these parts, by station and period.
SELECT substr(text, length($figure) + 2), meaning FROM load_reading_history
WHERE reading = $reading AND load_id = $by_load AND starts_with(text, $figure || '|');

-- step: kept
CREATE OR REPLACE TEMP TABLE kept_parts (reading VARCHAR NOT NULL, text VARCHAR NOT NULL, meaning VARCHAR NOT NULL);

-- step: keep
INSERT INTO load_reading_history SELECT $load_id, reading, text, meaning FROM kept_parts;

-- step: parts_since
-- What that load and later ones said is deleted, and what the later ones told, in their order: a deletion names the station
-- and the period behind the figure.
SELECT text, meaning FROM load_reading_history
WHERE reading = $told AND text = $figure AND load_id > $by_load
   OR reading = $gone AND starts_with(text, $figure || '|') AND load_id >= $by_load
ORDER BY load_id, reading = $gone;
