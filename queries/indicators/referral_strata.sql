-- name: referral_strata
-- title_vi: Chuỗi tuần của từng trạm và nhóm bệnh
-- title_en: The weeks of each station and diagnosis group
-- unit: lượt | visits
-- method: RA-1, RA-2, RA-3 (§4)
-- column: station_code text | Mã trạm | Station code
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: cells text | Các ô hợp lệ theo tuần, mỗi ô «ngày:khám:chuyển:ngày có bác sĩ», ngày đếm từ Thứ Hai 3/1/2000 | The valid cells by week, each as «day:visits:referrals:days with a doctor», the day counted from Monday 3 January 2000
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: referral_series

SELECT station_code, diagnosis_group, cells
FROM referral_series
ORDER BY station_code, diagnosis_group
