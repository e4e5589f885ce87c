-- name: presence_claims
-- title_vi: Các ngày một quyết định đặt cán bộ tại trạm
-- title_en: Days on which an order puts a worker at a station
-- unit: ngày công | staff-days
-- method: §2 presence
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: start_on date | Từ ngày | First day as ordered
-- column: decision_no text | Số quyết định | Decision number
-- source: postings, stations, calendar
-- uses: as_of_day, posting_absences

-- After absences, early returns and extensions, on active days up to as-of. One row a posting and day: a worker may
-- be claimed by several stations, or twice by one.
SELECT p.worker_code, p.station_code, c.day, c.week_start, p.start_on, p.decision_no
FROM postings AS p
JOIN stations AS s ON s.station_code = p.station_code
CROSS JOIN as_of_day AS t
JOIN calendar AS c
  ON c.day BETWEEN GREATEST(p.start_on, s.opened_on)
               AND LEAST(COALESCE(p.left_on, p.end_on), COALESCE(s.closed_on, t.as_of_day), t.as_of_day)
WHERE p.status <> 'cancelled'
  AND NOT EXISTS (
      SELECT 1 FROM posting_absences AS a
      WHERE a.worker_code = p.worker_code AND a.station_code = p.station_code AND a.start_on = p.start_on
        AND a.decision_no = p.decision_no AND c.day BETWEEN a.absent_from AND a.absent_to)
