-- The staging area of one load, gone with the connection. staged_rows (the reader's own table, one INTEGER a cell) holds
-- for every cell the number of its text, and staged_cells says what that text is: a text is read once, however often it
-- stands in the file. Cell 0 means that the file has no such column; it is a row of staged_cells, too, so that kinds of millions
-- of rows can use an inner join.
-- step: tables
CREATE OR REPLACE TEMP TABLE staged_cells (
    cell         INTEGER NOT NULL,
    text         VARCHAR,          -- as it stood; blank for names of persons, which never come here
    mark         SMALLINT NOT NULL, -- 0 = as somebody typed it, 1 = a stored number, else why there is no text to read
    missing      BOOLEAN NOT NULL,
    rule         VARCHAR,          -- why it cannot be read; blank = it can
    number       BIGINT,           -- counts
    real         DOUBLE,           -- decimals
    day          DATE,             -- dates, and the Monday of weeks
    moment       TIMESTAMP,        -- date-times, local
    code         VARCHAR,          -- a code in the spelling of its list; other text, tidied
    former_code  VARCHAR,          -- a station found by a former name: its code …
    former_name  VARCHAR,          -- … that name …
    former_until DATE,             -- … and the last day on which it held
    opened_on    DATE,             -- when that station opened
    closed_on    DATE
);

-- step: no_cell
INSERT INTO staged_cells (cell, mark, missing) VALUES (0, 0, TRUE);

-- step: sheets
CREATE OR REPLACE TEMP TABLE staged_sheets (
    sheet_no INTEGER NOT NULL,
    sheet    VARCHAR NOT NULL
);

-- step: fault_macro
-- A fault is written rule:field. A cell that must hold something:
CREATE OR REPLACE TEMP MACRO needed(missing, rule, field) AS
    CASE WHEN missing IS NULL OR missing THEN 'missing_required:' || field
         WHEN rule IS NOT NULL THEN rule || ':' || field END;

-- step: optional_macro
-- A cell that may be blank:
CREATE OR REPLACE TEMP MACRO readable(rule, field) AS
    CASE WHEN rule IS NOT NULL THEN rule || ':' || field END;

-- step: station_macro
-- The station that a name or code means on a day: a former name holds until its last day, and only until then.
CREATE OR REPLACE TEMP MACRO station_on(code, former_code, former_until, day) AS
    CASE WHEN former_code IS NOT NULL AND code IS NULL AND (former_until IS NULL OR day <= former_until) THEN former_code
         WHEN code <> former_code AND day <= former_until THEN NULL -- a trap (station_fault) means neither: the row has no key
         ELSE code END;

-- step: source_macro
-- The former commune that a row comes from, '' where it speaks of the station itself. A name that both a former commune
-- and the station made of it bear means the former commune, one part of several, as long as that existed.
CREATE OR REPLACE TEMP MACRO source_on(code, former_code, former_name, former_until, day) AS
    CASE WHEN former_until IS NOT NULL AND (code IS NULL OR code = former_code) AND day <= former_until THEN former_name ELSE '' END;

-- step: station_fault_macro
-- Why a name or code means no station on a day. A trap is an old name that another, new unit bears today.
CREATE OR REPLACE TEMP MACRO station_fault(code, former_code, former_until, day) AS
    CASE WHEN code IS NOT NULL AND former_code IS NOT NULL AND code <> former_code AND day <= former_until
              THEN 'station_name_trap:station_code'
         WHEN code IS NULL AND former_code IS NULL THEN 'station_unknown:station_code'
         WHEN code IS NULL AND day > former_until THEN 'station_name_former:station_code' END;

-- step: now
-- What the checks compare with, for views cannot have parameters: the moment that counts as now,
SET VARIABLE now = $now::TIMESTAMP;

-- step: this_week
-- the Monday of its week,
SET VARIABLE this_week = $this_week::DATE;

-- step: max_count
-- the plausibility limit of weekly counts,
SET VARIABLE max_count = $max_count::BIGINT;

-- step: max_posting_days
-- and the longest posting.
SET VARIABLE max_posting_days = $max_posting_days::BIGINT;

-- step: refused_rows
-- The refused rows alone in place of all, where a view over the rows is asked for nothing else.
CREATE OR REPLACE TEMP VIEW staged_rows AS SELECT * EXCLUDE (judged_fault) FROM refused;

-- step: rows
CREATE OR REPLACE TEMP VIEW staged_rows AS SELECT * FROM ingest_rows();

-- step: province
-- The province of the load.
SET VARIABLE province = $province::VARCHAR;
