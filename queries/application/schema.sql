-- The application store: what must not stand in the warehouse file, because a value deleted from a database file stays
-- in its free pages: names of persons, and refused rows as they stood. load_key ties each row to a load of the warehouse.

CREATE TABLE IF NOT EXISTS worker_names (
    worker_code TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    load_key    TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS worker_names_by_code ON worker_names (worker_code);

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
