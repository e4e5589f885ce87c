-- The list of refused rows, which shrinks: a row leaves it when its key loads, when it comes back in a workbook of refused
-- rows, or when it is refused once more, since then the later refusal stands for it.
-- step: prints
-- A hash of the cells of each refused row of a part, for those whose key cannot be read.
CREATE OR REPLACE TEMP TABLE refused_prints (row_no INTEGER NOT NULL, print UBIGINT NOT NULL);

-- step: open
-- How many rows of a kind an earlier load has in the list.
SELECT count(*) FROM quarantine_history WHERE kind = $kind AND load_id <> $load_id AND resolved_by IS NULL;

-- step: repeated
UPDATE quarantine_history SET resolved_by = $load_id
WHERE kind = $kind AND load_id <> $load_id AND resolved_by IS NULL
  AND identity IN (SELECT identity FROM quarantine_history WHERE load_id = $load_id AND kind = $kind);

-- step: passed
UPDATE quarantine_history SET resolved_by = $load_id
WHERE kind = $kind AND load_id <> $load_id AND resolved_by IS NULL
  AND identity IN (
      SELECT i.identity FROM identity AS i ANTI JOIN refused AS r ON r.row_no = i.row_no
      WHERE i.identity IN (SELECT identity FROM quarantine_history WHERE kind = $kind AND load_id <> $load_id AND resolved_by IS NULL));

-- step: sources
-- The rows of a sheet that say which refused row they are. source_cell is the column of staged_rows in which they do.
SELECT c.text, r.row_no IN (SELECT row_no FROM refused)
FROM staged_rows AS r JOIN staged_cells AS c ON c.cell = r.source_cell
WHERE r.sheet_no = $sheet_no AND NOT c.missing;

-- step: came_back
CREATE OR REPLACE TEMP TABLE came_back (load_id INTEGER NOT NULL, row_no INTEGER NOT NULL);

-- step: replaced
UPDATE quarantine_history AS q SET resolved_by = $load_id
FROM came_back AS b
WHERE q.load_id = b.load_id AND q.row_no = b.row_no AND q.kind = $kind AND q.load_id <> $load_id AND q.resolved_by IS NULL;

-- step: list
-- The rows in the list, the latest loads first.
SELECT q.load_id, l.file_name, q.sheet, q.row_no, q.line, q.kind, coalesce(q.column_name, ''), q.message_vi, q.message_en, q.retry
FROM quarantine_history AS q JOIN load_history AS l ON l.load_id = q.load_id
WHERE q.resolved_by IS NULL AND ($of = 0 OR q.load_id = $of)
ORDER BY q.load_id DESC, q.sheet, q.row_no;
