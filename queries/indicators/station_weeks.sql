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
-- column: valid_visits integer | Lượt khám của các ô hợp lệ | Visits of the valid cells
-- column: valid_referrals integer | Chuyển tuyến của các ô hợp lệ | Referrals of the valid cells
-- source: activity, station_aliases, stations, indicators, weekly_reports
-- uses: reported_weeks, scope_stations, as_of_day

-- Weeks over by as-of.
SELECT w.station_code, w.week_start, w.visits, w.referrals, w.groups, w.groups_complete, w.groups_inconsistent,
       w.valid_visits, w.valid_referrals
FROM reported_weeks AS w
JOIN scope_stations AS s ON s.station_code = w.station_code
JOIN as_of_day AS t ON w.week_start <= t.as_of_day - 6
WHERE w.week_start >= CAST($from_day AS DATE) - 3 AND w.week_start <= CAST($to_day AS DATE) - 3
ORDER BY w.station_code, w.week_start
