-- name: rotation_start
-- title_vi: Tuần bắt đầu luân phiên
-- title_en: The first covered week (T0)
-- unit: tuần | week
-- method: §4 T0
-- param: programme_start date default 1900-01-01 | Thứ Hai của tuần bắt đầu chương trình; 1900-01-01 = chưa đặt, lấy tuần đầu có bác sĩ | Monday of the programme's first week; 1900-01-01 = not set, the first week with a doctor
-- column: t0 date | Thứ Hai của tuần T0 | Monday of T0
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: clinical_presence_week

-- One row; NULL when no doctor was ever present and no start is set.
SELECT COALESCE(NULLIF(CAST($programme_start AS DATE), DATE '1900-01-01'), min(week_start)) AS t0
FROM clinical_presence_week
WHERE covered_days > 0
