-- name: submission_checks
-- title_vi: Kiểm tra các báo cáo đã nhận
-- title_en: Checks of submissions
-- unit: báo cáo | reports
-- method: DQ-6 (§7)
-- param: implausible_days integer default 366 | Nhận sau tuần báo cáo quá số ngày này là khó tin | Received more than so many days after its week is implausible
-- column: station_code text | Mã trạm | Station code
-- column: received integer | Đã nhận | Received
-- column: premature integer | Nộp trước tuần | Premature
-- column: unexpected integer | Không phải báo cáo | Unexpected
-- column: resubmissions integer | Nộp lại | Resubmissions
-- column: implausible integer | Thời điểm khó tin | Implausible timestamps
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, indicators, station_aliases
-- uses: submissions

SELECT station_code, count(*) AS received,
       count(*) FILTER (WHERE kind = 'premature') AS premature,
       count(*) FILTER (WHERE kind = 'unexpected') AS unexpected,
       count(*) FILTER (WHERE kind = 'valid' AND place > 1) AS resubmissions,
       count(*) FILTER (WHERE received_at >= CAST(week_start + 7 + CAST(CAST($implausible_days AS BIGINT) AS INTEGER) AS TIMESTAMP)) AS implausible
FROM submissions
GROUP BY station_code
ORDER BY station_code
