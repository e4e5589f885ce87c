-- A load of who works for some stations: rows of others are refused, whatever else is wrong with them.
-- step: area
-- The codes of the stations, each with a comma before and after it.
SET VARIABLE area = $area::VARCHAR;

-- step: judging
-- A row whose station is in no list keeps its fault; it is tried again under the same area.
CREATE OR REPLACE TEMP VIEW judging AS
SELECT * REPLACE (CASE WHEN NOT contains(getvariable('area'), ',' || station_code || ',') THEN 'outside_area:station_code' ELSE fault END AS fault)
FROM judging_anywhere;
