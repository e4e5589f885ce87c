-- From schema 3 to 4. Refused rows are told again when they come back; those of before leave the list by themselves only if
-- they waited.
ALTER TABLE quarantine_history ADD COLUMN identity UBIGINT;

-- The indicators that the program ships are whole numbers, unless a fraction is in force. Of a department's own, nothing is said.
ALTER TABLE indicator_catalogue_history RENAME TO before_indicator_catalogue_history;
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
INSERT INTO indicator_catalogue_history
SELECT indicator, nature, unit,
       CASE WHEN load_id = 0 AND indicator NOT IN (SELECT indicator FROM indicators_history WHERE superseded_by IS NULL AND value <> floor(value))
            THEN 'whole' END,
       load_id, sheet, line, superseded_by
FROM before_indicator_catalogue_history;
DROP TABLE before_indicator_catalogue_history;
