-- name: clinical_weeks
-- title_vi: Số ngày có bác sĩ trong tuần, cả những tuần tới
-- title_en: Days with a doctor by week, the weeks to come included
-- unit: ngày | days
-- method: §4 covered_days
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: covered_days integer | Số ngày có bác sĩ | Days with a doctor
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days
-- materialize: table

-- Weeks without any are left out.
SELECT station_code, week_start, count(*) AS covered_days
FROM station_days
WHERE doctors > 0
GROUP BY station_code, week_start
