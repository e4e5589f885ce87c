-- name: station_postings
-- title_vi: Các lượt luân phiên của trạm
-- title_en: Postings of the scope
-- unit: lượt | postings
-- method: §2 presence
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: decision_no text | Số quyết định | Decision number
-- column: worker_code text | Mã cán bộ | Worker code
-- column: cadre text | Nhóm | Cadre
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: specialty text | Chuyên khoa | Specialty
-- column: start_on date | Từ ngày | First day as ordered
-- column: end_on date | Đến ngày | Last day as ordered
-- column: left_on date | Ngày về thực tế | Last day as it happened
-- column: status text | Trạng thái | Status
-- column: present_days integer | Số ngày có mặt | Days of presence
-- column: absent_days integer | Số ngày nghỉ | Days absent
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: posting_order, presence, posting_absences, known_day, scope_stations

WITH present AS (
    SELECT posting_no, count(*) AS days FROM presence GROUP BY posting_no
),
absent AS (
    SELECT p.posting_no, count(DISTINCT c.day) AS days
    FROM posting_order AS p
    CROSS JOIN known_day AS t
    JOIN posting_absences AS a ON a.posting_no = p.posting_no
    JOIN calendar AS c ON c.day BETWEEN GREATEST(a.absent_from, p.start_on)
                                    AND LEAST(a.absent_to, CASE WHEN p.left_on <= t.known_day THEN p.left_on ELSE p.end_on END, t.as_of_day)
    GROUP BY p.posting_no
)
SELECT p.station_code, p.decision_no, p.worker_code,
       COALESCE(w.cadre, '') AS cadre, COALESCE(k.role, 'other') AS role, COALESCE(w.specialty, '') AS specialty,
       p.start_on, p.end_on, CASE WHEN p.left_on <= t.known_day THEN p.left_on END AS left_on, p.status,
       COALESCE(d.days, 0) AS present_days,
       COALESCE(a.days, 0) AS absent_days
FROM postings AS p
CROSS JOIN known_day AS t
JOIN scope_stations AS s ON s.station_code = p.station_code
LEFT JOIN workers AS w ON w.worker_code = p.worker_code
LEFT JOIN cadres AS k ON k.cadre = w.cadre
LEFT JOIN posting_order AS o ON o.worker_code = p.worker_code AND o.station_code = p.station_code
 AND o.start_on = p.start_on AND o.decision_no = p.decision_no AND p.status = 'active'
LEFT JOIN present AS d ON d.posting_no = o.posting_no
LEFT JOIN absent AS a ON a.posting_no = o.posting_no
WHERE CAST($specialty AS VARCHAR) = '' OR w.specialty = CAST($specialty AS VARCHAR)
ORDER BY p.station_code, p.start_on, p.worker_code, p.decision_no
