-- name: station_weeks
-- title_vi: Lượt khám và chuyển tuyến của trạm theo tuần có báo cáo
-- title_en: Visits and referrals of a station by reported week
-- unit: lượt | visits
-- method: §1 missing
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: groups integer | Số nhóm bệnh có dòng | Groups with a row
-- column: groups_complete integer | Số nhóm bệnh đủ hai số | Groups with both counts
-- column: groups_inconsistent integer | Số nhóm bệnh không hợp lý | Groups with referrals above visits or a negative count
-- source: activity, station_aliases, stations
-- uses: activity_cells, scope_stations

-- Summed over the groups; a sum is empty when a reported group is missing.
SELECT c.station_code, c.week_start,
       CASE WHEN count(*) = count(c.visits) THEN CAST(sum(c.visits) AS BIGINT) END AS visits,
       CASE WHEN count(*) = count(c.referrals) THEN CAST(sum(c.referrals) AS BIGINT) END AS referrals,
       count(*) AS groups,
       count(*) FILTER (WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL) AS groups_complete,
       count(*) FILTER (WHERE c.inconsistent) AS groups_inconsistent
FROM activity_cells AS c
JOIN scope_stations AS s ON s.station_code = c.station_code
WHERE c.week_start >= CAST($from_day AS DATE) AND c.week_start <= CAST($to_day AS DATE) - 6
GROUP BY c.station_code, c.week_start
ORDER BY c.station_code, c.week_start
