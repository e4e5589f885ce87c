-- What people do about what the dashboard shows: who took an item of the attention list or was given it, until when it is
-- due, what was noted on it, why it was closed or that its cause ended, and remarks on a station's week. A file of its own: editions come and go, and a load holds the other
-- store. Moments are milliseconds since 1970, UTC. Nothing is changed or removed: what was said stays said.

-- step: schema
CREATE TABLE IF NOT EXISTS follow_ups (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    item   TEXT    NOT NULL, -- key of the item, which new editions keep
    at     INTEGER NOT NULL,
    login  TEXT    NOT NULL, -- who; '' = the program
    action TEXT    NOT NULL CHECK (action IN ('take', 'assign', 'release', 'due', 'note', 'close', 'reopen', 'end', 'arise')),
    about  TEXT    NOT NULL, -- assign: the log-in it is given to; due: the day, '' = none; end, arise: the edition; else ''
    text   TEXT    NOT NULL  -- the note, or why it was closed
);
CREATE INDEX IF NOT EXISTS follow_ups_by_item ON follow_ups (item, id);
CREATE TABLE IF NOT EXISTS remarks (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    login   TEXT    NOT NULL,
    station TEXT    NOT NULL,
    week    TEXT    NOT NULL, -- its Monday, 2026-08-03
    text    TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS remarks_by_week ON remarks (week, station);
-- A remark that does not hold is withdrawn: it no longer shows, and is kept.
CREATE TABLE IF NOT EXISTS withdrawals (
    remark INTEGER PRIMARY KEY REFERENCES remarks (id),
    at     INTEGER NOT NULL,
    login  TEXT    NOT NULL
);
CREATE TRIGGER IF NOT EXISTS follow_ups_stay BEFORE UPDATE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are not changed'); END;
CREATE TRIGGER IF NOT EXISTS follow_ups_are_kept BEFORE DELETE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are not removed'); END;
CREATE TRIGGER IF NOT EXISTS remarks_stay BEFORE UPDATE ON remarks BEGIN SELECT RAISE(ABORT, 'remarks are not changed'); END;
CREATE TRIGGER IF NOT EXISTS remarks_are_kept BEFORE DELETE ON remarks BEGIN SELECT RAISE(ABORT, 'remarks are not removed'); END;

-- step: format
PRAGMA user_version;
-- step: older
-- A store of a release before items were given and due: what it holds is kept as it is, in the table as it is now. Run with
-- "schema" after it and "from_older" after that.
ALTER TABLE follow_ups RENAME TO older_follow_ups;
DROP INDEX follow_ups_by_item;
DROP TRIGGER follow_ups_stay;
DROP TRIGGER follow_ups_are_kept;
-- step: from_older
INSERT INTO follow_ups (id, item, at, login, action, about, text) SELECT id, item, at, login, action, '', text FROM older_follow_ups;
DROP TABLE older_follow_ups;
PRAGMA user_version = 1;

-- step: version
-- A number that rises with whatever is written.
SELECT coalesce((SELECT max(id) FROM follow_ups), 0) + coalesce((SELECT max(id) FROM remarks), 0) + (SELECT count(*) FROM withdrawals);

-- step: add
INSERT INTO follow_ups (item, at, login, action, about, text) VALUES (?, ?, ?, ?, ?, ?);
-- step: of_item
SELECT at, login, action, about, text FROM follow_ups WHERE item = ? ORDER BY id;
-- step: latest
-- What decides the state of each item: who has it, until when, whether somebody closed it and whether its cause ended.
SELECT f.item, f.at, f.login, f.action, f.about, f.text
FROM follow_ups AS f
WHERE f.id IN (
    SELECT max(id) FROM follow_ups WHERE action IN ('take', 'assign', 'release') GROUP BY item
    UNION ALL
    SELECT max(id) FROM follow_ups WHERE action = 'due' GROUP BY item
    UNION ALL
    SELECT max(id) FROM follow_ups WHERE action IN ('close', 'reopen') GROUP BY item
    UNION ALL
    SELECT max(id) FROM follow_ups WHERE action IN ('end', 'arise') GROUP BY item)
ORDER BY f.id;
-- step: counts
SELECT item, count(*) FROM follow_ups WHERE action = 'note' GROUP BY item;

-- step: add_remark
INSERT INTO remarks (at, login, station, week, text) VALUES (?, ?, ?, ?, ?);
-- step: remarks
-- Those of a period that hold, '' = of every station.
SELECT r.id, r.at, r.login, r.station, r.week, r.text
FROM remarks AS r
WHERE r.week BETWEEN ?1 AND ?2 AND (?3 = '' OR r.station = ?3) AND r.id NOT IN (SELECT remark FROM withdrawals)
ORDER BY r.week, r.station, r.id;
-- step: remark
SELECT login, station, week, text, id IN (SELECT remark FROM withdrawals) FROM remarks WHERE id = ?;
-- step: withdraw
INSERT INTO withdrawals (remark, at, login) VALUES (?, ?, ?);
