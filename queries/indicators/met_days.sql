-- name: met_days
-- title_vi: Các ngày nhu cầu được đáp ứng, cả những ngày tới
-- title_en: Days on which a declared need is met, the days to come included
-- unit: ngày | days
-- method: COV-6 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: day date | Ngày | Day
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: needs, postings, stations, absences, workers, cadres, calendar
-- uses: declared_needs, specialty_days
-- materialize: table

SELECT n.station_code, n.specialty, d.day, d.known_from, d.known_to
FROM declared_needs AS n
JOIN specialty_days AS d ON d.station_code = n.station_code AND d.specialty = n.specialty
 AND d.day BETWEEN n.start_on AND n.end_on AND d.workers >= n.headcount
