-- name: submission_order
-- title_vi: Thứ tự các lần nộp của từng báo cáo
-- title_en: The submissions of each report in their order
-- unit: báo cáo | reports
-- method: §3 valid submission
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: received_at moment | Nộp lúc | Received at
-- column: required_fields integer | Số mục bắt buộc | Mandatory fields
-- column: filled_fields integer | Số mục đã điền | Mandatory fields filled
-- column: premature boolean | Nộp trước tuần | Received before its week
-- column: place integer | Lần nộp thứ mấy | Place among the submissions
-- column: first_received_at moment | Nhận lần đầu lúc | First received at
-- column: next_received_at moment | Lần nộp sau đó | The next one received at
-- source: activity, indicators, weekly_reports, station_aliases
-- uses: former_units
-- materialize: table

-- Premature ones are in an order of their own. As-of only cuts off the end: the latest as of a moment is the one whose
-- next comes after it, and its place is how many there were by then.
--
-- The week of a station that was made of several communes is reported once each of them has: from then on every submission
-- of one brings the sums of the latest fields of all. A report of the station itself beside theirs does not count
-- (source_conflicts). Reports of rotated workers are theirs, whichever name the place had.
WITH parts AS (
    SELECT station_code, source_unit, week_start, received_at, required_fields, filled_fields
    FROM weekly_reports
    WHERE worker_code = '' AND source_unit <> '' AND received_at >= CAST(week_start AS TIMESTAMP)
),
latest AS (
    SELECT e.station_code, e.week_start, e.received_at, p.source_unit, max(p.received_at) AS latest_at
    FROM (SELECT DISTINCT station_code, week_start, received_at FROM parts) AS e
    JOIN parts AS p ON p.station_code = e.station_code AND p.week_start = e.week_start AND p.received_at <= e.received_at
    GROUP BY e.station_code, e.week_start, e.received_at, p.source_unit
),
whole AS (
    SELECT l.station_code, l.week_start, l.received_at,
           CAST(sum(p.required_fields) AS BIGINT) AS required_fields, CAST(sum(p.filled_fields) AS BIGINT) AS filled_fields
    FROM latest AS l
    JOIN parts AS p ON p.station_code = l.station_code AND p.week_start = l.week_start AND p.source_unit = l.source_unit AND p.received_at = l.latest_at
    JOIN former_units AS f ON f.station_code = l.station_code
    GROUP BY l.station_code, l.week_start, l.received_at, f.units
    HAVING count(*) >= f.units
),
received AS (
    SELECT r.station_code, r.worker_code, r.week_start, r.received_at, r.required_fields, r.filled_fields
    FROM weekly_reports AS r
    WHERE r.source_unit = ''
      AND (r.worker_code <> ''
           OR NOT EXISTS (SELECT 1 FROM parts AS p WHERE p.station_code = r.station_code AND p.week_start = r.week_start))
    UNION ALL
    SELECT station_code, '', week_start, received_at, required_fields, filled_fields FROM whole
    UNION ALL
    SELECT station_code, worker_code, week_start, received_at, max(required_fields), max(filled_fields)
    FROM weekly_reports AS r
    WHERE source_unit <> '' AND (worker_code <> '' OR received_at < CAST(week_start AS TIMESTAMP))
      AND NOT EXISTS (
          SELECT 1 FROM weekly_reports AS o
          WHERE o.station_code = r.station_code AND o.worker_code = r.worker_code AND o.week_start = r.week_start
            AND o.received_at = r.received_at AND o.source_unit = '')
    GROUP BY station_code, worker_code, week_start, received_at
)
SELECT station_code, worker_code, week_start, received_at, required_fields, filled_fields, premature,
       row_number() OVER (PARTITION BY station_code, worker_code, week_start, premature ORDER BY received_at) AS place,
       min(received_at) OVER (PARTITION BY station_code, worker_code, week_start, premature) AS first_received_at,
       lead(received_at) OVER (PARTITION BY station_code, worker_code, week_start, premature ORDER BY received_at) AS next_received_at
FROM (
    SELECT station_code, worker_code, week_start, received_at, required_fields, filled_fields,
           received_at < CAST(week_start AS TIMESTAMP) AS premature
    FROM received
) AS marked
