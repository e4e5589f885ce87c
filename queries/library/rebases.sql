-- name: rebases
-- title_vi: Đặt lại mức nền
-- title_en: Re-basings
-- unit: lần | records
-- method: facts in force
-- column: measure text | Chỉ số | Indicator
-- column: station_code text | Mã trạm; trống = toàn tỉnh | Station code; empty = the province
-- column: province_code text | Mã tỉnh | Province code
-- column: week text | Từ tuần | From week
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: reason text | Lý do | Reason
-- column: recorded_by text | Người ghi | Recorded by
-- source: rebases

SELECT measure, station_code, province_code, week, week_start, reason, recorded_by
FROM rebases
ORDER BY measure, station_code, province_code, week, week_start, reason, recorded_by
