-- name: specialty_runs
-- title_vi: Các khoảng không có cán bộ nào, hoặc không có cán bộ của một chuyên khoa, cả những ngày tới
-- title_en: Runs of days with nobody present, or nobody of a specialty, the days to come included
-- unit: ngày | days
-- method: COV-8, COV-9 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa; trống = bất kỳ ai | Specialty; empty = anybody
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: presence_days, specialty_list

-- Between two covered days, or between one and an end of the station's activity; a station without an end has its last
-- run up to the end of 2060, where the calendar ends. Every specialty of a worker, a need or the list has its runs, so
-- that one that never came to a station is missing there all the time.
WITH sought AS (
    SELECT '' AS specialty
    UNION ALL
    SELECT specialty FROM specialty_list
),
covered AS (
    SELECT DISTINCT station_code, '' AS specialty, day FROM presence_days
    UNION ALL
    SELECT DISTINCT station_code, specialty, day FROM presence_days WHERE specialty <> ''
    UNION ALL
    SELECT s.station_code, k.specialty, COALESCE(s.closed_on, DATE '2060-12-31') + 1 FROM stations AS s CROSS JOIN sought AS k
),
runs AS (
    SELECT c.station_code, c.specialty,
           COALESCE(lag(c.day) OVER (PARTITION BY c.specialty, c.station_code ORDER BY c.day) + 1, s.opened_on) AS gap_from,
           c.day - 1 AS gap_to
    FROM covered AS c
    JOIN stations AS s ON s.station_code = c.station_code
)
SELECT station_code, specialty, gap_from, gap_to FROM runs WHERE gap_from <= gap_to
