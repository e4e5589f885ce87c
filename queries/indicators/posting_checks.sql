-- name: posting_checks
-- title_vi: Kiểm tra các quyết định luân phiên
-- title_en: Checks of postings
-- unit: lượt | items
-- method: DQ-5 (§7)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: check_name text | postings, double_booking, inactive_station, overlapping_orders, possible_replacement hoặc absence_outside | postings, double_booking, inactive_station, overlapping_orders, possible_replacement or absence_outside
-- column: station_code text | Mã trạm; trống khi không thuộc trạm nào | Station code; empty where there is none
-- column: items integer | Số trường hợp | Number found
-- source: postings, posting_listings, load_history, workers, stations, absences, calendar
-- uses: known_orders, doubled_days, possible_replacements, known_day, scope_stations

-- Of the postings in force in the period, up to as-of: postings counts them, double_booking counts worker-days (at the
-- station that has the day), inactive_station and overlapping_orders count postings, absence_outside
-- counts absences. possible_replacement counts the pairs that wait to be settled, whenever they were.
WITH period AS (
    SELECT CAST($from_day AS DATE) AS from_day, LEAST(CAST($to_day AS DATE), as_of_day) AS to_day, known_day FROM known_day
),
running AS (
    SELECT p.posting_no, p.worker_code, p.station_code, p.start_on, p.ends_on, s.opened_on, s.closed_on
    FROM known_orders AS p
    JOIN scope_stations AS s ON s.station_code = p.station_code
    JOIN period AS t ON p.start_on <= t.to_day AND p.ends_on >= t.from_day
)
SELECT 'postings' AS check_name, station_code, count(*) AS items
FROM running
GROUP BY station_code
UNION ALL
SELECT 'double_booking' AS check_name, d.attributed_to AS station_code, count(DISTINCT d.worker_code || ' ' || CAST(d.day AS VARCHAR)) AS items
FROM doubled_days AS d
JOIN scope_stations AS s ON s.station_code = d.attributed_to
JOIN period AS t ON d.day BETWEEN t.from_day AND t.to_day AND t.known_day BETWEEN d.known_from AND d.known_to
GROUP BY d.attributed_to
UNION ALL
SELECT 'inactive_station' AS check_name, station_code, count(*) AS items
FROM running
WHERE ends_on >= start_on AND (start_on < opened_on OR ends_on > closed_on)
GROUP BY station_code
UNION ALL
SELECT 'overlapping_orders' AS check_name, r.station_code, count(DISTINCT r.posting_no) AS items
FROM running AS r
JOIN running AS o ON o.worker_code = r.worker_code AND o.station_code = r.station_code AND o.posting_no < r.posting_no
 AND o.start_on <= r.ends_on AND o.ends_on >= r.start_on
GROUP BY r.station_code
UNION ALL
SELECT 'possible_replacement' AS check_name, station_code, count(*) AS items
FROM possible_replacements
GROUP BY station_code
UNION ALL
SELECT 'absence_outside' AS check_name, '' AS station_code, count(*) AS items
FROM absences AS a
JOIN period AS t ON a.absent_from <= t.to_day AND a.absent_to >= t.from_day
WHERE NOT EXISTS (
    SELECT 1 FROM known_orders AS p
    WHERE p.worker_code = a.worker_code AND p.start_on <= a.absent_to AND p.ends_on >= a.absent_from)
HAVING count(*) > 0
ORDER BY check_name, station_code
