-- name: referral_cells
-- title_vi: Ô hợp lệ và vai trò của nó trong ước tính
-- title_en: Valid cells and the part each plays in the estimate
-- unit: lượt | visits
-- method: §4, §4.1
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: baseline_weeks integer default 26 | Số tuần của giai đoạn nền | Weeks of the baseline window
-- param: block_weeks integer default 4 | Số tuần của một khối hiệu chỉnh | Weeks of a calibration block
-- param: supported_days integer default 4 | Số ngày có bác sĩ trong tuần để tuần là được hỗ trợ | Days with a doctor from which a week is supported
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: covered_days integer | Số ngày có bác sĩ | Days with a doctor
-- column: in_baseline boolean | Trong giai đoạn nền | In the baseline window
-- column: block integer | Khối hiệu chỉnh, từ 0; trống trước T0 | Calibration block, from 0; empty before T0
-- column: is_control boolean | Ô đối chứng | Control cell
-- column: is_supported boolean | Ô được hỗ trợ trong kỳ | Supported cell of the period
-- column: in_period boolean | Trong kỳ | In the period
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: activity_cells, clinical_presence_week, rotation_start

SELECT c.station_code, c.week_start, c.diagnosis_group, c.visits, c.referrals,
       COALESCE(p.covered_days, 0) AS covered_days,
       COALESCE(c.week_start < r.t0 AND COALESCE(p.covered_days, 0) = 0 AND c.week_start >= r.t0 - 7 * CAST(CAST($baseline_weeks AS BIGINT) AS INTEGER), FALSE) AS in_baseline,
       CASE WHEN c.week_start >= r.t0
            THEN CAST(FLOOR((c.week_start - r.t0) / (7.0 * CAST(CAST($block_weeks AS BIGINT) AS INTEGER))) AS INTEGER) END AS block,
       COALESCE(c.week_start >= r.t0 AND COALESCE(p.covered_days, 0) = 0, FALSE) AS is_control,
       COALESCE(c.week_start >= r.t0 AND p.covered_days >= CAST(CAST($supported_days AS BIGINT) AS INTEGER)
                AND c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3, FALSE) AS is_supported,
       c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3 AS in_period
FROM activity_cells AS c
CROSS JOIN rotation_start AS r
LEFT JOIN clinical_presence_week AS p ON p.station_code = c.station_code AND p.week_start = c.week_start
WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent
