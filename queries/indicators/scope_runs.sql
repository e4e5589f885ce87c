-- name: scope_runs
-- title_vi: Các khoảng không có cán bộ, của mọi hoặc một chuyên khoa, cả những ngày tới
-- title_en: Runs of days with nobody present, of all specialties or one, the days to come included
-- unit: ngày | days
-- method: COV-8, COV-9 (§2)
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: uncovered_runs, specialty_runs, known_day

-- All specialties together stand ready in a table.
SELECT r.station_code, r.gap_from, r.gap_to
FROM uncovered_runs AS r
JOIN known_day AS t ON t.known_day BETWEEN r.known_from AND r.known_to
WHERE CAST($specialty AS VARCHAR) = ''
UNION ALL
SELECT r.station_code, r.gap_from, r.gap_to
FROM specialty_runs AS r
JOIN known_day AS t ON t.known_day BETWEEN r.known_from AND r.known_to
WHERE r.specialty = CAST($specialty AS VARCHAR) AND CAST($specialty AS VARCHAR) <> ''
