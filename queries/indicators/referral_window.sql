-- name: referral_window
-- title_vi: Mốc T0 và giai đoạn nền
-- title_en: T0 and the baseline window
-- unit: tuần | week
-- method: §4 baseline window
-- param: baseline_weeks integer default 26 | Số tuần của giai đoạn nền | Weeks of the baseline window
-- column: t0 date | Thứ Hai của tuần T0 | Monday of T0
-- column: baseline_from date | Ngày đầu giai đoạn nền | First day of the baseline
-- column: baseline_to date | Ngày cuối giai đoạn nền | Last day of the baseline
-- column: activity_rows integer | Số dòng hoạt động đã nhận | Activity rows received
-- source: activity, postings, stations, absences, workers, cadres, calendar
-- uses: rotation_start, as_of_day

SELECT r.t0,
       r.t0 - 7 * CAST(CAST($baseline_weeks AS BIGINT) AS INTEGER) AS baseline_from,
       r.t0 - 1 AS baseline_to,
       (SELECT count(*) FROM activity AS a CROSS JOIN as_of_day AS t WHERE a.week_start <= t.as_of_day - 6) AS activity_rows
FROM rotation_start AS r
