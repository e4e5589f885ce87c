-- From schema 2 to 3. Columns that do not stand last need their table made anew, so that a folder that was brought over and a
-- new one are the same. The views are made by their own script after the last step.

-- Facts of every kind keep the former commune that they name. Those of before kept none; their files, loaded once more,
-- put that right.
ALTER TABLE needs_history RENAME TO before_needs_history;
CREATE TABLE needs_history (
    station_code  VARCHAR NOT NULL,
    source_unit   VARCHAR NOT NULL,
    specialty     VARCHAR NOT NULL,
    headcount     BIGINT  NOT NULL,
    start_on      DATE    NOT NULL,
    end_on        DATE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
INSERT INTO needs_history
SELECT station_code, '', specialty, headcount, start_on, end_on, load_id, sheet, line, superseded_by
FROM before_needs_history;
DROP TABLE before_needs_history;

ALTER TABLE indicators_history RENAME TO before_indicators_history;
CREATE TABLE indicators_history (
    station_code  VARCHAR NOT NULL,
    source_unit   VARCHAR NOT NULL,
    week_start    DATE    NOT NULL,
    indicator     VARCHAR NOT NULL,
    value         DOUBLE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
INSERT INTO indicators_history
SELECT station_code, '', week_start, indicator, value, load_id, sheet, line, superseded_by
FROM before_indicators_history;
DROP TABLE before_indicators_history;

ALTER TABLE weekly_reports_history RENAME TO before_weekly_reports_history;
CREATE TABLE weekly_reports_history (
    station_code    VARCHAR   NOT NULL,
    source_unit     VARCHAR   NOT NULL,
    worker_code     VARCHAR   NOT NULL,
    week_start      DATE      NOT NULL,
    received_at     TIMESTAMP NOT NULL,
    required_fields BIGINT,
    filled_fields   BIGINT,
    load_id         INTEGER   NOT NULL,
    sheet           VARCHAR   NOT NULL,
    line            BIGINT    NOT NULL,
    superseded_by   INTEGER
);
INSERT INTO weekly_reports_history
SELECT station_code, '', worker_code, week_start, received_at, required_fields, filled_fields,
       load_id, sheet, line, superseded_by
FROM before_weekly_reports_history;
DROP TABLE before_weekly_reports_history;

ALTER TABLE incident_reports_history RENAME TO before_incident_reports_history;
CREATE TABLE incident_reports_history (
    station_code  VARCHAR   NOT NULL,
    source_unit   VARCHAR   NOT NULL,
    worker_code   VARCHAR   NOT NULL,
    reported_at   TIMESTAMP NOT NULL,
    content       VARCHAR   NOT NULL,
    severity      VARCHAR   NOT NULL,
    responded_at  TIMESTAMP,
    resolved_at   TIMESTAMP,
    load_id       INTEGER   NOT NULL,
    sheet         VARCHAR   NOT NULL,
    line          BIGINT    NOT NULL,
    superseded_by INTEGER
);
INSERT INTO incident_reports_history
SELECT station_code, '', worker_code, reported_at, content, severity, responded_at, resolved_at,
       load_id, sheet, line, superseded_by
FROM before_incident_reports_history;
DROP TABLE before_incident_reports_history;

-- Names of stations have the days from and to which they held.
ALTER TABLE station_aliases RENAME TO before_station_aliases;
CREATE TABLE station_aliases (
    alias_name   VARCHAR NOT NULL,
    alias_type   VARCHAR NOT NULL,
    station_code VARCHAR NOT NULL,
    valid_from   DATE,
    valid_to     DATE,
    is_trap      BOOLEAN NOT NULL
);
INSERT INTO station_aliases
SELECT alias_name, alias_type, station_code, NULL, valid_to, is_trap
FROM before_station_aliases;
DROP TABLE before_station_aliases;

-- What the texts of a load meant that are no codes themselves: where a later list lets one mean something else, what it
-- brought is judged again.
CREATE TABLE load_reading_history (
    load_id INTEGER NOT NULL,
    reading VARCHAR NOT NULL,
    text    VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL
);
