-- The tables of the warehouse. Every fact table keeps its history: a row carries the load that brought it
-- (load_id, sheet, line) and the load that replaced it (superseded_by, blank while the row is in force).
-- Week columns hold the Monday of the ISO week; date-times are local (Asia/Ho_Chi_Minh) wall-clock.
-- No table here may hold the name of a person or a quarantined value: those live in the application store.

CREATE TABLE meta (
    key   VARCHAR NOT NULL,
    value VARCHAR
);

CREATE TABLE load_history (
    load_id          INTEGER   NOT NULL,
    load_key         VARCHAR   NOT NULL, -- random; ties the load to its rows in the application store
    file_name        VARCHAR   NOT NULL,
    sha256           VARCHAR   NOT NULL,
    size_bytes       BIGINT    NOT NULL,
    loaded_at        TIMESTAMP NOT NULL,
    loaded_by        VARCHAR   NOT NULL,
    rows_read        BIGINT    NOT NULL,
    rows_loaded      BIGINT    NOT NULL,
    rows_unchanged   BIGINT    NOT NULL,
    rows_corrected   BIGINT    NOT NULL,
    rows_quarantined BIGINT    NOT NULL
);

CREATE TABLE load_part_history (
    load_id          INTEGER NOT NULL,
    sheet            VARCHAR NOT NULL, -- '' for a file without sheets
    kind             VARCHAR NOT NULL,
    rows_read        BIGINT  NOT NULL,
    rows_loaded      BIGINT  NOT NULL,
    rows_unchanged   BIGINT  NOT NULL,
    rows_corrected   BIGINT  NOT NULL,
    rows_quarantined BIGINT  NOT NULL
);

-- What the texts of a load meant that are no codes themselves: where a later list lets one mean something else, what it
-- brought is judged again.
CREATE TABLE load_reading_history (
    load_id INTEGER NOT NULL,
    reading VARCHAR NOT NULL, -- how the column is read: station, unit, worker or a list
    text    VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL
);

CREATE TABLE quarantine_history (
    load_id     INTEGER NOT NULL, -- the load that refused the row
    sheet       VARCHAR NOT NULL,
    row_no      INTEGER NOT NULL, -- ties the row to its values in the application store
    line        BIGINT  NOT NULL, -- 1-based physical line or sheet row
    kind        VARCHAR NOT NULL,
    column_name VARCHAR,          -- as the file's header has it; blank when the whole row is at fault
    rule        VARCHAR NOT NULL,
    message_vi  VARCHAR NOT NULL, -- without the value
    message_en  VARCHAR NOT NULL,
    retry       BOOLEAN NOT NULL, -- tried again by itself at each later load
    resolved_by INTEGER,          -- the load in which the row passed, its key did, or it was refused once more
    identity    UBIGINT           -- hash of the row's key or, where that cannot be read, of its cells: tells it again in later loads
);

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

-- Which postings each load listed, those included that were known already: an order that a later list of its decision leaves
-- out may have been replaced.
CREATE TABLE posting_listing_history (
    load_id      INTEGER NOT NULL,
    decision_no  VARCHAR NOT NULL,
    worker_code  VARCHAR NOT NULL,
    station_code VARCHAR NOT NULL,
    start_on     DATE    NOT NULL
);

