-- name: specialty_runs
-- title_vi: Các khoảng không có cán bộ nào, hoặc không có cán bộ của một chuyên khoa, cả những ngày tới
-- title_en: Runs of days with nobody present, or nobody of a specialty, the days to come included
-- unit: ngày | days
-- method: COV-8, COV-9 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa; trống = bất kỳ ai | Specialty; empty = anybody
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: presence_days, presence_turns, specialty_list

-- Between two covered days, or between one and an end of the station's activity; a station without an end has its last
-- run up to the end of 2060, where the calendar ends. Every specialty of a worker, a need or the list has its runs, so
-- that one that never came to a station is missing there all the time. A station of which something was known late has its
-- runs for each span in which the same was known.
WITH sought AS (
    SELECT '' AS specialty
    UNION ALL
    SELECT specialty FROM specialty_list
),
spans AS (
    SELECT station_code, turn_on AS known_from,
           COALESCE(lead(turn_on) OVER (PARTITION BY station_code ORDER BY turn_on) - 1, DATE '9999-12-31') AS known_to
    FROM (
        SELECT station_code, turn_on FROM presence_turns
        UNION
        SELECT station_code, DATE '1900-01-01' FROM stations
    ) AS turns
),
present AS (
    SELECT DISTINCT d.station_code, d.specialty, d.day, u.known_from
    FROM presence_days AS d
    JOIN spans AS u ON u.station_code = d.station_code AND d.known_from <= u.known_from AND d.known_to >= u.known_to
),
covered AS (
    SELECT DISTINCT station_code, '' AS specialty, day, known_from FROM present
    UNION ALL
    SELECT station_code, specialty, day, known_from FROM present WHERE specialty <> ''
    UNION ALL
    SELECT s.station_code, k.specialty, COALESCE(s.closed_on, DATE '2060-12-31') + 1, u.known_from
    FROM stations AS s
    JOIN spans AS u ON u.station_code = s.station_code
    CROSS JOIN sought AS k
),
runs AS (
    SELECT c.station_code, c.specialty, c.known_from,
           COALESCE(lag(c.day) OVER (PARTITION BY c.specialty, c.station_code, c.known_from ORDER BY c.day) + 1, s.opened_on) AS gap_from,
           c.day - 1 AS gap_to
    FROM covered AS c
    JOIN stations AS s ON s.station_code = c.station_code
)
SELECT r.station_code, r.specialty, r.gap_from, r.gap_to, u.known_from, u.known_to
FROM runs AS r
JOIN spans AS u ON u.station_code = r.station_code AND u.known_from = r.known_from
WHERE r.gap_from <= r.gap_to
