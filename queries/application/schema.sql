-- The application store: what must not stand in the warehouse file, because a value deleted from a database file stays
-- in its free pages: names of persons, and refused rows as they stood. load_key ties each row to a load of the warehouse.

CREATE TABLE IF NOT EXISTS worker_names (
    worker_code TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    load_key    TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS worker_names_by_code ON worker_names (worker_code);

-- Whom to call at a station or unit; one of the two codes is ''. The last row of a place holds.
CREATE TABLE IF NOT EXISTS contacts (
    station_code TEXT NOT NULL,
    unit_code    TEXT NOT NULL,
    phone        TEXT NOT NULL,
    person       TEXT NOT NULL,
    load_key     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS contacts_by_place ON contacts (station_code, unit_code);

-- The columns of a table that had rows refused: JSON arrays of titles (as in the file) and of fields.
CREATE TABLE IF NOT EXISTS refused_tables (
    load_key  TEXT NOT NULL,
    sheet     TEXT NOT NULL,
    kind      TEXT NOT NULL,
    titles    TEXT NOT NULL,
    fields    TEXT NOT NULL,
    PRIMARY KEY (load_key, sheet)
);

-- Refused rows in blocks, so that a large file with many of them stays quick to write.
CREATE TABLE IF NOT EXISTS refused_blocks (
    load_key  TEXT    NOT NULL,
    sheet     TEXT    NOT NULL,
    first_row INTEGER NOT NULL, -- row_no of the block's first and last row
    last_row  INTEGER NOT NULL,
    waiting   INTEGER NOT NULL, -- rows of the block that are tried again at each later load
    rows      TEXT    NOT NULL, -- JSON array of rows as they stood
    PRIMARY KEY (load_key, sheet, first_row)
) WITHOUT ROWID;

-- Refused rows that a person has taken off the list. A load's number is never given again, so they outlive its being made
-- again after an undo.
CREATE TABLE IF NOT EXISTS dismissed_rows (
    load_id INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    row_no  INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    sheet   TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    at      TEXT    NOT NULL, -- RFC 3339
    login   TEXT    NOT NULL,
    PRIMARY KEY (load_id, kind, row_no)
) WITHOUT ROWID;

-- What became of the physical rows of a load, and the first of the rows that were passed over. Their texts may name
-- persons: a signature does.
CREATE TABLE IF NOT EXISTS ledgers (
    load_key    TEXT    PRIMARY KEY,
    content     INTEGER NOT NULL, -- rows with content = header + loaded + quarantined + passed
    header      INTEGER NOT NULL,
    loaded      INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    passed      INTEGER NOT NULL,
    reasons     TEXT    NOT NULL, -- JSON object: rows passed over, by reason
    rows        TEXT    NOT NULL  -- JSON array of the rows passed over, in the order of the file
) WITHOUT ROWID;
