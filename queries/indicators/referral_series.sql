-- name: referral_series
-- title_vi: Chuỗi tuần của từng trạm và nhóm bệnh
-- title_en: The weeks of each station and diagnosis group
-- unit: lượt | visits
-- method: RA-2, RA-3 (§4.2, §4.3)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: cells text | Các ô hợp lệ, mỗi ô «ngày:khám:chuyển:ngày có bác sĩ », ngày đếm từ Thứ Hai 3/1/2000 | The valid cells, each as «day:visits:referrals:days with a doctor », the day counted from Monday 3 January 2000
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar
-- uses: referral_cells, scope_stations

-- One row a stratum instead of one a cell: a model needs all cells, and to hand over a row costs more than to make it.
SELECT r.station_code, r.diagnosis_group,
       string_agg(CAST(r.week_start - DATE '2000-01-03' AS VARCHAR) || ':' || CAST(r.visits AS VARCHAR) || ':' ||
                  CAST(r.referrals AS VARCHAR) || ':' || CAST(r.covered_days AS VARCHAR), ' ' ORDER BY r.week_start) AS cells
FROM referral_cells AS r
JOIN scope_stations AS s ON s.station_code = r.station_code
GROUP BY r.station_code, r.diagnosis_group
ORDER BY r.station_code, r.diagnosis_group
