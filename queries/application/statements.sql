-- What is asked of the application store and written into it: names of workers, contacts, refused rows as they stood.
-- step: add_name
INSERT INTO worker_names (worker_code, full_name, load_key) VALUES (?, ?, ?);
-- step: names
SELECT worker_code, full_name FROM worker_names WHERE rowid IN (SELECT max(rowid) FROM worker_names GROUP BY worker_code);
-- step: add_contact
INSERT INTO contacts (station_code, unit_code, phone, person, load_key) VALUES (?, ?, ?, ?, ?);
-- step: contacts
SELECT station_code, unit_code, phone, person FROM contacts
WHERE rowid IN (SELECT max(rowid) FROM contacts GROUP BY station_code, unit_code)
ORDER BY station_code, unit_code;
-- step: add_table
INSERT INTO refused_tables (load_key, sheet, kind, titles, fields) VALUES (?, ?, ?, ?, ?);
-- step: add_block
INSERT INTO refused_blocks (load_key, sheet, first_row, last_row, waiting, rows) VALUES (?, ?, ?, ?, ?, ?);
-- step: add_ledger
INSERT INTO ledgers (load_key, content, header, loaded, quarantined, passed, reasons, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
-- step: ledger
SELECT content, header, loaded, quarantined, passed, reasons, rows FROM ledgers WHERE load_key = ?;
-- step: dismiss
INSERT OR IGNORE INTO dismissed_rows (load_id, kind, row_no, line, sheet, reason, at, login) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
-- step: restore
DELETE FROM dismissed_rows WHERE load_id = ? AND kind = ? AND row_no = ?;
-- step: dismissed
SELECT load_id, kind, row_no, line, sheet, reason, at, login FROM dismissed_rows ORDER BY at DESC, load_id, kind, row_no;
-- step: blocks
SELECT sheet, rows FROM refused_blocks WHERE load_key = ? ORDER BY sheet, first_row;
-- step: refused_tables
SELECT load_key, sheet, kind, titles, fields FROM refused_tables WHERE load_key = ? ORDER BY rowid;
-- step: waiting_tables
SELECT t.load_key, t.sheet, t.kind, t.titles, t.fields FROM refused_tables AS t
WHERE EXISTS (SELECT 1 FROM refused_blocks AS b WHERE b.load_key = t.load_key AND b.sheet = t.sheet AND b.waiting > 0)
ORDER BY t.rowid;
-- step: waiting_blocks
SELECT sheet, rows FROM refused_blocks WHERE load_key = ? AND waiting > 0 ORDER BY sheet, first_row;
-- step: settle
UPDATE refused_blocks SET waiting = 0 WHERE load_key = ? AND sheet IN (SELECT value FROM json_each(?));
-- step: load_keys
SELECT load_key FROM refused_tables UNION SELECT load_key FROM worker_names UNION SELECT load_key FROM contacts UNION SELECT load_key FROM ledgers;
-- step: forget_names
DELETE FROM worker_names WHERE load_key = ?;
-- step: forget_contacts
DELETE FROM contacts WHERE load_key = ?;
-- step: forget_tables
DELETE FROM refused_tables WHERE load_key = ?;
-- step: forget_blocks
DELETE FROM refused_blocks WHERE load_key = ?;
-- step: forget_ledger
DELETE FROM ledgers WHERE load_key = ?;
-- step: forget_name
DELETE FROM worker_names WHERE worker_code = ?;
-- step: unsettle
-- After an undo, rows that had passed may wait again; the warehouse knows which.
UPDATE refused_blocks
SET waiting = (SELECT count(*) FROM json_each(refused_blocks.rows) WHERE json_extract(value, '$.w'))
WHERE waiting = 0;
-- step: checkpoint
-- What was deleted must not lie on in the log beside the file.
PRAGMA wal_checkpoint(TRUNCATE);
