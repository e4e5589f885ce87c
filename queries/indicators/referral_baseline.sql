-- name: referral_baseline
-- title_vi: Giai đoạn nền theo trạm và nhóm bệnh
-- title_en: Baseline by station and diagnosis group
-- unit: lượt | visits
-- method: RA-1 (§4.1 steps 1 and 3, §4.4)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: cells integer | Số ô có lượt khám | Cells with visits
-- column: chi2 decimal | Pearson X²; trống khi không có chuyển tuyến | Pearson X²; empty without referrals
-- column: reported_weeks integer | Số tuần có báo cáo của trạm | Reported weeks of the station
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: referral_cells

-- With x = Y/N: X² = Σ (r − nx)²/(nx) = Σ (r²/n)/x − Y over the cells with n > 0, since Σ nx = Σ r = Y.
WITH strata AS (
    SELECT station_code, diagnosis_group,
           CAST(sum(visits) AS BIGINT) AS visits,
           CAST(sum(referrals) AS BIGINT) AS referrals,
           count(*) FILTER (WHERE visits > 0) AS cells,
           sum(CAST(referrals AS DOUBLE PRECISION) * referrals / NULLIF(visits, 0) ORDER BY week_start) AS squares
    FROM referral_cells
    WHERE in_baseline
    GROUP BY station_code, diagnosis_group
),
weeks AS (
    SELECT station_code, count(DISTINCT week_start) AS reported_weeks
    FROM referral_cells
    WHERE in_baseline
    GROUP BY station_code
)
SELECT s.station_code, s.diagnosis_group, s.visits, s.referrals, s.cells,
       CASE WHEN s.referrals > 0 THEN s.squares * s.visits / s.referrals - s.referrals END AS chi2,
       w.reported_weeks
FROM strata AS s
JOIN weeks AS w ON w.station_code = s.station_code
ORDER BY s.station_code, s.diagnosis_group
