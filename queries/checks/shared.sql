-- Statements that every kind shares, on judged (one row a row of the file: row_no, line, the values, fault), which is what
-- the view judging of the kind gives, refused (the rows at fault), passed (a view of the others) and known (the rows whose
-- key is in force already: row_no, history_row, by_load and by_line, from where that fact came, differs, and changed, where
-- it gives way: a fact that came later does not). Millions of rows are judged anew wherever judged is used, which is
-- cheaper than to keep them; few are kept, for then it is the planning of the joins that costs.
-- step: judged_anew
CREATE OR REPLACE TEMP VIEW judged AS FROM judging;

-- step: keep_judged
CREATE OR REPLACE TEMP TABLE judged_rows AS FROM judging;

-- step: judged_once
CREATE OR REPLACE TEMP VIEW judged AS FROM judged_rows;

-- step: refused
-- The rows at fault: their cells, and judged_fault.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT r.*, j.fault AS judged_fault
FROM judged AS j
JOIN staged_rows AS r ON r.row_no = j.row_no
WHERE j.fault IS NOT NULL;

-- step: passed
CREATE OR REPLACE TEMP VIEW passed AS
SELECT j.* EXCLUDE (fault)
FROM judged AS j ANTI JOIN refused AS r ON r.row_no = j.row_no;

-- step: no_suspects
-- Hashes of keys that may stand twice or, of kinds that name the cells of their key, the rows; there are seldom any.
CREATE OR REPLACE TEMP TABLE suspects (suspect UBIGINT NOT NULL);

-- step: twins_said
-- What the refused rows of a page say that contradict another row of their file.
SELECT row_no, said FROM twins WHERE row_no > $after AND row_no <= $last AND said IS NOT NULL;

-- step: refused_numbers
SELECT row_no::UBIGINT FROM refused;

-- step: seen
-- Whether a table of this kind was ever loaded; the code lists are there from the beginning.
SELECT (SELECT count(*) FROM load_part_history WHERE kind = $kind)
     + CASE WHEN $kind IN ('diagnosis_groups', 'indicator_catalogue', 'specialties') THEN 1 ELSE 0 END;

-- step: none_known
CREATE OR REPLACE TEMP TABLE known AS
SELECT 0 AS row_no, 0 AS history_row, 0 AS by_load, 0 AS by_line, FALSE AS differs, FALSE AS changed, FALSE AS gone,
    0::BIGINT AS visits_in_force, 0::BIGINT AS referrals_in_force WHERE FALSE;

-- step: nothing_to_take
-- Rows that take a fact out of force where there is none change nothing.
INSERT INTO known BY NAME
SELECT j.row_no, FALSE AS changed, TRUE AS gone
FROM passed AS j ANTI JOIN known AS k ON k.row_no = j.row_no
WHERE j.gone;

-- step: late
-- Of rows that waited: how many have the key of a row before them in their own file and say the same, how many that of one after
-- them or say otherwise, and how many say otherwise than a later load.
SELECT count(*) FILTER (WHERE k.by_load = $load_id AND k.by_line < r.line AND NOT k.differs),
       count(*) FILTER (WHERE k.by_load = $load_id AND (k.by_line >= r.line OR k.differs)),
       count(*) FILTER (WHERE k.by_load > $load_id AND k.differs)
FROM known AS k JOIN staged_rows AS r ON r.row_no = k.row_no;

-- step: late_twins
-- They repeat a key of their own file.
INSERT INTO refused
SELECT r.*, 'duplicate_key:'
FROM known AS k JOIN staged_rows AS r ON r.row_no = k.row_no
WHERE k.by_load = $load_id;

-- step: forget_twins
DELETE FROM known WHERE by_load = $load_id;

-- step: outside
-- The first load with facts of weeks in which, by the list of today, their station was not open; NULL = there are none.
SELECT min(f.load_id)
FROM (
    SELECT station_code, week_start, load_id FROM activity_history WHERE superseded_by IS NULL
    UNION ALL
    SELECT station_code, week_start, load_id FROM indicators_history WHERE superseded_by IS NULL
    UNION ALL
    SELECT station_code, week_start, load_id FROM weekly_reports_history WHERE superseded_by IS NULL
) AS f
JOIN stations_history AS s ON s.station_code = f.station_code AND s.superseded_by IS NULL
WHERE f.week_start + 6 < s.opened_on OR f.week_start > s.closed_on;

-- step: reading
INSERT INTO load_reading_history VALUES ($load_id, $reading, $text, $meaning);

-- step: readings
-- What texts meant, and the first load in which they did.
SELECT reading, text, meaning, min(load_id) FROM load_reading_history
WHERE reading NOT LIKE 'dhis2 %' -- parts of figures, which no list decides
GROUP BY reading, text, meaning;

-- step: requarantine
-- A file that is loaded once more brings its refused rows anew: those of before are the same rows.
DELETE FROM quarantine_history
WHERE resolved_by IS NULL AND load_id IN (SELECT load_id FROM load_history WHERE sha256 = $sha256 AND load_id < $load_id)
  AND ($of_area = '' OR load_id IN (SELECT load_id FROM load_option_history WHERE contains(options, $of_area)));

