-- name: uncovered_runs
-- title_vi: Các khoảng không có cán bộ, cả những ngày tới
-- title_en: Runs of days with nobody present, the days to come included
-- unit: ngày | days
-- method: COV-8, COV-9 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days
-- materialize: table

-- Between two covered days, or between one and an end of the station's activity; a station without an end has its last
-- run up to the end of 2040, where the calendar ends.
WITH covered AS (
    SELECT station_code, day FROM station_days
    UNION ALL
    SELECT station_code, COALESCE(closed_on, DATE '2040-12-31') + 1 FROM stations
),
runs AS (
    SELECT c.station_code,
           COALESCE(lag(c.day) OVER (PARTITION BY c.station_code ORDER BY c.day) + 1, s.opened_on) AS gap_from,
           c.day - 1 AS gap_to
    FROM covered AS c
    JOIN stations AS s ON s.station_code = c.station_code
)
SELECT station_code, gap_from, gap_to FROM runs WHERE gap_from <= gap_to
