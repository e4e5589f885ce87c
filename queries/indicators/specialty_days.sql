-- name: specialty_days
-- title_vi: Số cán bộ có mặt theo trạm, chuyên khoa và ngày, cả những ngày tới
-- title_en: Workers present by station, specialty and day, the days to come included
-- unit: ngày | days
-- method: COV-6 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: day date | Ngày | Day
-- column: workers integer | Số cán bộ | Workers present
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_specialty_days
-- materialize: table

SELECT station_code, specialty, day, workers, known_from, known_to FROM station_specialty_days
