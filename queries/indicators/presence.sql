-- name: presence
-- title_vi: Cán bộ có mặt theo ngày
-- title_en: Workers present, day by day
-- unit: ngày công | staff-days
-- method: §2 presence, double booking
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: start_on date | Từ ngày | First day as ordered
-- column: decision_no text | Số quyết định | Decision number
-- column: fte decimal | Tỷ lệ thời gian | Full-time equivalent
-- column: role text | Vai trò (doctor, preventive, other) | Role (doctor, preventive, other)
-- column: specialty text | Chuyên khoa | Specialty
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_claims

-- A worker is at one station a day: where several orders claim the day, the one that starts latest has it (ties: the
-- greatest decision number, then station code).
SELECT c.worker_code, c.station_code, c.day, c.week_start, c.start_on, c.decision_no,
       CAST(COALESCE(w.fte, 1) AS DOUBLE PRECISION) AS fte,
       COALESCE(k.role, 'other') AS role,
       COALESCE(w.specialty, '') AS specialty
FROM (
    SELECT worker_code, station_code, day, week_start, start_on, decision_no,
           row_number() OVER (PARTITION BY worker_code, day
                              ORDER BY start_on DESC, decision_no DESC, station_code DESC) AS place
    FROM presence_claims
) AS c
LEFT JOIN workers AS w ON w.worker_code = c.worker_code
LEFT JOIN cadres AS k ON k.cadre = w.cadre
WHERE c.place = 1
