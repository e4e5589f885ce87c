-- name: report_states
-- title_vi: Trạng thái từng báo cáo
-- title_en: State of each expected report
-- unit: báo cáo | reports
-- method: CMP-1, CMP-2, CMP-3 (§3)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week text | Tuần ISO | ISO week
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: state text | on_time, late, missing hoặc not_yet_due | on_time, late, missing or not_yet_due
-- column: days_late integer | Số ngày trễ | Days late
-- column: first_received_at moment | Nhận lần đầu lúc | First received at
-- column: submissions integer | Số lần nộp hợp lệ | Valid submissions
-- column: required_fields integer | Số mục bắt buộc của bản mới nhất | Mandatory fields of the latest content
-- column: filled_fields integer | Số mục đã điền của bản mới nhất | Of these, filled
-- source: weekly_reports, postings, stations, absences, workers, calendar, holidays, activity, cadres, indicators, station_aliases
-- uses: expected_reports, submission_order, report_deadlines

-- The first valid submission decides on time or late, the latest gives the content.
WITH received AS (
    SELECT station_code, worker_code, week_start, first_received_at, place AS submissions, required_fields, filled_fields
    FROM submission_order
    WHERE NOT premature
      AND received_at <= CAST($as_of AS TIMESTAMP)
      AND (next_received_at IS NULL OR next_received_at > CAST($as_of AS TIMESTAMP))
      AND week_start >= CAST($from_day AS DATE) - 3
      AND week_start <= CAST($to_day AS DATE) - 3
),
-- deadline is the last day that is on time; the report is due once it is over.
expected AS (
    SELECT station_code, worker_code, week_start, deadline
    FROM expected_reports
    JOIN report_deadlines USING (week_start)
),
states AS (
    SELECT e.station_code, e.worker_code, e.week_start, e.deadline,
           CASE WHEN CAST($as_of AS TIMESTAMP) < CAST(e.deadline + 1 AS TIMESTAMP) THEN 'not_yet_due'
                WHEN r.first_received_at IS NULL THEN 'missing'
                WHEN r.first_received_at < CAST(e.deadline + 1 AS TIMESTAMP) THEN 'on_time'
                ELSE 'late' END AS state,
           r.first_received_at, COALESCE(r.submissions, 0) AS submissions, r.required_fields, r.filled_fields
    FROM expected AS e
    LEFT JOIN received AS r
      ON r.station_code = e.station_code AND r.worker_code = e.worker_code AND r.week_start = e.week_start
)
SELECT t.station_code, t.worker_code, c.week, t.week_start, t.state,
       CAST(CASE WHEN t.state = 'late' THEN CAST(t.first_received_at AS DATE) - t.deadline END AS BIGINT) AS days_late,
       t.first_received_at,
       CAST(t.submissions AS BIGINT) AS submissions,
       t.required_fields, t.filled_fields
FROM states AS t
JOIN calendar AS c ON c.day = t.week_start
