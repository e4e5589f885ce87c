-- name: report_deadlines
-- title_vi: Hạn nộp báo cáo của từng tuần
-- title_en: The deadline of each week's reports
-- unit: ngày | day
-- method: §3 timely deadline
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: timely_days integer default 2 | Số ngày sau Chủ nhật còn đúng hạn, không kể ngày nghỉ lễ | Days after the Sunday that are on time, holidays not counted
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: deadline date | Ngày cuối còn đúng hạn | Last day that is on time
-- source: calendar, holidays

-- The place of a day counts the days up to it that are no holidays. A year beyond the period is looked through at most.
WITH days AS (
    SELECT c.day, c.week_start, c.week_end, h.day IS NULL AS counts,
           sum(CASE WHEN h.day IS NULL THEN 1 ELSE 0 END) OVER (ORDER BY c.day) AS place
    FROM calendar AS c
    LEFT JOIN holidays AS h ON h.day = c.day
    WHERE c.day BETWEEN CAST($from_day AS DATE) - 7 AND CAST($to_day AS DATE) + 366
)
SELECT s.week_start, COALESCE(d.day, s.day + CAST(CAST($timely_days AS BIGINT) AS INTEGER)) AS deadline
FROM days AS s
LEFT JOIN days AS d ON d.place = s.place + CAST($timely_days AS BIGINT) AND d.counts AND d.day > s.day
WHERE s.day = s.week_end
  AND s.week_start >= CAST($from_day AS DATE) - 3
  AND s.week_start <= CAST($to_day AS DATE) - 3
