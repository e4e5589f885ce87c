-- name: referral_blocks
-- title_vi: Ô đối chứng và ô được hỗ trợ theo khối
-- title_en: Control and supported cells by calibration block
-- unit: lượt | visits
-- method: RA-1 (§4.1 steps 4 to 6)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: block integer | Khối, từ 0 | Block, from 0
-- column: control_cells integer | Số ô đối chứng | Control cells
-- column: control_visits integer | Lượt khám đối chứng | Control visits
-- column: control_referrals integer | Chuyển tuyến đối chứng | Control referrals
-- column: supported_cells integer | Số ô được hỗ trợ | Supported cells
-- column: supported_visits integer | Lượt khám được hỗ trợ | Supported visits
-- column: supported_referrals integer | Chuyển tuyến khi được hỗ trợ | Supported referrals
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: referral_cells

-- Control cells up to as-of, supported cells of the period. Whether a station may be a control (§4.4) is not judged here.
SELECT station_code, diagnosis_group, block,
       count(*) FILTER (WHERE is_control) AS control_cells,
       CAST(COALESCE(sum(visits) FILTER (WHERE is_control), 0) AS BIGINT) AS control_visits,
       CAST(COALESCE(sum(referrals) FILTER (WHERE is_control), 0) AS BIGINT) AS control_referrals,
       count(*) FILTER (WHERE is_supported) AS supported_cells,
       CAST(COALESCE(sum(visits) FILTER (WHERE is_supported), 0) AS BIGINT) AS supported_visits,
       CAST(COALESCE(sum(referrals) FILTER (WHERE is_supported), 0) AS BIGINT) AS supported_referrals
FROM referral_cells
WHERE is_control OR is_supported
GROUP BY station_code, diagnosis_group, block
ORDER BY block, station_code, diagnosis_group
