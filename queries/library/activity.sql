-- name: activity
-- title_vi: Lượt khám và chuyển tuyến
-- title_en: Visits and referrals
-- unit: lượt | visits
-- method: facts in force
-- column: station_code text | Mã trạm | Station code
-- column: source_unit text | Đơn vị cũ của dòng; trống = trạm | Former unit of the row; empty = the station
-- column: week text | Tuần ISO | ISO week
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- source: activity

SELECT station_code, source_unit, week, diagnosis_group, visits, referrals
FROM activity
ORDER BY station_code, week, diagnosis_group, source_unit
