-- From schema 4 to 5. Stations, units and workers belong to a province, which older folders do not name; orders may replace
-- others; new kinds of table.
ALTER TABLE stations_history RENAME TO before_stations_history;
CREATE TABLE stations_history (
    station_code  VARCHAR NOT NULL,
    station_name  VARCHAR NOT NULL,
    type          VARCHAR NOT NULL, -- commune, ward, district_hospital, health_center
    health_center VARCHAR NOT NULL,
    province_code VARCHAR NOT NULL, -- '' = the folder's own, as long as nobody has said which that is
    lat           DOUBLE,
    lon           DOUBLE,
    population    BIGINT,
    opened_on     DATE    NOT NULL,
    closed_on     DATE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
INSERT INTO stations_history
SELECT station_code, station_name, type, health_center, '', lat, lon, population, opened_on, closed_on, load_id, sheet, line, superseded_by
FROM before_stations_history;
DROP TABLE before_stations_history;

ALTER TABLE units_history RENAME TO before_units_history;
CREATE TABLE units_history (
    unit_code     VARCHAR NOT NULL, -- of another province than the folder's own: that one's code and a colon before it
    unit_name     VARCHAR NOT NULL,
    level         VARCHAR NOT NULL, -- province, district
    province_code VARCHAR NOT NULL, -- as in stations_history
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
INSERT INTO units_history
SELECT unit_code, unit_name, level, '', load_id, sheet, line, superseded_by
FROM before_units_history;
DROP TABLE before_units_history;

ALTER TABLE workers_history RENAME TO before_workers_history;
CREATE TABLE workers_history (
    worker_code   VARCHAR NOT NULL, -- as in units_history
    unit_code     VARCHAR NOT NULL,
    qualification VARCHAR NOT NULL,
    specialty     VARCHAR NOT NULL,
    cadre         VARCHAR NOT NULL, -- doctor, preventive, preventive_doctor, public_health, nurse, technician, midwife, other
    fte           DOUBLE  NOT NULL,
    province_code VARCHAR NOT NULL,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
INSERT INTO workers_history
SELECT worker_code, unit_code, qualification, specialty, cadre, fte, '', load_id, sheet, line, superseded_by
FROM before_workers_history;
DROP TABLE before_workers_history;

ALTER TABLE postings_history RENAME TO before_postings_history;
CREATE TABLE postings_history (
    decision_no       VARCHAR NOT NULL,
    worker_code       VARCHAR NOT NULL,
    station_code      VARCHAR NOT NULL,
    start_on          DATE    NOT NULL,
    end_on            DATE    NOT NULL, -- inclusive, as ordered
    left_on           DATE,             -- inclusive, as it happened; blank = as ordered
    status            VARCHAR NOT NULL, -- active, cancelled, replaced
    replaces_decision VARCHAR,          -- the order at this station that this one replaces; blank = nothing is said
    replaces_worker   VARCHAR,          -- its worker; '' = this one replaces none, both hold
    load_id           INTEGER NOT NULL,
    sheet             VARCHAR NOT NULL,
    line              BIGINT  NOT NULL,
    superseded_by     INTEGER
);
INSERT INTO postings_history
SELECT decision_no, worker_code, station_code, start_on, end_on, left_on, status, NULL, NULL, load_id, sheet, line, superseded_by
FROM before_postings_history;
DROP TABLE before_postings_history;

-- What an older load listed that was known already is not on record: each counts as having listed all that came before it, so
-- that no order is taken for replaced that may not be.
CREATE TABLE posting_listing_history (
    load_id      INTEGER NOT NULL,
    decision_no  VARCHAR NOT NULL,
    worker_code  VARCHAR NOT NULL,
    station_code VARCHAR NOT NULL,
    start_on     DATE    NOT NULL
);
INSERT INTO posting_listing_history
SELECT DISTINCT l.load_id, p.decision_no, p.worker_code, p.station_code, p.start_on
FROM (SELECT DISTINCT load_id, decision_no FROM postings_history) AS l
JOIN postings_history AS p ON p.decision_no = l.decision_no AND p.load_id <= l.load_id;

CREATE TABLE monthly_indicators_history (
    station_code  VARCHAR NOT NULL,
    source_unit   VARCHAR NOT NULL, -- as in activity_history
    month_start   DATE    NOT NULL, -- first day of the month
    indicator     VARCHAR NOT NULL,
    value         DOUBLE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE rebases_history (
    measure       VARCHAR NOT NULL, -- id of the series, such as COV-1
    week_start    DATE    NOT NULL,
    reason        VARCHAR NOT NULL,
    station_code  VARCHAR NOT NULL, -- '' = of the province
    province_code VARCHAR NOT NULL,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE targets_history (
    measure       VARCHAR NOT NULL, -- as in rebases_history
    year          BIGINT  NOT NULL,
    target        DOUBLE  NOT NULL, -- of shares from 0 to 1
    direction     VARCHAR NOT NULL, -- increase = at least the target is wanted, decrease = at most
    station_code  VARCHAR NOT NULL, -- '' = of the province
    province_code VARCHAR NOT NULL,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE holidays_history (
    day           DATE    NOT NULL,
    reason        VARCHAR,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE contacts_history (
    station_code  VARCHAR NOT NULL, -- '' for a unit
    unit_code     VARCHAR NOT NULL, -- '' for a station
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);
