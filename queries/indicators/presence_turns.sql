-- name: presence_turns
-- title_vi: Các ngày mà điều biết về sự có mặt thay đổi
-- title_en: Days on which what is known of presence changes
-- unit: ngày công | staff-days
-- method: §2 presence
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày có mặt | Day of presence
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: turn_on date | Từ ngày này biết khác đi | From this day on another thing is known of it
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days

-- Few: an extension lets days be known later, and takes them from another station of the worker.
SELECT station_code, worker_code, day, week_start, known_from AS turn_on FROM presence_days WHERE known_from > DATE '1900-01-01'
UNION ALL
SELECT station_code, worker_code, day, week_start, known_to + 1 AS turn_on FROM presence_days WHERE known_to < DATE '9999-12-31'
