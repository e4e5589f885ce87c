-- From schema 3 to 4. Refused rows are told again when they come back; those of before leave the list by themselves only if
-- they waited.
ALTER TABLE quarantine_history ADD COLUMN identity UBIGINT;

-- The indicators that the program ships are whole numbers, unless a fraction is in force. Of a department's own, nothing is said.
ALTER TABLE indicator_catalogue_history ADD COLUMN number_type VARCHAR;
UPDATE indicator_catalogue_history SET number_type = 'whole'
WHERE load_id = 0 AND indicator NOT IN (SELECT indicator FROM indicators_history WHERE superseded_by IS NULL AND value <> floor(value));
