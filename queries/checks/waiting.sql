-- Rows that wait for what they lack (an unknown station, unit or worker) are judged again at later loads. They keep the
-- load that brought them, and never replace a fact that came after them.
-- step: loads
-- What is tried together: the rows of one kind that one load brought, whatever number of sheets they stand on.
SELECT DISTINCT q.load_id, l.load_key, q.kind
FROM quarantine_history AS q JOIN load_history AS l ON l.load_id = q.load_id
WHERE q.retry AND q.resolved_by IS NULL
ORDER BY q.load_id, q.kind;

-- step: for_no_list
-- Rows that wait for their time, or for a higher limit, and not for an entry of a list.
SELECT count(*) FROM quarantine_history
WHERE retry AND resolved_by IS NULL AND rule IN ('week_future', 'moment_future', 'implausible');

-- step: rows
SELECT row_no, rule, coalesce(column_name, '') FROM quarantine_history
WHERE load_id = $refused_by AND kind = $kind AND retry AND resolved_by IS NULL;

-- step: sheets
-- The sheets that have such rows.
SELECT DISTINCT sheet FROM quarantine_history WHERE load_id = $refused_by AND kind = $kind AND retry AND resolved_by IS NULL;

-- step: resolve
UPDATE quarantine_history SET resolved_by = $resolved_by
WHERE load_id = $refused_by AND kind = $kind AND row_no IN (SELECT row_no FROM passed);

-- step: reword
-- A row that fails another check than before is told so; most such rows wait no longer.
UPDATE quarantine_history AS q
SET column_name = t.column_name, rule = t.rule, message_vi = t.message_vi, message_en = t.message_en, retry = t.retry
FROM refused AS r
JOIN fault_texts AS t ON t.sheet_no = r.sheet_no AND t.titles_no = r.titles_no AND t.fault = r.judged_fault
WHERE q.load_id = $refused_by AND q.kind = $kind AND q.row_no = r.row_no AND q.rule <> t.rule;
