-- name: ahead_orders
-- title_vi: Các quyết định luân phiên còn hiệu lực hoặc sắp bắt đầu, như đã biết
-- title_en: Postings that run or are about to begin, as known
-- unit: lượt | postings
-- method: §2 presence
-- param: ahead_days integer default 28 | Số ngày nhìn tới | Days looked ahead
-- param: looking_back boolean default false | Thời điểm tính đến nằm trước ấn bản: điều ghi sau thời điểm đó coi như chưa biết | The as-of moment lies before the edition: what was recorded of later days counts as not yet known
-- column: posting_no integer | Thứ tự của quyết định: số lớn hơn được ưu tiên | Order of the posting: the greater one supersedes
-- column: worker_code text | Mã cán bộ | Worker code
-- column: station_code text | Mã trạm | Station code
-- column: decision_no text | Số quyết định | Decision number
-- column: start_on date | Từ ngày | First day
-- column: ends_on date | Ngày cuối, như đã biết | Last day, as known
-- source: postings
-- uses: posting_order, as_of_day

-- An actual end is known once it has come; before that the order says when a posting ends.
WITH known AS (
    SELECT p.posting_no, p.worker_code, p.station_code, p.decision_no, p.start_on, t.as_of_day,
           CASE WHEN p.left_on > t.as_of_day AND CAST($looking_back AS BOOLEAN) THEN p.end_on
                ELSE COALESCE(p.left_on, p.end_on) END AS ends_on
    FROM posting_order AS p
    CROSS JOIN as_of_day AS t
)
SELECT posting_no, worker_code, station_code, decision_no, start_on, ends_on
FROM known
WHERE ends_on >= start_on AND ends_on >= as_of_day
  AND start_on <= as_of_day + CAST(CAST($ahead_days AS BIGINT) AS INTEGER)
