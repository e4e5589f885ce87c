-- name: attention_reports
-- title_vi: Báo cáo thiếu liên tiếp
-- title_en: Reports missing in a row
-- unit: báo cáo | reports
-- method: CMP-5 (§3)
-- param: least_missing integer default 2 | Số báo cáo thiếu liên tiếp ít nhất | Least reports missing in a row
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: missing integer | Số báo cáo thiếu liên tiếp tính đến nay | Reports missing in a row up to now
-- column: first_week_start date | Thứ Hai của tuần thiếu đầu tiên | Monday of the first of them
-- column: last_week_start date | Thứ Hai của tuần thiếu cuối cùng | Monday of the last of them
-- source: weekly_reports, postings, stations, absences, workers, calendar, activity, cadres, holidays, indicators, station_aliases
-- uses: report_states

-- The run that ends with the latest due report of the period.
WITH due AS (
    SELECT station_code, worker_code, week_start, state,
           row_number() OVER (PARTITION BY station_code, worker_code ORDER BY week_start DESC) AS back
    FROM report_states
    WHERE state <> 'not_yet_due'
),
latest_received AS (
    SELECT station_code, worker_code, min(back) AS back
    FROM due
    WHERE state <> 'missing'
    GROUP BY station_code, worker_code
)
SELECT d.station_code, d.worker_code, count(*) AS missing,
       min(d.week_start) AS first_week_start, max(d.week_start) AS last_week_start
FROM due AS d
LEFT JOIN latest_received AS r ON r.station_code = d.station_code AND r.worker_code = d.worker_code
WHERE r.back IS NULL OR d.back < r.back
GROUP BY d.station_code, d.worker_code
HAVING count(*) >= CAST($least_missing AS BIGINT)
ORDER BY d.station_code, d.worker_code
