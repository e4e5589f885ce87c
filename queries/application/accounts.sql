-- Who may sign in, who is signed in, and what was done. A file of its own beside the application store's: a load writes
-- that one in a single transaction, and nobody's log-in may wait for it. Moments are milliseconds since 1970, UTC.

-- step: schema
CREATE TABLE IF NOT EXISTS users (
    id          INTEGER PRIMARY KEY,
    login       TEXT    NOT NULL UNIQUE,     -- lower case
    full_name   TEXT    NOT NULL,
    password    TEXT    NOT NULL DEFAULT '', -- argon2id as a PHC string; '' = none yet, nobody can sign in
    roles       INTEGER NOT NULL,            -- one bit a role
    demo        INTEGER NOT NULL DEFAULT 0,  -- 1 = shown on the log-in page of a demo, refused anywhere else
    disabled_at INTEGER,
    created_at  INTEGER NOT NULL,
    signed_in_at INTEGER
);
-- Of a session and of a one-time link only the SHA-256 of its token is kept.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash BLOB    PRIMARY KEY,
    user_id    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
CREATE TABLE IF NOT EXISTS links (
    token_hash BLOB    PRIMARY KEY,
    user_id    INTEGER, -- whose password it sets; NULL = it creates the first administrator
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
-- Failed log-ins in a row, by account name (whether it exists or not), by account and address, and by known device.
CREATE TABLE IF NOT EXISTS attempts (
    subject  TEXT    PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) WITHOUT ROWID;
-- Browsers in which an account has logged in before; of each only the SHA-256 of its token is kept.
CREATE TABLE IF NOT EXISTS devices (
    token_hash BLOB    PRIMARY KEY,
    login      TEXT    NOT NULL,
    since      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    login   TEXT    NOT NULL, -- who; '' = nobody who is known
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL, -- to what or whom
    detail  TEXT    NOT NULL,
    address TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_login ON audit (login, id);
CREATE INDEX IF NOT EXISTS audit_by_action ON audit (action, id);
CREATE TRIGGER IF NOT EXISTS audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_not_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is not shortened'); END;
-- INSERT OR REPLACE would take the old entry away without those two.
CREATE TRIGGER IF NOT EXISTS audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END;
-- How far the trail was copied to a target that cannot be asked (syslog): the number of the last entry it took.
CREATE TABLE IF NOT EXISTS audit_copies (
    target TEXT    PRIMARY KEY,
    last   INTEGER NOT NULL
) WITHOUT ROWID;

-- step: add_user
INSERT INTO users (login, full_name, password, roles, demo, created_at) VALUES (?, ?, ?, ?, ?, ?);
-- step: users
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '' FROM users ORDER BY login;
-- step: user
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '' FROM users WHERE login = ?;
-- step: user_by_id
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '' FROM users WHERE id = ?;
-- step: password
SELECT id, password, demo, disabled_at IS NULL FROM users WHERE login = ?;
-- step: set_password
UPDATE users SET password = ? WHERE id = ?;
-- step: set_roles
UPDATE users SET roles = ? WHERE id = ?;
-- step: set_disabled
UPDATE users SET disabled_at = ? WHERE id = ?;
-- step: signed_in
UPDATE users SET signed_in_at = ? WHERE id = ?;
-- step: count_users
SELECT count(*) FROM users WHERE demo = 0;
-- step: count_holders
-- Enabled users of a kind (demo or not) who hold a role, given as its bit.
SELECT count(*) FROM users WHERE disabled_at IS NULL AND demo = ? AND roles & ? <> 0;

-- step: add_session
INSERT INTO sessions (token_hash, user_id, created_at, seen_at) VALUES (?, ?, ?, ?);
-- step: session
SELECT s.created_at, s.seen_at, u.id, u.login, u.full_name, u.roles, u.demo
FROM sessions AS s JOIN users AS u ON u.id = s.user_id
WHERE s.token_hash = ? AND u.disabled_at IS NULL;
-- step: touch_session
UPDATE sessions SET seen_at = ? WHERE token_hash = ?;
-- step: end_session
DELETE FROM sessions WHERE token_hash = ?;
-- step: end_sessions_of
DELETE FROM sessions WHERE user_id = ?;
-- step: forget_sessions
DELETE FROM sessions WHERE created_at < ? OR seen_at < ?;

-- step: add_link
INSERT INTO links (token_hash, user_id, expires_at) VALUES (?, ?, ?);
-- step: link
SELECT user_id FROM links WHERE token_hash = ? AND expires_at > ?;
-- step: end_links_of
DELETE FROM links WHERE user_id IS ?;
-- step: forget_links
DELETE FROM links WHERE expires_at <= ?;

-- step: attempt
SELECT failures, last_at FROM attempts WHERE subject = ?;
-- step: set_attempt
INSERT INTO attempts (subject, failures, last_at) VALUES (?, ?, ?)
ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at;
-- step: take_back_attempt
UPDATE attempts SET failures = max(failures - 1, 0) WHERE subject = ?;
-- step: forget_attempt
DELETE FROM attempts WHERE subject = ?;
-- step: forget_attempts
DELETE FROM attempts WHERE last_at < ?;

-- step: add_device
INSERT INTO devices (token_hash, login, since) VALUES (?, ?, ?);
-- step: device
SELECT since FROM devices WHERE token_hash = ? AND login = ?;
-- step: forget_devices
DELETE FROM devices WHERE since < ?;
-- step: end_devices_of
DELETE FROM devices WHERE login = (SELECT login FROM users WHERE id = ?);

-- step: has_column
SELECT count(*) FROM pragma_table_info(?) WHERE name = ?;

-- step: column audit.outcome
-- Of entries from before there were outcomes, the action told it.
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
-- step: column audit.hash
-- SHA-256 over the hash before and this entry; NULL in entries from before the chain began.
ALTER TABLE audit ADD COLUMN hash BLOB;
-- step: chain
CREATE TRIGGER IF NOT EXISTS audit_is_chained BEFORE INSERT ON audit
WHEN length(NEW.hash) IS NOT 32 OR NEW.id <= (SELECT coalesce(max(id), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit trail is not continued but at its end, with the hash of the entry before'); END;
-- step: last_audit
SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1;
-- step: audit_given
-- The highest number that an entry ever had: the table of SQLite's own that AUTOINCREMENT keeps.
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0);
-- step: audit_is_chained
SELECT EXISTS (SELECT 1 FROM audit WHERE hash IS NOT NULL);
-- step: add_audit
INSERT INTO audit (id, at, login, action, subject, detail, address, outcome, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
-- step: audit
-- Newest first; '' and 0 = any.
SELECT id, at, login, action, subject, detail, address, outcome, hash FROM audit
WHERE (?1 = '' OR login = ?1) AND (?2 = '' OR action = ?2) AND at >= ?3 AND (?4 = 0 OR at < ?4) AND (?5 = 0 OR id < ?5)
    AND (?6 = '' OR outcome = ?6 OR outcome = '' AND (?6 = 'refused') = (action = 'sign_in_failed'))
ORDER BY id DESC LIMIT ?7;
-- step: audit_from
-- Oldest first.
SELECT id, at, login, action, subject, detail, address, outcome, hash FROM audit WHERE id > ? ORDER BY id LIMIT ?;

-- step: copied
SELECT last FROM audit_copies WHERE target = ?;
-- step: set_copied
INSERT INTO audit_copies (target, last) VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET last = excluded.last;
