-- From schema 3 to 4. Refused rows are told again when they come back; those of before leave the list by themselves only if
-- they waited.
ALTER TABLE quarantine_history ADD COLUMN identity UBIGINT;

-- Indicators are whole numbers unless their list says otherwise.
ALTER TABLE indicator_catalogue_history ADD COLUMN number_type VARCHAR;
