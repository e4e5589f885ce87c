-- name: station_gaps
-- title_vi: Các khoảng không có cán bộ trong kỳ
-- title_en: Runs of days with nobody present, within the period
-- unit: ngày | days
-- method: COV-8 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: days integer | Số ngày | Days
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: scope_runs, station_period

SELECT u.station_code,
       CAST(LEAST(u.gap_to, s.active_to) - GREATEST(u.gap_from, s.active_from) + 1 AS BIGINT) AS days,
       GREATEST(u.gap_from, s.active_from) AS gap_from,
       LEAST(u.gap_to, s.active_to) AS gap_to
FROM scope_runs AS u
JOIN station_period AS s ON s.station_code = u.station_code AND u.gap_from <= s.active_to AND u.gap_to >= s.active_from
ORDER BY u.station_code, gap_from
