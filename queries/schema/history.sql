-- What an undo needs: how each load was made, so that it can be made again, and the loads that were undone. These came
-- after the first warehouses, so they are made where they are missing.

CREATE TABLE IF NOT EXISTS load_option_history (
    load_id INTEGER NOT NULL,
    run_id  INTEGER NOT NULL, -- the loads of one run; rows that wait are tried again at its end
    options VARCHAR NOT NULL  -- JSON: the moment that counted as now, limits, what was given for the whole file
);

-- The loads that were undone, as they stood in load_history; their numbers are never given again.
CREATE TABLE IF NOT EXISTS undo_history (
    load_id          INTEGER   NOT NULL,
    file_name        VARCHAR   NOT NULL,
    sha256           VARCHAR   NOT NULL,
    size_bytes       BIGINT    NOT NULL,
    loaded_at        TIMESTAMP NOT NULL,
    loaded_by        VARCHAR   NOT NULL,
    rows_read        BIGINT    NOT NULL,
    rows_loaded      BIGINT    NOT NULL,
    rows_unchanged   BIGINT    NOT NULL,
    rows_corrected   BIGINT    NOT NULL,
    rows_quarantined BIGINT    NOT NULL,
    undone_at        TIMESTAMP NOT NULL,
    undone_by        VARCHAR   NOT NULL
);

CREATE VIEW IF NOT EXISTS undone_loads AS SELECT * FROM undo_history;
