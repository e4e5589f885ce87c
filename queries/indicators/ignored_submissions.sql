-- name: ignored_submissions
-- title_vi: Báo cáo không được tính
-- title_en: Submissions that count in no rate
-- unit: báo cáo | reports
-- method: §3 valid submission
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: received_at moment | Nộp lúc | Received at
-- column: kind text | premature (trước tuần) hoặc unexpected (không phải báo cáo) | premature or unexpected
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, indicators, station_aliases
-- uses: submissions

SELECT station_code, worker_code, week_start, received_at, kind
FROM submissions
WHERE kind <> 'valid'
ORDER BY station_code, worker_code, week_start, received_at
