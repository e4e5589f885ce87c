-- name: possible_replacements
-- title_vi: Lượt luân phiên có thể đã được thay
-- title_en: Postings that may have been replaced
-- unit: lượt | postings
-- method: DQ-5 (§2 revised and replacing orders)
-- column: station_code text | Mã trạm | Station code
-- column: decision_no text | Số quyết định | Decision number
-- column: worker_code text | Cán bộ ghi trước | Worker listed first
-- column: start_on date | Từ ngày của người ghi trước | First day of the one listed first
-- column: end_on date | Đến ngày của người ghi trước | Last day of the one listed first
-- column: new_worker_code text | Cán bộ ghi sau | Worker listed later
-- column: new_start_on date | Từ ngày của người ghi sau | First day of the one listed later
-- column: new_end_on date | Đến ngày của người ghi sau | Last day of the one listed later
-- source: postings, posting_listings, load_history, workers, stations
-- uses: known_day, scope_stations

-- Of one decision and station: an order that came with a later load, which no longer lists the earlier one of the same
-- cadre; or the same worker once more with another start. Where any load lists both, both hold; where the later order says
-- whom it replaces, or that it replaces none, that is settled. Loads of the as-of day are known.
WITH listed AS (
    SELECT decision_no, worker_code, station_code, start_on, min(load_id) AS first_load
    FROM posting_listings
    GROUP BY decision_no, worker_code, station_code, start_on
),
running AS (
    SELECT p.decision_no, p.worker_code, p.station_code, p.start_on, p.end_on, p.replaces_worker, l.first_load, w.cadre
    FROM postings AS p
    JOIN listed AS l ON l.decision_no = p.decision_no AND l.worker_code = p.worker_code AND l.station_code = p.station_code AND l.start_on = p.start_on
    LEFT JOIN workers AS w ON w.worker_code = p.worker_code
    WHERE p.status = 'active'
)
SELECT q.station_code, q.decision_no, q.worker_code, q.start_on, q.end_on,
       p.worker_code AS new_worker_code, p.start_on AS new_start_on, p.end_on AS new_end_on
FROM running AS q
JOIN running AS p ON p.station_code = q.station_code AND p.decision_no = q.decision_no AND p.first_load > q.first_load
JOIN scope_stations AS s ON s.station_code = q.station_code
CROSS JOIN known_day AS t
LEFT JOIN load_history AS h ON h.load_id = p.first_load
WHERE p.replaces_worker IS NULL
  AND (p.worker_code = q.worker_code OR p.cadre = q.cadre)
  AND (t.known_day = DATE '9999-12-31' OR CAST(h.loaded_at AS DATE) <= t.known_day)
  AND NOT EXISTS (
      SELECT 1 FROM posting_listings AS a
      JOIN posting_listings AS b ON b.load_id = a.load_id AND b.decision_no = a.decision_no AND b.station_code = a.station_code
      WHERE a.decision_no = q.decision_no AND a.station_code = q.station_code AND a.worker_code = q.worker_code AND a.start_on = q.start_on
        AND b.worker_code = p.worker_code AND b.start_on = p.start_on)
ORDER BY q.station_code, q.decision_no, q.worker_code, q.start_on, p.worker_code, p.start_on
