-- What the names and codes of a file are resolved against: the facts in force.
-- step: stations
SELECT station_code, station_name, type, opened_on, closed_on, province_code FROM stations_history WHERE superseded_by IS NULL;

-- step: aliases
-- A name without a type is another name of the station itself: whatever its days, it means no part, and holds on any day,
-- because files go on using a name after the list has changed it.
SELECT alias_name, alias_type, station_code, CASE WHEN alias_type <> '' THEN valid_to END
FROM station_aliases
ORDER BY alias_name, station_code;

-- step: units
SELECT unit_code, unit_name, province_code FROM units_history WHERE superseded_by IS NULL;

-- step: workers
SELECT worker_code, province_code FROM workers_history WHERE superseded_by IS NULL;

-- step: codes
SELECT 'diagnosis_group' AS list, diagnosis_group AS code, icd10 AS written_behind FROM diagnosis_groups_history WHERE superseded_by IS NULL
UNION ALL
SELECT 'indicator', indicator, NULL FROM indicator_catalogue_history WHERE superseded_by IS NULL
UNION ALL
SELECT 'specialty', specialty, NULL FROM specialties_history WHERE superseded_by IS NULL
UNION ALL
SELECT 'cadre', cadre, NULL FROM cadres;

-- step: decisions
SELECT DISTINCT decision_no FROM postings_history WHERE superseded_by IS NULL AND regexp_full_match(decision_no, '[0-9]+');

-- step: station_codes
SELECT station_code FROM stations_history WHERE superseded_by IS NULL;

-- step: unit_codes
SELECT unit_code FROM units_history WHERE superseded_by IS NULL;

-- step: worker_codes
SELECT worker_code FROM workers_history WHERE superseded_by IS NULL;
