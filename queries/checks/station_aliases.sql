-- station_aliases: former names of communes and other spellings, extended by a file. What a file says of a name and type
-- replaces all that was known of them.
-- step: stations
-- The stations in force, by which a province is told.
SELECT station_code FROM stations;

-- step: known
SELECT alias_name, alias_type, station_code, valid_from, valid_to, is_trap FROM station_aliases;

-- step: forget
DELETE FROM station_aliases WHERE alias_name = $alias_name AND alias_type = $alias_type;

-- step: insert
INSERT INTO station_aliases VALUES ($alias_name, $alias_type, $station_code, $valid_from, $valid_to, $is_trap);
