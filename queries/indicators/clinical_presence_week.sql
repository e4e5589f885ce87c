-- name: clinical_presence_week
-- title_vi: Số ngày có bác sĩ trong tuần
-- title_en: Days with a doctor, by week
-- unit: ngày | days
-- method: §4 covered_days
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: covered_days integer | Số ngày có cán bộ | Days with a worker present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence

-- Weeks without any are left out.
SELECT station_code, week_start, count(DISTINCT day) AS covered_days
FROM presence
WHERE role = 'doctor'
GROUP BY station_code, week_start
