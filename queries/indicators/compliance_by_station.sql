-- name: compliance_by_station
-- title_vi: Tuân thủ báo cáo theo trạm
-- title_en: Reporting compliance by station
-- unit: báo cáo | reports
-- method: CMP-1, CMP-2, CMP-3, CMP-4 (§3)
-- column: station_code text | Mã trạm | Station code
-- column: due integer | Đến hạn | Due
-- column: on_time integer | Đúng hạn | On time
-- column: late integer | Trễ | Late
-- column: missing integer | Thiếu | Missing
-- column: not_yet_due integer | Chưa đến hạn | Not yet due
-- column: resubmissions integer | Số lần nộp lại | Resubmissions
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Mandatory fields filled
-- column: counted_reports integer | Số báo cáo có số mục | Received reports that gave field counts
-- column: full_reports integer | Số báo cáo đủ mục | Of these, with no field blank
-- column: median_days_late decimal | Trung vị số ngày trễ | Median days late
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, holidays, indicators, station_aliases
-- uses: compliance_sums

SELECT station_code, due, on_time, late, missing, not_yet_due, resubmissions,
       required_fields, filled_fields, counted_reports, full_reports, median_days_late
FROM compliance_sums
WHERE part = 'station'
ORDER BY station_code
