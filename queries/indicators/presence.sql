-- name: presence
-- title_vi: Cán bộ có mặt theo ngày
-- title_en: Workers present, day by day
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
-- uses: presence_days, known_day

SELECT p.posting_no, p.worker_code, p.station_code, p.day, p.week_start, p.fte, p.role, p.specialty
FROM presence_days AS p
JOIN known_day AS t ON p.day <= t.as_of_day AND t.known_day BETWEEN p.known_from AND p.known_to
