-- From schema 3 to 4. Refused rows are told again when they come back; those of before leave the list by themselves only if
-- they waited.
ALTER TABLE quarantine_history ADD COLUMN identity UBIGINT;

-- Indicators are whole numbers unless their list says otherwise; those of which a fraction is in force take decimals.
ALTER TABLE indicator_catalogue_history ADD COLUMN number_type VARCHAR;
UPDATE indicator_catalogue_history SET number_type = 'decimal'
WHERE indicator IN (SELECT indicator FROM indicators_history WHERE superseded_by IS NULL AND value <> floor(value));
