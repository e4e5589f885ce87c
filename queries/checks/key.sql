-- What follows from the key of a kind alone, which its file names in a line «-- key: column, column». {kind} is the kind,
-- {key} its key, {whole} that no column of the key is blank, {suspect} what suspects holds of it.
-- step: keys
-- The hash of each key, in which those that stand twice are looked for.
SELECT hash({key}) FROM passed;

-- step: identity
-- The key of each row, blank where a part of it cannot be read.
CREATE OR REPLACE TEMP VIEW identity AS
SELECT row_no, CASE WHEN {whole} THEN hash({key}) END AS identity
FROM judged;

-- step: repeated
-- The second row of one key within a file is at fault.
INSERT INTO refused
SELECT r.*, 'duplicate_key:'
FROM (SELECT row_no, row_number() OVER (PARTITION BY {key} ORDER BY row_no) AS nth
      FROM passed
      WHERE {suspect} IN (SELECT suspect FROM suspects)) AS k
JOIN staged_rows AS r ON r.row_no = k.row_no
WHERE k.nth > 1;

-- step: supersede
UPDATE {kind}_history SET superseded_by = $load_id
WHERE rowid IN (SELECT history_row FROM known WHERE changed);
