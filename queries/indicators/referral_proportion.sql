-- name: referral_proportion
-- title_vi: Tỷ lệ chuyển tuyến quan sát theo trạm
-- title_en: Observed referral proportion by station
-- unit: lượt | visits
-- method: §4.4
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: station_code text | Mã trạm | Station code
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: cells integer | Số ô | Cells
-- column: valid_cells integer | Số ô hợp lệ | Valid cells
-- column: inconsistent_cells integer | Số ô không hợp lý | Cells with referrals above visits or a negative count
-- source: activity, station_aliases, indicators, stations, weekly_reports
-- uses: activity_cells, scope_stations

SELECT c.station_code,
       CAST(COALESCE(sum(c.visits) FILTER (WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent), 0) AS BIGINT) AS visits,
       CAST(COALESCE(sum(c.referrals) FILTER (WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent), 0) AS BIGINT) AS referrals,
       count(*) AS cells,
       count(*) FILTER (WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent) AS valid_cells,
       count(*) FILTER (WHERE c.inconsistent) AS inconsistent_cells
FROM activity_cells AS c
JOIN scope_stations AS s ON s.station_code = c.station_code
WHERE c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3
GROUP BY c.station_code
ORDER BY c.station_code
