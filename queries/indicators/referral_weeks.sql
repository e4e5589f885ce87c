-- name: referral_weeks
-- title_vi: Ô được hỗ trợ theo tuần
-- title_en: Supported cells by week
-- unit: lượt | visits
-- method: RA-1 (§4.1 step 5)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: week text | Tuần ISO | ISO week
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: block integer | Khối, từ 0 | Block, from 0
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: referral_cells, scope_stations

SELECT r.station_code, r.diagnosis_group, c.week, r.week_start, r.block, r.visits, r.referrals
FROM referral_cells AS r
JOIN scope_stations AS s ON s.station_code = r.station_code
JOIN calendar AS c ON c.day = r.week_start
WHERE r.is_supported
ORDER BY r.station_code, r.week_start, r.diagnosis_group
