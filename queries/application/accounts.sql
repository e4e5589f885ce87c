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
-- Second factors (TOTP). The secret must be known to compute a code, so it stands here sealed with a key that does not.
CREATE TABLE IF NOT EXISTS factors (
    user_id   INTEGER PRIMARY KEY,
    secret    TEXT    NOT NULL, -- base32, sealed: v1: and base64 of nonce and AES-256-GCM
    since     INTEGER,          -- NULL = shown, and not yet confirmed by a code
    last_step INTEGER NOT NULL DEFAULT 0 -- of the last code taken, in 30 seconds since 1970: none before it is taken again
);
-- Each takes the place of one code, once; of each only its SHA-256 is kept.
CREATE TABLE IF NOT EXISTS recovery_codes (
    user_id   INTEGER NOT NULL,
    code_hash BLOB    NOT NULL,
    PRIMARY KEY (user_id, code_hash)
) WITHOUT ROWID;
-- Log-ins whose password was right and whose code is still to come.
CREATE TABLE IF NOT EXISTS halfway (
    token_hash BLOB    PRIMARY KEY,
    user_id    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    id_token   TEXT    NOT NULL -- of the provider of identities; '' = by password
) WITHOUT ROWID;
-- second_factor: the roles, one bit each, whose holders must have one.
CREATE TABLE IF NOT EXISTS policies (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
-- Tokens by which programs ask in a person's name; of each only its SHA-256 is kept.
CREATE TABLE IF NOT EXISTS programs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    token_hash BLOB    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    used_at    INTEGER -- to the hour
);
-- Pages with their choices that a user named; nobody else sees them.
CREATE TABLE IF NOT EXISTS saved_views (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    address    TEXT    NOT NULL, -- path and query, without the language
    rolling    TEXT    NOT NULL, -- a period that goes on with the calendar, in place of the one in the address; '' = none
    created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS saved_views_by_user ON saved_views (user_id, id);
-- Who is sent the weekly digest, where, and of what. A row stays when it is turned off: links in letters go on to be known.
CREATE TABLE IF NOT EXISTS digests (
    user_id INTEGER PRIMARY KEY,
    email   TEXT    NOT NULL, -- '' = turned off
    lang    TEXT    NOT NULL,
    view_id INTEGER NOT NULL, -- the saved view whose filters it has; 0 = of the overview
    since   INTEGER NOT NULL, -- when it was turned on
    secret  TEXT    NOT NULL  -- with which the links that end it are signed
);
CREATE TABLE IF NOT EXISTS digest_sends (
    user_id  INTEGER NOT NULL,
    week     TEXT    NOT NULL, -- ISO week in which it is sent, such as 2026-W49; what came of it follows
    attempts INTEGER NOT NULL,
    tried_at INTEGER NOT NULL,
    next_at  INTEGER NOT NULL, -- not tried again before
    sent_at  INTEGER,          -- NULL = not sent
    vi       TEXT    NOT NULL, -- why the last attempt failed, in both languages; '' = it did not
    en       TEXT    NOT NULL,
    PRIMARY KEY (user_id, week)
) WITHOUT ROWID;
-- Who at the provider of identities is which user, from the first log-in that way.
CREATE TABLE IF NOT EXISTS identities (
    user_id INTEGER PRIMARY KEY,
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL
);
-- A unique index could not be made in a file where an older program has tied one to two.
CREATE TRIGGER IF NOT EXISTS identity_is_one_users BEFORE INSERT ON identities
WHEN EXISTS (SELECT 1 FROM identities WHERE issuer = NEW.issuer AND subject = NEW.subject)
BEGIN SELECT RAISE(ABORT, 'an identity is one user''s'); END;

-- step: add_user
INSERT INTO users (login, full_name, password, roles, demo, stations, created_at) VALUES (?, ?, ?, ?, ?, ?, ?);
-- step: users
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '', stations FROM users ORDER BY login;
-- step: user
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '', stations FROM users WHERE login = ?;
-- step: user_by_id
SELECT id, login, full_name, roles, demo, disabled_at, created_at, signed_in_at, password <> '', stations FROM users WHERE id = ?;
-- step: password
SELECT id, password, demo, disabled_at IS NULL FROM users WHERE login = ?;
-- step: set_password
UPDATE users SET password = ? WHERE id = ?;
-- step: take_password
UPDATE users SET password = '' WHERE id = ?;
-- step: set_roles
UPDATE users SET roles = ? WHERE id = ?;
-- step: set_stations
UPDATE users SET stations = ? WHERE id = ?;
-- step: set_disabled
UPDATE users SET disabled_at = ? WHERE id = ?;
-- step: signed_in
UPDATE users SET signed_in_at = ? WHERE id = ?;
-- step: count_users
SELECT count(*) FROM users WHERE demo = 0;
-- step: count_holders
-- Enabled users of a kind (demo or not) who hold a role, given as its bit.
SELECT count(*) FROM users WHERE disabled_at IS NULL AND demo = ? AND roles & ? <> 0;

-- step: column users.stations
-- Codes of the stations that the user works for, with commas between; '' = all.
ALTER TABLE users ADD COLUMN stations TEXT NOT NULL DEFAULT '';
-- step: column sessions.proved_at
-- When its user last showed a password or a code.
ALTER TABLE sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
-- step: column sessions.address
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- step: column sessions.agent
-- What the browser calls itself.
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';
-- step: column sessions.vouched
-- 1 = the provider of identities has seen a second factor.
ALTER TABLE sessions ADD COLUMN vouched INTEGER NOT NULL DEFAULT 0;
-- step: column sessions.id_token
-- Of the provider, which wants it back at the log-out; '' = by password.
ALTER TABLE sessions ADD COLUMN id_token TEXT NOT NULL DEFAULT '';
-- step: column programs.vouched
-- 1 = made in a session in which the provider of identities had seen a second factor.
ALTER TABLE programs ADD COLUMN vouched INTEGER NOT NULL DEFAULT 0;

-- step: add_session
INSERT INTO sessions (token_hash, user_id, created_at, seen_at, proved_at, address, agent, vouched, id_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
-- step: session
SELECT s.created_at, s.seen_at, s.proved_at, s.id_token, u.id, u.login, u.full_name, u.roles, u.demo, u.stations, s.vouched, f.since IS NOT NULL,
    u.demo = 0 AND s.vouched = 0 AND f.since IS NULL AND u.roles & coalesce((SELECT value FROM policies WHERE name = 'second_factor'), 0) <> 0
FROM sessions AS s JOIN users AS u ON u.id = s.user_id LEFT JOIN factors AS f ON f.user_id = u.id
WHERE s.token_hash = ? AND u.disabled_at IS NULL;
-- step: sessions_of
SELECT token_hash, created_at, seen_at, address, agent FROM sessions WHERE user_id = ? AND created_at >= ? AND seen_at >= ? ORDER BY seen_at DESC;
-- step: prove_session
UPDATE sessions SET proved_at = ? WHERE token_hash = ?;
-- step: end_other_sessions
DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?;
-- step: touch_session
UPDATE sessions SET seen_at = ? WHERE token_hash = ?;
-- step: end_session
DELETE FROM sessions WHERE token_hash = ?;
-- step: end_session_named
DELETE FROM sessions WHERE user_id = ? AND lower(hex(substr(token_hash, 1, 8))) = ?;
-- step: end_sessions_of
DELETE FROM sessions WHERE user_id = ?;
-- step: forget_sessions
DELETE FROM sessions WHERE created_at < ? OR seen_at < ?;

-- step: factor
SELECT secret, since IS NOT NULL, last_step FROM factors WHERE user_id = ?;
-- step: begin_factor
-- One that is confirmed is not begun anew.
INSERT INTO factors (user_id, secret) VALUES (?, ?)
ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE since IS NULL;
-- step: confirm_factor
UPDATE factors SET since = ? WHERE user_id = ?;
-- step: take_step
UPDATE factors SET last_step = ?1 WHERE user_id = ?2 AND last_step < ?1;
-- step: end_factor
DELETE FROM factors WHERE user_id = ?;
-- step: count_sealed
SELECT count(*) FROM factors WHERE secret LIKE 'v1:%';
-- step: one_sealed
SELECT user_id, secret FROM factors WHERE secret LIKE 'v1:%' LIMIT 1;
-- step: unsealed
-- Those of older programs.
SELECT user_id, secret FROM factors WHERE secret NOT LIKE 'v1:%';
-- step: seal
UPDATE factors SET secret = ? WHERE user_id = ?;
-- step: rewrite
VACUUM;
-- step: empty_log
PRAGMA wal_checkpoint(TRUNCATE);
-- step: holders_of_factors
SELECT user_id FROM factors WHERE since IS NOT NULL;
-- step: add_recovery
INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?);
-- step: use_recovery
DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?;
-- step: end_recovery
DELETE FROM recovery_codes WHERE user_id = ?;
-- step: count_recovery
SELECT count(*) FROM recovery_codes WHERE user_id = ?;
-- step: add_halfway
INSERT INTO halfway (token_hash, user_id, expires_at, id_token) VALUES (?, ?, ?, ?);
-- step: halfway
SELECT u.id, u.login, h.id_token FROM halfway AS h JOIN users AS u ON u.id = h.user_id
WHERE h.token_hash = ? AND h.expires_at > ? AND u.disabled_at IS NULL;
-- step: end_halfway
DELETE FROM halfway WHERE token_hash = ?;
-- step: end_halfway_of
DELETE FROM halfway WHERE user_id = ?;
-- step: forget_halfway
DELETE FROM halfway WHERE expires_at <= ?;
-- step: policy
SELECT value FROM policies WHERE name = ?;
-- step: set_policy
INSERT INTO policies (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- step: add_program
INSERT INTO programs (user_id, name, token_hash, created_at, vouched) VALUES (?, ?, ?, ?, ?);
-- step: programs_of
SELECT id, name, created_at, used_at FROM programs WHERE user_id = ? ORDER BY id;
-- step: program
SELECT p.id, p.used_at, u.id, u.login, u.full_name, u.roles, u.stations, p.name,
    p.vouched = 0 AND f.since IS NULL AND u.roles & coalesce((SELECT value FROM policies WHERE name = 'second_factor'), 0) <> 0
FROM programs AS p JOIN users AS u ON u.id = p.user_id LEFT JOIN factors AS f ON f.user_id = u.id
WHERE p.token_hash = ? AND u.disabled_at IS NULL AND u.demo = 0;
-- step: use_program
UPDATE programs SET used_at = ? WHERE id = ?;
-- step: end_program
DELETE FROM programs WHERE id = ? AND user_id = ?;
-- step: end_programs_of
DELETE FROM programs WHERE user_id = ?;

-- step: add_view
INSERT INTO saved_views (user_id, name, address, rolling, created_at) VALUES (?, ?, ?, ?, ?);
-- step: count_views
SELECT count(*) FROM saved_views WHERE user_id = ?;
-- step: views_of
SELECT id, name, address, rolling, created_at FROM saved_views WHERE user_id = ? ORDER BY id;
-- step: rename_view
UPDATE saved_views SET name = ? WHERE id = ? AND user_id = ?;
-- step: end_view
DELETE FROM saved_views WHERE id = ? AND user_id = ?;

-- step: digest
SELECT email, lang, view_id, since, secret FROM digests WHERE user_id = ?;
-- step: set_digest
INSERT INTO digests (user_id, email, lang, view_id, since, secret) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (user_id) DO UPDATE SET since = CASE WHEN email = '' THEN excluded.since ELSE since END, email = excluded.email, lang = excluded.lang, view_id = excluded.view_id;
-- step: end_digest
UPDATE digests SET email = '' WHERE user_id = ? AND email <> '';
-- step: digests_due
-- Who is to be sent the digest of a week (?1) that begins to be sent at ?2, at ?3, after fewer than ?4 attempts.
SELECT d.user_id FROM digests AS d JOIN users AS u ON u.id = d.user_id
WHERE d.email <> '' AND u.disabled_at IS NULL AND d.since < ?2
  AND NOT EXISTS (SELECT 1 FROM digest_sends AS s WHERE s.user_id = d.user_id AND s.week = ?1 AND (s.sent_at IS NOT NULL OR s.next_at > ?3 OR s.attempts >= ?4)) ORDER BY d.user_id;
-- step: claim_digest
INSERT INTO digest_sends (user_id, week, attempts, tried_at, next_at, sent_at, vi, en) VALUES (?1, ?2, 1, ?3, ?4, NULL, ?5, ?6)
ON CONFLICT (user_id, week) DO UPDATE SET attempts = attempts + 1, tried_at = excluded.tried_at, next_at = excluded.next_at, vi = excluded.vi, en = excluded.en
WHERE sent_at IS NULL AND next_at <= excluded.tried_at AND attempts < ?7;
-- step: digest_attempts
SELECT attempts FROM digest_sends WHERE user_id = ? AND week = ?;
-- step: digest_sent
UPDATE digest_sends SET sent_at = ?, vi = '', en = '' WHERE user_id = ? AND week = ?;
-- step: digest_failed
UPDATE digest_sends SET next_at = ?, attempts = ?, vi = ?, en = ? WHERE user_id = ? AND week = ?;
-- step: digest_failures
-- What is not sent of the latest week of each person who has the digest on.
SELECT s.user_id, s.week, s.attempts, s.tried_at, s.next_at, s.vi, s.en FROM digest_sends AS s JOIN digests AS d ON d.user_id = s.user_id
WHERE d.email <> '' AND s.sent_at IS NULL AND s.vi <> '' AND s.week = (SELECT max(week) FROM digest_sends WHERE user_id = s.user_id) ORDER BY s.user_id;

-- step: identity
SELECT issuer, subject FROM identities WHERE user_id = ?;
-- step: identity_holder
-- Another user who is that one.
SELECT login FROM users WHERE id IN (SELECT user_id FROM identities WHERE issuer = ?1 AND subject = ?2 AND user_id <> ?3) ORDER BY id LIMIT 1;
-- step: add_identity
INSERT INTO identities (user_id, issuer, subject) VALUES (?, ?, ?);
-- step: end_identity
DELETE FROM identities WHERE user_id = ?;

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
-- step: chain_mark
-- 1 = the trail is a chain, or was to become one with its first entry; 0 = no program with chains has opened the file.
PRAGMA user_version;
-- step: mark_chain
PRAGMA user_version = 1;
-- step: users_untold
-- Users whose adding no entry tells of: it is written with them. How many, and the first of them.
SELECT count(*), coalesce(min(login), '') FROM users AS u
WHERE NOT EXISTS (SELECT 1 FROM audit WHERE action = 'user_added' AND subject = u.login);
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
