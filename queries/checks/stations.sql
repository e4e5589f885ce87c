-- stations: receiving facilities: communal health stations, district hospitals, health centres.
-- key: station_code
-- values: station_name, type, health_center, lat, lon, population, opened_on, closed_on
-- step: judge
CREATE OR REPLACE TEMP VIEW judging AS
SELECT r.row_no, r.line, r.sheet_no,
       c.code AS station_code,
       n.code AS station_name,
       t.code AS type,
       h.code AS health_center,
       coalesce(pv.code, getvariable('province')) AS province_code,
       la.real AS lat,
       lo.real AS lon,
       p.number AS population,
       o.day AS opened_on,
       x.day AS closed_on,
       r.lat <> 0 AS has_lat,
       r.lon <> 0 AS has_lon,
       r.population <> 0 AS has_population,
       r.closed_on <> 0 AS has_closed_on,
       coalesce(CASE WHEN r.fault = 1 THEN 'row_length:' END,
                needed(c.missing, c.rule, 'station_code'),
                needed(n.missing, n.rule, 'station_name'),
                needed(t.missing, t.rule, 'type'),
                needed(h.missing, h.rule, 'health_center'),
                readable(pv.rule, 'province_code'),
                readable(la.rule, 'lat'),
                readable(lo.rule, 'lon'),
                readable(p.rule, 'population'),
                needed(o.missing, o.rule, 'opened_on'),
                readable(x.rule, 'closed_on'),
                CASE WHEN abs(la.real) > 90 THEN 'coordinate_impossible:lat'
                     WHEN abs(lo.real) > 180 THEN 'coordinate_impossible:lon' END,
                CASE WHEN x.day < o.day THEN 'end_before_start:closed_on' END,
                CASE WHEN e.province_code <> coalesce(pv.code, getvariable('province')) AND e.province_code <> '' AND coalesce(pv.code, getvariable('province')) <> ''
                     THEN 'station_elsewhere:station_code' END,
                -- The code of a commune has five digits. Where the file shows that, a shorter one that nobody knows has lost zeros.
                CASE WHEN t.code IN ('commune', 'ward') AND e.station_code IS NULL AND regexp_full_match(c.code, '[0-9]{1,4}')
                      AND EXISTS (SELECT 1
                                  FROM staged_rows AS o
                                  JOIN staged_cells AS oc ON oc.cell = o.station_code
                                  JOIN staged_cells AS ot ON ot.cell = o.type
                                  WHERE ot.code IN ('commune', 'ward') AND regexp_full_match(oc.code, '[0-9]{5}'))
                     THEN 'code_zeros_lost:station_code' END) AS fault
FROM staged_rows AS r
LEFT JOIN staged_cells AS c ON c.cell = r.station_code
LEFT JOIN staged_cells AS n ON n.cell = r.station_name
LEFT JOIN staged_cells AS t ON t.cell = r.type
LEFT JOIN staged_cells AS h ON h.cell = r.health_center
LEFT JOIN staged_cells AS pv ON pv.cell = r.province_code
LEFT JOIN stations_history AS e ON e.station_code = c.code AND e.superseded_by IS NULL
LEFT JOIN staged_cells AS la ON la.cell = r.lat
LEFT JOIN staged_cells AS lo ON lo.cell = r.lon
LEFT JOIN staged_cells AS p ON p.cell = r.population
LEFT JOIN staged_cells AS o ON o.cell = r.opened_on
LEFT JOIN staged_cells AS x ON x.cell = r.closed_on;

-- step: known
CREATE OR REPLACE TEMP TABLE known AS
SELECT j.row_no, h.rowid AS history_row,
       h.load_id AS by_load, h.line AS by_line,
       (
           h.station_name IS DISTINCT FROM j.station_name OR
           h.type IS DISTINCT FROM j.type OR
           h.health_center IS DISTINCT FROM j.health_center OR
           h.lat IS DISTINCT FROM CASE WHEN j.has_lat THEN j.lat ELSE h.lat END OR
           h.lon IS DISTINCT FROM CASE WHEN j.has_lon THEN j.lon ELSE h.lon END OR
           h.population IS DISTINCT FROM CASE WHEN j.has_population THEN j.population ELSE h.population END OR
           h.opened_on IS DISTINCT FROM j.opened_on OR
           h.closed_on IS DISTINCT FROM CASE WHEN j.has_closed_on THEN j.closed_on ELSE h.closed_on END) AS differs,
       differs AND h.load_id < $load_id AS changed,
       h.lat AS lat_in_force,
       h.lon AS lon_in_force,
       h.population AS population_in_force,
       h.closed_on AS closed_on_in_force
FROM passed AS j
JOIN stations_history AS h ON h.station_code = j.station_code
WHERE h.superseded_by IS NULL;

-- step: remember_names
-- The name that a station had goes on leading to it, with the last day on which the list had it; unless a table of names
-- says that it is another station's.
INSERT INTO station_aliases
SELECT h.station_name, '', h.station_code, h.opened_on, $today::DATE - 1, FALSE
FROM known AS k
JOIN stations_history AS h ON h.rowid = k.history_row
JOIN passed AS j ON j.row_no = k.row_no
WHERE k.changed AND h.station_name <> j.station_name
  AND NOT EXISTS (
      SELECT 1 FROM station_aliases AS a
      WHERE a.alias_name = h.station_name AND a.alias_type = '' AND (a.station_code = h.station_code OR a.valid_to IS NULL));

-- step: insert
INSERT INTO stations_history
SELECT j.station_code,
       j.station_name,
       j.type,
       j.health_center,
       j.province_code,
       CASE WHEN k.changed AND NOT j.has_lat THEN k.lat_in_force ELSE j.lat END,
       CASE WHEN k.changed AND NOT j.has_lon THEN k.lon_in_force ELSE j.lon END,
       CASE WHEN k.changed AND NOT j.has_population THEN k.population_in_force ELSE j.population END,
       j.opened_on,
       CASE WHEN k.changed AND NOT j.has_closed_on THEN k.closed_on_in_force ELSE j.closed_on END,
       $load_id, n.sheet, j.line, NULL
FROM passed AS j
JOIN staged_sheets AS n ON n.sheet_no = j.sheet_no
LEFT JOIN known AS k ON k.row_no = j.row_no
WHERE k.row_no IS NULL OR k.changed;

-- step: called
-- The health centres of the stations in force, of the province of the load.
SELECT DISTINCT health_center, '' FROM stations_history
WHERE superseded_by IS NULL AND province_code = getvariable('province')
ORDER BY health_center;

-- step: in_force
SELECT count(*) FROM stations_history WHERE superseded_by IS NULL;

-- step: changes
-- What the file says otherwise of the stations in force: name, cell of a person's name (none here), health centre, and
-- the day on which one that is open would close.
SELECT j.station_code, h.station_name, j.station_name, NULL, h.health_center, j.health_center,
       CASE WHEN h.closed_on IS NULL AND j.has_closed_on THEN CAST(j.closed_on AS VARCHAR) END
FROM known AS k
JOIN passed AS j ON j.row_no = k.row_no
JOIN stations_history AS h ON h.rowid = k.history_row
ORDER BY j.row_no;
