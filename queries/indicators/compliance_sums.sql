-- name: compliance_sums
-- title_vi: Tuân thủ báo cáo: toàn phạm vi, theo trạm, theo tuần
-- title_en: Reporting compliance: of the scope, by station, by week
-- unit: báo cáo | reports
-- method: CMP-1, CMP-2, CMP-3, CMP-4 (§3)
-- param: stream text default rotation | Luồng báo cáo: rotation (cán bộ luân phiên) hoặc station (trạm) | Reporting stream: rotation (rotated workers) or station
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: part text | total, station hoặc week | total, station or week
-- column: station_code text | Mã trạm; trống ở các dòng khác | Station code; empty in the other rows
-- column: week text | Tuần ISO; trống ở các dòng khác | ISO week; empty in the other rows
-- column: week_start date | Thứ Hai của tuần | Monday of the week
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
-- column: received_ever integer | Số báo cáo từng nhận của luồng, toàn tỉnh | Reports of the stream ever received, all stations
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, holidays, indicators, station_aliases
-- uses: report_states

SELECT CASE WHEN GROUPING(station_code) = 0 THEN 'station' WHEN GROUPING(week) = 0 THEN 'week' ELSE 'total' END AS part,
       station_code, week, week_start,
       count(*) FILTER (WHERE state <> 'not_yet_due') AS due,
       count(*) FILTER (WHERE state = 'on_time') AS on_time,
       count(*) FILTER (WHERE state = 'late') AS late,
       count(*) FILTER (WHERE state = 'missing') AS missing,
       count(*) FILTER (WHERE state = 'not_yet_due') AS not_yet_due,
       CAST(COALESCE(sum(submissions - 1) FILTER (WHERE submissions > 0), 0) AS BIGINT) AS resubmissions,
       CAST(COALESCE(sum(required_fields) FILTER (WHERE state IN ('on_time', 'late') AND filled_fields IS NOT NULL), 0) AS BIGINT) AS required_fields,
       CAST(COALESCE(sum(filled_fields) FILTER (WHERE state IN ('on_time', 'late') AND required_fields IS NOT NULL), 0) AS BIGINT) AS filled_fields,
       count(*) FILTER (WHERE state IN ('on_time', 'late') AND required_fields IS NOT NULL AND filled_fields IS NOT NULL) AS counted_reports,
       count(*) FILTER (WHERE state IN ('on_time', 'late') AND filled_fields >= required_fields) AS full_reports,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(days_late AS DOUBLE PRECISION)) AS median_days_late,
       (SELECT count(*) FROM weekly_reports
        WHERE (CAST($stream AS VARCHAR) = 'station') = (worker_code = '')
          AND received_at <= CAST($as_of AS TIMESTAMP)) AS received_ever
FROM report_states
GROUP BY GROUPING SETS ((), (station_code), (week, week_start))
ORDER BY part, station_code, week_start
