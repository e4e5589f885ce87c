-- name: rebasings
-- title_vi: Các lần đặt lại mức nền, như đã biết
-- title_en: Re-basings in force by as-of
-- unit: lần | records
-- method: CHT-4 (§5)
-- param: measure text required | Chỉ số, ví dụ referral_proportion | Series, such as referral_proportion
-- column: station_code text | Mã trạm; trống = toàn tỉnh | Station code; empty = the province
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: reason text | Lý do | Reason
-- column: recorded_by text | Người ghi | Recorded by
-- source: rebases
-- uses: as_of_day

SELECT r.station_code, r.week_start, r.reason, r.recorded_by
FROM rebases AS r
JOIN as_of_day AS t ON r.week_start <= t.as_of_day
WHERE r.measure = CAST($measure AS VARCHAR)
ORDER BY r.station_code, r.week_start
