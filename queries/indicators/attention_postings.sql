-- name: attention_postings
-- title_vi: Quyết định luân phiên cần kiểm tra
-- title_en: Postings to be checked
-- unit: lượt | postings
-- method: DQ-5 (§7)
-- param: window_days integer default 28 | Số ngày nhìn lại | Days looked back
-- param: late_days integer default 31 | Ở lại hơn ngần này ngày sau quyết định | Stayed more than so many days past the order
-- column: code text | posting_inactive_station hoặc posting_left_late | posting_inactive_station or posting_left_late
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: decision_no text | Số quyết định | Decision number
-- column: from_day date | Từ ngày | From
-- column: to_day date | Đến ngày | To
-- column: days integer | Số ngày | Days
-- source: postings, stations
-- uses: known_orders, as_of_day, scope_stations

-- Postings that ended within the window, or have not ended: on days on which the station is not active, or left
-- more than late_days after the end as ordered.
WITH recent AS (
    SELECT p.station_code, p.worker_code, p.decision_no, p.start_on, p.end_on, p.left_on, p.ends_on, s.opened_on, s.closed_on
    FROM known_orders AS p
    JOIN scope_stations AS s ON s.station_code = p.station_code
    CROSS JOIN as_of_day AS t
    WHERE p.ends_on >= t.as_of_day - CAST(CAST($window_days AS BIGINT) AS INTEGER)
)
SELECT 'posting_inactive_station' AS code, station_code, worker_code, decision_no,
       start_on AS from_day, ends_on AS to_day,
       CAST(ends_on - start_on + 1
            - GREATEST(0, LEAST(ends_on, COALESCE(closed_on, ends_on)) - GREATEST(start_on, opened_on) + 1) AS BIGINT) AS days
FROM recent
WHERE ends_on >= start_on AND (start_on < opened_on OR ends_on > closed_on)
UNION ALL
SELECT 'posting_left_late' AS code, station_code, worker_code, decision_no,
       end_on AS from_day, left_on AS to_day, CAST(left_on - end_on AS BIGINT) AS days
FROM recent
WHERE left_on > end_on + CAST(CAST($late_days AS BIGINT) AS INTEGER)
ORDER BY code, station_code, worker_code, from_day
