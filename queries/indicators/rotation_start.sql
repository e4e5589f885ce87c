-- name: rotation_start
-- title_vi: Tuần bắt đầu luân phiên
-- title_en: The first covered week (T0)
-- unit: tuần | week
-- method: §4 T0
-- param: programme_start date | Thứ Hai của tuần bắt đầu chương trình; trống = tuần đầu có bác sĩ | Monday of the programme's first week; empty = first week with a doctor
-- column: t0 date | Thứ Hai của tuần T0 | Monday of T0
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: clinical_presence_week

-- One row; NULL when no doctor was ever present and no start is set.
SELECT COALESCE(CAST($programme_start AS DATE), min(week_start)) AS t0
FROM clinical_presence_week
WHERE covered_days > 0
