-- name: activity_table
-- title_vi: Lượt khám và chuyển tuyến theo trạm và nhóm bệnh
-- title_en: Visits and referrals by station and diagnosis group
-- unit: lượt | visits
-- method: SDC (§6)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- source: activity, station_aliases, stations, indicators, weekly_reports
-- uses: activity_cells, scope_stations

-- Over the valid cells of the weeks in the period.
SELECT c.station_code, c.diagnosis_group, CAST(sum(c.visits) AS BIGINT) AS visits, CAST(sum(c.referrals) AS BIGINT) AS referrals
FROM activity_cells AS c
JOIN scope_stations AS s ON s.station_code = c.station_code
WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent
  AND c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3
GROUP BY c.station_code, c.diagnosis_group
ORDER BY c.station_code, c.diagnosis_group
