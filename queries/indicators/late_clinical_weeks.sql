-- name: late_clinical_weeks
-- title_vi: Những tuần mà số ngày có bác sĩ khi đó biết khác với nay
-- title_en: Weeks of which another number of days with a doctor was known than now
-- unit: ngày | days
-- method: §2 presence, §4 covered_days
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: covered_days integer | Số ngày có cán bộ, như đã biết | Days with a worker present, as known
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: clinical_weeks, known_day

-- Only where an extension was not yet known: else there is none.
SELECT c.station_code, c.week_start, COALESCE(max(c.covered_days) FILTER (WHERE t.known_day BETWEEN c.known_from AND c.known_to), 0) AS covered_days
FROM clinical_weeks AS c
CROSS JOIN known_day AS t
WHERE c.known_from > DATE '1900-01-01' OR c.known_to < DATE '9999-12-31'
GROUP BY c.station_code, c.week_start
ORDER BY c.station_code, c.week_start
