-- name: ahead_postings
-- title_vi: Ai đến và ai đi trong những ngày tới
-- title_en: Who comes and who leaves on the coming days
-- unit: lượt | postings
-- method: §2 presence
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: decision_no text | Số quyết định | Decision number
-- column: cadre text | Nhóm | Cadre
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: specialty text | Chuyên khoa | Specialty
-- column: start_on date | Từ ngày | First day
-- column: ends_on date | Ngày cuối, như đã biết | Last day, as known
-- column: arrives boolean | Chưa bắt đầu | Has not begun
-- column: leaves boolean | Kết thúc trong những ngày tới | Ends within the coming days
-- column: is_replaced boolean | Có người cùng vai trò nối tiếp | Somebody of the same role follows on
-- column: closes boolean | Trạm đóng cửa khi đó, không cần người thay | The station closes by then and wants no successor
-- source: postings, stations, workers, cadres
-- uses: known_orders, scope_stations, as_of_day

-- A successor goes on after the end and starts by the day after it, perhaps the day after those looked at. A station that
-- closes by then wants none. Query attention_endings has the same rule.
WITH running AS (
    SELECT o.posting_no, o.worker_code, o.station_code, o.decision_no, o.start_on, o.ends_on,
           COALESCE(w.cadre, '') AS cadre, COALESCE(k.role, 'other') AS role, COALESCE(w.specialty, '') AS specialty
    FROM known_orders AS o
    LEFT JOIN workers AS w ON w.worker_code = o.worker_code
    LEFT JOIN cadres AS k ON k.cadre = w.cadre
    WHERE o.ends_on >= o.start_on
)
SELECT r.station_code, r.worker_code, r.decision_no, r.cadre, r.role, r.specialty, r.start_on, r.ends_on,
       r.start_on > t.as_of_day AS arrives,
       r.ends_on <= t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER) AS leaves,
       EXISTS (
           SELECT 1 FROM running AS n
           WHERE n.station_code = r.station_code AND n.role = r.role
             AND n.start_on <= r.ends_on + 1 AND n.ends_on > r.ends_on) AS is_replaced,
       COALESCE(s.closed_on <= r.ends_on, FALSE) AS closes
FROM running AS r
JOIN scope_stations AS s ON s.station_code = r.station_code
CROSS JOIN as_of_day AS t
WHERE r.ends_on >= t.as_of_day AND r.start_on <= t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER)
  AND (CAST($specialty AS VARCHAR) = '' OR r.specialty = CAST($specialty AS VARCHAR))
ORDER BY r.ends_on, r.station_code, r.worker_code, r.start_on
