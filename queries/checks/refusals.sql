-- The list of refused rows, which shrinks: a row leaves it when its key loads, when it comes back in a workbook of refused
-- rows, when its file comes back mended in place, or when it is refused once more, since then the later refusal stands for it.
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

-- step: in_place
-- The loads with rows in the list whose file comes back: of ten facts in force that it brought, nine at least stand on their
-- lines again, or anywhere in the file ($anywhere). part: that load, and those whose refused rows it had again. kind_history is the table of the kind.
CREATE OR REPLACE TEMP TABLE in_place AS
WITH RECURSIVE parts AS (
    SELECT DISTINCT load_id, load_id AS part FROM quarantine_history WHERE kind = $kind AND load_id < $load_id AND resolved_by IS NULL
    UNION
    SELECT p.load_id, q.load_id
    FROM parts AS p JOIN quarantine_history AS q ON q.resolved_by = p.part AND q.kind = $kind
    WHERE q.load_id < p.part
),
stood AS (
    SELECT p.load_id, count(*) AS facts
    FROM parts AS p JOIN kind_history AS h ON h.load_id = p.part
    WHERE h.superseded_by IS NULL
    GROUP BY p.load_id
),
came AS (
    SELECT p.load_id, count(*) AS facts
    FROM parts AS p
    JOIN known AS k ON k.by_load = p.part
    JOIN staged_rows AS r ON r.row_no = k.row_no AND ($anywhere OR r.line = k.by_line)
    GROUP BY p.load_id
)
SELECT p.load_id, p.part
FROM parts AS p JOIN stood AS s ON s.load_id = p.load_id JOIN came AS c ON c.load_id = p.load_id
WHERE c.facts * 10 >= s.facts * 9;

-- step: returned
-- The loads of in_place.
SELECT DISTINCT load_id FROM in_place ORDER BY load_id;

-- step: mended_in_place
-- The refused rows of a load whose line has only rows that pass ($again = FALSE), or is refused once more. A line that has a
-- fact of the load from another line has moved: it is none of them.
UPDATE quarantine_history AS q SET resolved_by = $load_id
FROM (
    SELECT n.sheet, r.line, bool_or(f.row_no IS NOT NULL) AS again
    FROM staged_rows AS r
    JOIN staged_sheets AS n ON n.sheet_no = r.sheet_no
    LEFT JOIN refused AS f ON f.row_no = r.row_no
    LEFT JOIN known AS k ON k.row_no = r.row_no AND k.by_line <> r.line
        AND k.by_load IN (SELECT part FROM in_place WHERE load_id = $of)
    WHERE r.line IN (SELECT line FROM quarantine_history WHERE kind = $kind AND load_id = $of AND resolved_by IS NULL)
    GROUP BY n.sheet, r.line
    HAVING count(k.row_no) = 0
) AS now
WHERE q.kind = $kind AND q.load_id = $of AND q.resolved_by IS NULL
  AND now.sheet = q.sheet AND now.line = q.line AND now.again = $again;

-- step: between
-- The open rows of the loads of in_place, the column at fault, and the lines of the file between which each can stand now: those
-- of the facts of its load that stood next above it and next below.
WITH anchors AS (
    SELECT DISTINCT p.load_id, n.sheet, k.by_line AS before, r.line AS now
    FROM known AS k
    JOIN in_place AS p ON p.part = k.by_load
    JOIN staged_rows AS r ON r.row_no = k.row_no
    JOIN staged_sheets AS n ON n.sheet_no = r.sheet_no
),
open AS (
    SELECT q.load_id, q.row_no, q.sheet, q.line, q.column_name
    FROM quarantine_history AS q
    WHERE q.kind = $kind AND q.resolved_by IS NULL AND q.column_name IS NOT NULL AND q.load_id IN (SELECT load_id FROM in_place)
    ORDER BY q.load_id, q.row_no
    LIMIT $most
)
SELECT o.load_id, o.row_no, o.sheet, o.column_name, coalesce(a.now, 0), coalesce(b.now, 9223372036854775807)
FROM open AS o
ASOF LEFT JOIN anchors AS a ON a.load_id = o.load_id AND a.sheet = o.sheet AND o.line > a.before
ASOF LEFT JOIN anchors AS b ON b.load_id = o.load_id AND b.sheet = o.sheet AND o.line < b.before;

-- step: fresh
-- The cells of the rows that pass and whose keys no fact in force has, but for those that are blank or private.
WITH passing AS (
    SELECT r.* EXCLUDE (titles_no, fault)
    FROM staged_rows AS r
    ANTI JOIN refused AS f ON f.row_no = r.row_no
    ANTI JOIN known AS k ON k.row_no = r.row_no
)
SELECT u.row_no, u.line, n.sheet, u.field, c.text
FROM (UNPIVOT passing ON COLUMNS(* EXCLUDE (row_no, line, sheet_no)) INTO NAME field VALUE cell) AS u
JOIN staged_sheets AS n ON n.sheet_no = u.sheet_no
JOIN staged_cells AS c ON c.cell = u.cell
WHERE NOT c.missing AND c.text IS NOT NULL AND u.field NOT LIKE 'extra_%' AND u.field <> 'original_row';

-- step: list
-- The rows in the list, the latest loads first.
SELECT q.load_id, l.file_name, q.sheet, q.row_no, q.line, q.kind, coalesce(q.column_name, ''), q.message_vi, q.message_en, q.retry
FROM quarantine_history AS q JOIN load_history AS l ON l.load_id = q.load_id
WHERE q.resolved_by IS NULL AND ($of = 0 OR q.load_id = $of)
ORDER BY q.load_id DESC, q.sheet, q.row_no;
