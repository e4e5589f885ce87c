-- name: uncovered_runs
-- title_vi: Các khoảng không có cán bộ, cả những ngày tới
-- title_en: Runs of days with nobody present, the days to come included
-- unit: ngày | days
-- method: COV-8, COV-9 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: gap_from date | Từ ngày | First day
-- column: gap_to date | Đến ngày | Last day
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, needs, specialties, calendar
-- uses: specialty_runs
-- materialize: table

SELECT station_code, gap_from, gap_to, known_from, known_to FROM specialty_runs WHERE specialty = ''
