-- name: presence_claims
-- title_vi: Các ngày một quyết định đặt cán bộ tại trạm
-- title_en: Days on which an order puts a worker at a station
-- unit: ngày công | staff-days
-- method: §2 presence
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: day date | Ngày | Day
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: known_from date | Biết từ ngày; 1900-01-01 = biết ngay | Known from this day on; 1900-01-01 = at once
-- source: postings, stations, absences, calendar
-- uses: posting_order, posting_absences

-- After absences, early returns and extensions, on active days, those to come included. One row a posting and day: a
-- worker may be claimed by several stations, or twice by one. The days by which somebody stays longer than ordered are known
-- once the last of them has come; an early return changes no day of before it.
WITH absent AS (
    SELECT DISTINCT a.posting_no, c.day
    FROM posting_absences AS a
    JOIN calendar AS c ON c.day BETWEEN a.absent_from AND a.absent_to
)
SELECT p.posting_no, p.worker_code, p.station_code, c.day, c.week_start,
       CASE WHEN c.day > p.end_on THEN p.left_on ELSE DATE '1900-01-01' END AS known_from
FROM posting_order AS p
JOIN stations AS s ON s.station_code = p.station_code
JOIN calendar AS c
  ON c.day BETWEEN GREATEST(p.start_on, s.opened_on)
               AND LEAST(COALESCE(p.left_on, p.end_on), s.closed_on)
LEFT JOIN absent AS a ON a.posting_no = p.posting_no AND a.day = c.day
WHERE a.day IS NULL
