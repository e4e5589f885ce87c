-- name: attention_endings
-- title_vi: Lượt luân phiên sắp kết thúc mà chưa có người thay
-- title_en: Postings about to end without a successor
-- unit: lượt | postings
-- method: §2 presence
-- param: ahead_days integer default 7 | Số ngày nhìn tới | Days looked ahead
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: decision_no text | Số quyết định | Decision number
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: ends_on date | Ngày cuối | Last day
-- column: days_left integer | Số ngày còn lại | Days left
-- source: postings, stations, workers, cadres
-- uses: known_orders, as_of_day, scope_stations

-- A successor is a posting of the same role to the station that goes on after the end and starts by the day after it. A
-- station that closes by then wants none. Query ahead_postings has the same rule.
WITH running AS (
    SELECT o.station_code, o.worker_code, o.decision_no, o.start_on, o.ends_on, COALESCE(k.role, 'other') AS role
    FROM known_orders AS o
    LEFT JOIN workers AS w ON w.worker_code = o.worker_code
    LEFT JOIN cadres AS k ON k.cadre = w.cadre
    WHERE o.ends_on >= o.start_on
)
SELECT r.station_code, r.worker_code, r.decision_no, r.role, r.ends_on,
       CAST(r.ends_on - t.as_of_day AS BIGINT) AS days_left
FROM running AS r
JOIN scope_stations AS s ON s.station_code = r.station_code
CROSS JOIN as_of_day AS t
WHERE r.ends_on BETWEEN t.as_of_day AND t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER)
  AND (s.closed_on IS NULL OR s.closed_on > r.ends_on)
  AND NOT EXISTS (
      SELECT 1 FROM running AS n
      WHERE n.station_code = r.station_code AND n.role = r.role
        AND n.start_on <= r.ends_on + 1 AND n.ends_on > r.ends_on)
ORDER BY r.ends_on, r.station_code, r.worker_code
