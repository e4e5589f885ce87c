-- name: ahead_presence
-- title_vi: Ai sẽ ở trạm nào trong những ngày tới
-- title_en: Who will be at which station on the coming days
-- unit: ngày | days
-- method: §2 presence
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: specialty text | Chuyên khoa | Specialty
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: ahead_orders, known_day

-- By the same rules as presence in the past: on active days, not while absent, one station a day (the superseding order
-- has it). Absences that begin after as-of are known only if the edition is no younger.
WITH claims AS (
    SELECT o.posting_no, o.worker_code, c.day
    FROM ahead_orders AS o
    JOIN stations AS s ON s.station_code = o.station_code
    CROSS JOIN known_day AS t
    JOIN calendar AS c
      ON c.day BETWEEN GREATEST(o.start_on, s.opened_on, t.as_of_day + 1)
                   AND LEAST(o.ends_on, s.closed_on, t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER))
),
absent AS (
    SELECT DISTINCT a.worker_code, c.day
    FROM absences AS a
    CROSS JOIN known_day AS t
    JOIN calendar AS c
      ON c.day BETWEEN GREATEST(a.absent_from, t.as_of_day + 1)
                   AND LEAST(a.absent_to, t.as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER))
    WHERE a.absent_from <= t.known_day
),
attributed AS (
    SELECT l.worker_code, l.day, max(l.posting_no) AS posting_no
    FROM claims AS l
    LEFT JOIN absent AS a ON a.worker_code = l.worker_code AND a.day = l.day
    WHERE a.day IS NULL
    GROUP BY l.worker_code, l.day
)
SELECT d.worker_code, o.station_code, d.day, COALESCE(k.role, 'other') AS role, COALESCE(w.specialty, '') AS specialty
FROM attributed AS d
JOIN ahead_orders AS o ON o.posting_no = d.posting_no
LEFT JOIN workers AS w ON w.worker_code = d.worker_code
LEFT JOIN cadres AS k ON k.cadre = w.cadre
WHERE CAST($specialty AS VARCHAR) = '' OR w.specialty = CAST($specialty AS VARCHAR)
