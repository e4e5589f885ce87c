-- name: reported_weeks
-- title_vi: Lượt khám và chuyển tuyến của trạm theo tuần có báo cáo, mọi tuần
-- title_en: Visits and referrals of a station by reported week, all weeks
-- unit: lượt | visits
-- method: §1 missing
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: groups integer | Số nhóm bệnh có dòng | Groups with a row
-- column: groups_complete integer | Số nhóm bệnh đủ hai số | Groups with both counts
-- column: groups_inconsistent integer | Số nhóm bệnh không hợp lý | Groups with referrals above visits or a negative count
-- column: valid_visits integer | Lượt khám của các ô hợp lệ | Visits of the valid cells
-- column: valid_referrals integer | Chuyển tuyến của các ô hợp lệ | Referrals of the valid cells
-- source: activity, station_aliases, indicators, weekly_reports
-- uses: reported_cells

-- Summed over the groups; a sum is empty when a reported group is missing. The proportion of referrals is of the valid
-- cells (both counts present, 0 <= referrals <= visits).
SELECT c.station_code, c.week_start,
       CASE WHEN count(*) = count(c.visits) THEN CAST(sum(c.visits) AS BIGINT) END AS visits,
       CASE WHEN count(*) = count(c.referrals) THEN CAST(sum(c.referrals) AS BIGINT) END AS referrals,
       count(*) AS groups,
       count(*) FILTER (WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL) AS groups_complete,
       count(*) FILTER (WHERE c.inconsistent) AS groups_inconsistent,
       CAST(COALESCE(sum(c.visits) FILTER (WHERE c.referrals IS NOT NULL AND NOT c.inconsistent), 0) AS BIGINT) AS valid_visits,
       CAST(COALESCE(sum(c.referrals) FILTER (WHERE c.visits IS NOT NULL AND NOT c.inconsistent), 0) AS BIGINT) AS valid_referrals
FROM reported_cells AS c
GROUP BY c.station_code, c.week_start
ORDER BY c.station_code, c.week_start
