-- name: presence_days
-- title_vi: Cán bộ có mặt theo ngày, cả những ngày tới
-- title_en: Workers present, day by day, the days to come included
-- unit: ngày công | staff-days
-- method: §2 presence, double booking
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: fte decimal | Tỷ lệ thời gian | Full-time equivalent
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: specialty text | Chuyên khoa | Specialty
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- column: known_to date | Đúng đến ngày; 9999-12-31 = đến nay | Holds up to this day; 9999-12-31 = to the present
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: posting_order, presence_claims
-- materialize: table

-- A worker is at one station a day: where several orders claim the day, the superseding one has it, from when its claim is
-- known; up to then another may have it.
WITH contested AS (
    SELECT worker_code, day
    FROM presence_claims
    GROUP BY worker_code, day
    HAVING count(*) > 1 AND max(known_from) > DATE '1900-01-01'
),
ranked AS (
    SELECT c.worker_code, c.day, c.week_start, c.posting_no, c.known_from,
           COALESCE(min(c.known_from) OVER (PARTITION BY c.worker_code, c.day ORDER BY c.posting_no
                                            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) - 1, DATE '9999-12-31') AS known_to
    FROM presence_claims AS c
    JOIN contested AS o ON o.worker_code = c.worker_code AND o.day = c.day
),
attributed AS (
    SELECT c.worker_code, c.day, c.week_start, max(c.posting_no) AS posting_no, max(c.known_from) AS known_from, DATE '9999-12-31' AS known_to
    FROM presence_claims AS c
    GROUP BY c.worker_code, c.day, c.week_start
    HAVING count(*) = 1 OR max(c.known_from) = DATE '1900-01-01'
    UNION ALL
    SELECT worker_code, day, week_start, posting_no, known_from, known_to FROM ranked WHERE known_from <= known_to
)
SELECT d.posting_no, d.worker_code, p.station_code, d.day, d.week_start,
       CAST(COALESCE(w.fte, 1) AS DOUBLE PRECISION) AS fte,
       COALESCE(k.role, 'other') AS role,
       COALESCE(w.specialty, '') AS specialty,
       d.known_from, d.known_to
FROM attributed AS d
JOIN posting_order AS p ON p.posting_no = d.posting_no
LEFT JOIN workers AS w ON w.worker_code = d.worker_code
LEFT JOIN cadres AS k ON k.cadre = w.cadre
