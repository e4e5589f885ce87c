-- name: referral_series
-- title_vi: Chuỗi tuần của từng trạm và nhóm bệnh
-- title_en: The weeks of each station and diagnosis group
-- unit: lượt | visits
-- method: RA-1, RA-2, RA-3 (§4)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: cells text | Các ô hợp lệ theo tuần, mỗi ô «ngày:khám:chuyển:ngày có bác sĩ», ngày đếm từ Thứ Hai 3/1/2000 | The valid cells by week, each as «day:visits:referrals:days with a doctor», the day counted from Monday 3 January 2000
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: reported_cells, clinical_weeks

-- One row a stratum instead of one a cell: the estimates need all cells, and to hand over a row costs more than to make
-- it. A cell counts once its week is over, so that its days with a doctor
-- depend on as-of only where some were known late (clinical_weeks). The cells are joined
-- fifteen weeks at a time: an ordered aggregate of more than sixteen values takes tens of kilobytes a stratum in the
-- engine, a gigabyte and a half for a country.
WITH parts AS (
    SELECT c.station_code, c.diagnosis_group, CAST(FLOOR((c.week_start - DATE '2000-01-03') / 105.0) AS INTEGER) AS part,
           string_agg(CAST(c.week_start - DATE '2000-01-03' AS VARCHAR) || ':' || CAST(c.visits AS VARCHAR) || ':' ||
                      CAST(c.referrals AS VARCHAR) || ':' || CAST(COALESCE(p.covered_days, 0) AS VARCHAR), ' ' ORDER BY c.week_start) AS cells
    FROM reported_cells AS c
    LEFT JOIN clinical_weeks AS p ON p.station_code = c.station_code AND p.week_start = c.week_start AND p.known_to = DATE '9999-12-31'
    WHERE c.visits IS NOT NULL AND c.referrals IS NOT NULL AND NOT c.inconsistent
    GROUP BY c.station_code, c.diagnosis_group, CAST(FLOOR((c.week_start - DATE '2000-01-03') / 105.0) AS INTEGER)
)
SELECT station_code, diagnosis_group, string_agg(cells, ' ' ORDER BY part) AS cells
FROM parts
GROUP BY station_code, diagnosis_group
