-- The figures of DHIS2 are sums of parts (data elements, categories). A file that has only some of the parts that an earlier
-- one had cannot stand in its place. group_cell is the column of the kind that says what a figure is of.
-- step: figures
-- The figures of the load under whose key there is a fact already: the load that brought it, what the figure is of, and
-- which of the two the file tells.
SELECT DISTINCT k.by_load, g.text, r.first_cell <> 0, r.second_cell <> 0
FROM known AS k
JOIN staged_rows AS r ON r.row_no = k.row_no
JOIN staged_cells AS g ON g.cell = r.group_cell
WHERE k.by_load < $load_id
ORDER BY ALL;

-- step: refuse
INSERT INTO refused
SELECT r.*, 'parts_missing:' || $field
FROM known AS k
JOIN staged_rows AS r ON r.row_no = k.row_no
JOIN staged_cells AS g ON g.cell = r.group_cell
ANTI JOIN refused AS f ON f.row_no = k.row_no
WHERE k.by_load = $by_load AND g.text = $figure AND r.told_cell <> 0;

-- step: forget
DELETE FROM known WHERE row_no IN (SELECT row_no FROM refused);

-- step: parts
-- The parts of a figure in the load that brought the fact or, where that did not tell the figure, in the last before it that did.
SELECT load_id, meaning FROM load_reading_history
WHERE reading = $reading AND text = $figure AND load_id <= $by_load
ORDER BY load_id DESC LIMIT 1;

-- step: parts_since
-- The parts that later loads told or said are deleted, in their order.
SELECT reading = $gone, meaning FROM load_reading_history
WHERE reading IN ($told, $gone) AND text = $figure AND load_id > $by_load
ORDER BY load_id, reading = $told;
