-- name: streams_received
-- title_vi: Số báo cáo từng nhận theo luồng
-- title_en: Reports ever received, by stream
-- unit: báo cáo | reports
-- method: §4.4 not collected
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: stream text | rotation hoặc station | rotation or station
-- column: received integer | Đã nhận | Received
-- source: weekly_reports

-- A stream of which there is no row is not collected.
SELECT stream, count(*) AS received
FROM (
    SELECT CASE WHEN worker_code = '' THEN 'station' ELSE 'rotation' END AS stream
    FROM weekly_reports
    WHERE received_at <= CAST($as_of AS TIMESTAMP)
) AS reports
GROUP BY stream
ORDER BY stream
