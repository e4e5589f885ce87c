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
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: posting_order, presence_claims
-- materialize: table

-- A worker is at one station a day: where several orders claim the day, the superseding one has it.
SELECT d.posting_no, d.worker_code, p.station_code, d.day, d.week_start,
       CAST(COALESCE(w.fte, 1) AS DOUBLE PRECISION) AS fte,
       COALESCE(k.role, 'other') AS role,
       COALESCE(w.specialty, '') AS specialty
FROM (
    SELECT worker_code, day, week_start, max(posting_no) AS posting_no
    FROM presence_claims
    GROUP BY worker_code, day, week_start
) AS d
JOIN posting_order AS p ON p.posting_no = d.posting_no
LEFT JOIN workers AS w ON w.worker_code = d.worker_code
LEFT JOIN cadres AS k ON k.cadre = w.cadre