CREATE TABLE absences_history (
    worker_code   VARCHAR NOT NULL,
    absent_from   DATE    NOT NULL,
    absent_to     DATE    NOT NULL, -- inclusive
    reason        VARCHAR,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE needs_history (
    station_code  VARCHAR NOT NULL,
    source_unit   VARCHAR NOT NULL, -- as in activity_history
    specialty     VARCHAR NOT NULL,
    headcount     BIGINT  NOT NULL,
    start_on      DATE    NOT NULL,
    end_on        DATE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE activity_history (
    station_code    VARCHAR NOT NULL,
    source_unit     VARCHAR NOT NULL, -- the former commune a row came from; '' for the station itself
    week_start      DATE    NOT NULL,
    diagnosis_group VARCHAR NOT NULL,
    visits          BIGINT,           -- blank = missing, not zero
    referrals       BIGINT,
    load_id         INTEGER NOT NULL,
    sheet           VARCHAR NOT NULL,
    line            BIGINT  NOT NULL,
    superseded_by   INTEGER
);

CREATE TABLE indicators_history (
    station_code  VARCHAR NOT NULL,
    source_unit   VARCHAR NOT NULL, -- as in activity_history
    week_start    DATE    NOT NULL,
    indicator     VARCHAR NOT NULL,
    value         DOUBLE,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

-- Values of a whole month. They are part of no weekly figure, and spread over no weeks.
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

CREATE TABLE weekly_reports_history (
    station_code    VARCHAR   NOT NULL,
    source_unit     VARCHAR   NOT NULL, -- as in activity_history
    worker_code     VARCHAR   NOT NULL, -- '' = the station's own report
    week_start      DATE      NOT NULL,
    received_at     TIMESTAMP NOT NULL,
    required_fields BIGINT,
    filled_fields   BIGINT,
    load_id         INTEGER   NOT NULL,
    sheet           VARCHAR   NOT NULL,
    line            BIGINT    NOT NULL,
    superseded_by   INTEGER
);

CREATE TABLE incident_reports_history (
    station_code  VARCHAR   NOT NULL,
    source_unit   VARCHAR   NOT NULL, -- as in activity_history
    worker_code   VARCHAR   NOT NULL,
    reported_at   TIMESTAMP NOT NULL,
    content       VARCHAR   NOT NULL,
    severity      VARCHAR   NOT NULL, -- normal, urgent
    responded_at  TIMESTAMP,
    resolved_at   TIMESTAMP,
    load_id       INTEGER   NOT NULL,
    sheet         VARCHAR   NOT NULL,
    line          BIGINT    NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE diagnosis_groups_history (
    diagnosis_group VARCHAR NOT NULL,
    icd10           VARCHAR,
    load_id         INTEGER NOT NULL,
    sheet           VARCHAR NOT NULL,
    line            BIGINT  NOT NULL,
    superseded_by   INTEGER
);

CREATE TABLE indicator_catalogue_history (
    indicator     VARCHAR NOT NULL,
    nature        VARCHAR NOT NULL, -- flow, stock
    unit          VARCHAR,
    number_type   VARCHAR,          -- whole, decimal; blank = fractions are taken, but 1.234 is 1234
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

CREATE TABLE specialties_history (
    specialty     VARCHAR NOT NULL,
    cadre         VARCHAR NOT NULL,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

-- From which week on the limits of a series are computed anew, and why.
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

-- Days that do not count towards the deadline of reports.
CREATE TABLE holidays_history (
    day           DATE    NOT NULL,
    reason        VARCHAR,
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

-- Of which stations and units there is a contact. What it is stands in the application store, with the names.
CREATE TABLE contacts_history (
    station_code  VARCHAR NOT NULL, -- '' for a unit
    unit_code     VARCHAR NOT NULL, -- '' for a station
    load_id       INTEGER NOT NULL,
    sheet         VARCHAR NOT NULL,
    line          BIGINT  NOT NULL,
    superseded_by INTEGER
);

-- Other names of stations. Those of a former commune (its type is given) hold until their last day and mean that part of
-- the station; a trap is one that a new unit elsewhere bears. A name without a type means the station itself, on any day:
-- another spelling, or (with the last day on which the list of stations had it) the name from before it was renamed.
CREATE TABLE station_aliases (
    alias_name   VARCHAR NOT NULL,
    alias_type   VARCHAR NOT NULL, -- commune, ward, township, or '' for another name of the station itself
    station_code VARCHAR NOT NULL,
    valid_from   DATE,
    valid_to     DATE,
    is_trap      BOOLEAN NOT NULL
);

-- What a cadre counts as (methods.md COV-4, COV-5); no cadre plays two roles.
CREATE TABLE cadres (
    cadre VARCHAR NOT NULL,
    role  VARCHAR NOT NULL -- doctor, preventive, other
);

-- One row a day, so that no query needs date formatting or generate_series.
CREATE TABLE calendar (
    day        DATE    NOT NULL,
    week       VARCHAR NOT NULL, -- ISO 8601, 2026-W07
    week_start DATE    NOT NULL, -- Monday
    week_end   DATE    NOT NULL, -- Sunday
    iso_year   INTEGER NOT NULL,
    iso_week   INTEGER NOT NULL
);