-- step: untouched
-- Whether anything that a load depends on may have changed since: later loads, undone ones, and rows of it that wait.
SELECT (SELECT count(*) FROM load_history WHERE load_id > $load_id)
     + (SELECT count(*) FROM undo_history)
     + (SELECT count(*) FROM quarantine_history WHERE load_id = $load_id AND retry AND resolved_by IS NULL),
       (SELECT coalesce(max(options), '') FROM load_option_history WHERE load_id = $load_id);

-- step: counts
SELECT (SELECT count(*) FROM refused),
       (SELECT count(*) FROM known WHERE changed),
       (SELECT count(*) FROM known WHERE NOT changed);

-- step: faults
SELECT sheet_no, titles_no, judged_fault, count(*) AS n FROM refused GROUP BY sheet_no, titles_no, judged_fault;

-- step: fault_texts
-- What each fault of this load means in words: the title of its column depends on the sheet, and in a wide table on the
-- diagnosis group.
CREATE OR REPLACE TEMP TABLE fault_texts (
    sheet_no    INTEGER NOT NULL,
    titles_no   INTEGER NOT NULL,
    fault       VARCHAR NOT NULL,
    sheet       VARCHAR NOT NULL,
    column_name VARCHAR,
    rule        VARCHAR NOT NULL,
    message_vi  VARCHAR NOT NULL,
    message_en  VARCHAR NOT NULL,
    retry       BOOLEAN NOT NULL
);

-- step: quarantine
-- What a load of an area refuses stands for no row that others load: only keys of its own stations tell its rows again.
INSERT INTO quarantine_history
SELECT $load_id, t.sheet, r.row_no, r.line, $kind, t.column_name, t.rule, t.message_vi, t.message_en, t.retry, NULL,
       CASE WHEN $area = '' THEN coalesce(i.identity, p.print) WHEN t.rule <> 'outside_area' THEN i.identity END
FROM refused AS r
JOIN fault_texts AS t ON t.sheet_no = r.sheet_no AND t.titles_no = r.titles_no AND t.fault = r.judged_fault
LEFT JOIN identity AS i ON i.row_no = r.row_no
LEFT JOIN refused_prints AS p ON p.row_no = r.row_no;

-- step: refused_pages
-- The last row of each page of refused rows, which are read by ranges of row_no: no page sorts all that follow it.
SELECT max(row_no) AS last_row
FROM (SELECT row_no, (row_number() OVER (ORDER BY row_no) - 1) // $page AS page FROM refused)
GROUP BY page
ORDER BY last_row;

-- step: refused_rows
-- The refused rows of a page and the numbers of their cells.
SELECT row_no, line, sheet_no, titles_no, judged_fault, * EXCLUDE (row_no, line, sheet_no, titles_no, fault, judged_fault)
FROM refused WHERE row_no > $after AND row_no <= $last ORDER BY row_no;

-- step: refused_texts
-- The texts of their cells, as they stood.
SELECT cell, text, mark FROM staged_cells
WHERE cell > 0 AND cell IN (
    SELECT u.cell
    FROM (UNPIVOT (SELECT * FROM refused WHERE row_no > $after AND row_no <= $last)
          ON COLUMNS(* EXCLUDE (row_no, line, sheet_no, titles_no, fault, judged_fault))
          INTO NAME field VALUE cell) AS u);

-- step: part
INSERT INTO load_part_history VALUES ($load_id, $sheet, $kind, $read, $loaded, $unchanged, $corrected, $quarantined);

-- step: load
INSERT INTO load_history VALUES
    ($load_id, $load_key, $file_name, $sha256, $size_bytes, $loaded_at, $loaded_by, $read, $loaded, $unchanged, $corrected, $quarantined);

-- step: next_load
-- The number of a load that was undone is not given again.
SELECT greatest((SELECT coalesce(max(load_id), 0) FROM load_history), (SELECT coalesce(max(load_id), 0) FROM undo_history)) + 1;

-- step: last_load
SELECT coalesce(max(load_id), 0) FROM load_history;

-- step: loaded_before
SELECT l.load_id, l.file_name, l.loaded_at, coalesce(o.run_id, 0)
FROM load_history AS l LEFT JOIN load_option_history AS o ON o.load_id = l.load_id
WHERE l.sha256 = $sha256 ORDER BY l.load_id DESC LIMIT 1;

-- step: same_size
SELECT count(*) FROM load_history WHERE size_bytes = $size_bytes;

-- step: load_keys
SELECT load_key FROM load_history;

-- step: names
-- Where each accepted worker's name stands among the texts that the reader kept to itself.
SELECT j.worker_code, j.name_cell
FROM passed AS j
WHERE j.name_cell <> 0;

-- step: first_rows
-- The first rows that would load, as text, for a preview.
SELECT n.sheet, j.line, COLUMNS(j.* EXCLUDE (row_no, line, sheet_no))::VARCHAR
FROM passed AS j JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
ORDER BY j.row_no
LIMIT $shown;

-- step: corrections
-- The first rows that correct a fact in force, which stands beside them (old_), as text, for a preview. kind_history is the
-- table of the kind.
SELECT n.sheet, j.line, COLUMNS(j.* EXCLUDE (row_no, line, sheet_no))::VARCHAR,
       COLUMNS(h.* EXCLUDE (load_id, sheet, line, superseded_by))::VARCHAR AS "old_\0"
FROM passed AS j
JOIN known AS k ON k.row_no = j.row_no AND k.changed
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
JOIN kind_history AS h ON h.rowid = k.history_row
ORDER BY j.row_no
LIMIT $shown;
