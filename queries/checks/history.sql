-- The history of loads, and what an undo reads and writes. An undo goes back to the newest edition from before the load
-- and loads again what came after it, so that corrections, inherited cells and rows that waited come out as if the load
-- had never been.
-- step: next_run
SELECT coalesce(max(run_id), 0) + 1 FROM load_option_history;

-- step: options
INSERT INTO load_option_history VALUES ($load_id, $run_id, $options);

-- step: options_of
SELECT options FROM load_option_history WHERE load_id = $load_id;

-- step: kept
-- Every load in force with how it was made; run_id and options are blank for loads older than their table.
SELECT l.load_id, l.load_key, l.file_name, l.sha256, l.size_bytes, l.loaded_at, l.loaded_by,
       l.rows_read, l.rows_loaded, l.rows_unchanged, l.rows_corrected, l.rows_quarantined,
       coalesce(o.run_id, 0), coalesce(o.options, '')
FROM load_history AS l LEFT JOIN load_option_history AS o ON o.load_id = l.load_id
ORDER BY l.load_id;

-- step: keys
SELECT load_id, load_key FROM load_history;

-- step: parts
SELECT load_id, sheet, kind, rows_read, rows_loaded, rows_unchanged, rows_corrected, rows_quarantined
FROM load_part_history ORDER BY load_id, kind;

-- step: open_rows
-- The refused rows that no load has settled.
SELECT load_id, kind, row_no FROM quarantine_history WHERE resolved_by IS NULL;

-- step: kinds
-- The kinds of table that each load brought.
SELECT DISTINCT load_id, kind FROM load_part_history;

-- step: undone
SELECT u.load_id, u.file_name, u.sha256, u.size_bytes, u.loaded_at, u.loaded_by,
       u.rows_read, u.rows_loaded, u.rows_unchanged, u.rows_corrected, u.rows_quarantined, u.undone_at, u.undone_by, coalesce(o.options, '')
FROM undo_history AS u LEFT JOIN load_option_history AS o ON o.load_id = u.load_id
ORDER BY u.undone_at, u.load_id;

-- step: forget_undone_options
DELETE FROM load_option_history WHERE load_id IN (SELECT load_id FROM undo_history);

-- step: forget_undone
DELETE FROM undo_history;

-- step: undo
INSERT INTO undo_history VALUES
    ($load_id, $file_name, $sha256, $size_bytes, $loaded_at, $loaded_by,
     $read, $loaded, $unchanged, $corrected, $quarantined, $undone_at, $undone_by);

-- step: loaded_files
SELECT sha256 FROM load_history;

-- step: workers
SELECT DISTINCT worker_code FROM workers_history;

-- step: refused
SELECT sheet, row_no, line, coalesce(column_name, ''), message_vi, message_en, resolved_by IS NOT NULL
FROM quarantine_history WHERE load_id = $load_id;
