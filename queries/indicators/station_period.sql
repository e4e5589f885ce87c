-- name: station_period
-- title_vi: Thời gian hoạt động của trạm trong kỳ
-- title_en: Active days of each station within the period
-- unit: ngày | days
-- method: §1 active station-day
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: province text default '' | Mã tỉnh; trống = tất cả | Province code; empty = all
-- param: health_center text default '' | Khu vực trung tâm y tế, thêm « (tỉnh 15)» nếu hai tỉnh có cùng tên; trống = tất cả | Health-centre area, with “ (tỉnh 15)” after a name that two provinces have; empty = all
-- param: facility_type text default '' | Loại cơ sở: commune, ward, district_hospital, health_center; trống = tất cả | Kind of facility: commune, ward, district_hospital, health_center; empty = all
-- param: facility text default '' | Mã trạm; trống = tất cả | Station code; empty = all
-- param: stations text default '' | Mã các trạm, trước và sau mỗi mã một dấu phẩy; trống = tất cả | Station codes, a comma before and after each; empty = all
-- column: station_code text | Mã trạm | Station code
-- column: active_from date | Ngày hoạt động đầu trong kỳ | First active day of the period
-- column: active_to date | Ngày hoạt động cuối trong kỳ | Last active day of the period
-- source: stations
-- uses: as_of_day

-- Only stations with at least one active day up to as-of.
SELECT s.station_code,
       GREATEST(s.opened_on, CAST($from_day AS DATE)) AS active_from,
       LEAST(COALESCE(s.closed_on, t.as_of_day), CAST($to_day AS DATE), t.as_of_day) AS active_to
FROM stations AS s
CROSS JOIN as_of_day AS t
WHERE GREATEST(s.opened_on, CAST($from_day AS DATE))
      <= LEAST(COALESCE(s.closed_on, t.as_of_day), CAST($to_day AS DATE), t.as_of_day)
  AND (CAST($health_center AS VARCHAR) = '' OR CAST($health_center AS VARCHAR) IN (s.health_center, s.health_center || ' (tỉnh ' || s.province_code || ')'))
  AND (CAST($province AS VARCHAR) = '' OR s.province_code = CAST($province AS VARCHAR))
  AND (CAST($facility_type AS VARCHAR) = '' OR s.type = CAST($facility_type AS VARCHAR))
  AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))
  AND (CAST($stations AS VARCHAR) = '' OR position(',' || s.station_code || ',' IN CAST($stations AS VARCHAR)) > 0)
