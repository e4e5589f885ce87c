-- What follows from the key of a kind alone, which its file names in a line «-- key: column, column». {kind} is the kind,
-- {key} its key, {whole} that no column of the key is blank, {suspect} what suspects holds of it. {told} is what its rows say,
-- which the file names in a line «-- figures: column, column» or «-- values: …», and {figures} whether the first.
-- step: keys
-- The hash of each key, in which those that stand twice are looked for.
SELECT hash({key}) FROM passed;

-- step: identity
-- The key of each row, blank where a part of it cannot be read.
CREATE OR REPLACE TEMP VIEW identity AS
SELECT row_no, CASE WHEN {whole} THEN hash({key}) END AS identity
FROM judged;

-- step: twins
-- The rows of a file whose key stands twice: the how many-th of its key each is, whether it says what the first does and, where they say different things, what the
-- row says and what another does, each with its place.
CREATE OR REPLACE TEMP TABLE twins AS
SELECT row_no, nth, told = first_told AS alike,
       CASE WHEN other IS NOT NULL THEN told || ' (' || place || ') ≠ ' || CASE WHEN told = first_told THEN other ELSE first_told || ' (' || first_place || ')' END END AS said
FROM (SELECT row_no, nth, told, place, first_told, first_place,
             arg_min(told || ' (' || place || ')', row_no) FILTER (WHERE told <> first_told) OVER (PARTITION BY {key}) AS other
      FROM (SELECT *, row_number() OVER same AS nth, first_value(told) OVER same AS first_told, first_value(place) OVER same AS first_place
            FROM (SELECT p.*, concat_ws('; ', {told}) AS told, concat_ws(': ', nullif(s.sheet, ''), p.line) AS place
                  FROM passed AS p JOIN staged_sheets AS s ON s.sheet_no = p.sheet_no
                  WHERE {suspect} IN (SELECT suspect FROM suspects))
            WINDOW same AS (PARTITION BY {key} ORDER BY row_no)));

-- step: repeated
-- The second row of one key within a file is at fault; where figures contradict each other the first is, too, because nothing
-- says which is right. Of other tables the first stands, which the rule says.
INSERT INTO refused
SELECT r.*, CASE WHEN t.said IS NULL THEN 'duplicate_key:' WHEN {figures} THEN 'key_contradicted:' WHEN t.alike THEN 'duplicate_key:' ELSE 'key_differs:' END
FROM twins AS t JOIN staged_rows AS r ON r.row_no = t.row_no
WHERE t.nth > 1 OR t.said IS NOT NULL AND {figures};

-- step: supersede
UPDATE {kind}_history SET superseded_by = $load_id
WHERE rowid IN (SELECT history_row FROM known WHERE changed);
