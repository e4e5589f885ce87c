-- name: double_bookings
-- title_vi: Cán bộ bị đặt ở nhiều trạm trong cùng một ngày
-- title_en: Workers claimed by two or more stations on one day
-- unit: ngày công | staff-days
-- method: COV-DQ (§2)
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- param: province text default '' | Mã tỉnh; trống = tất cả | Province code; empty = all
-- param: health_center text default '' | Khu vực trung tâm y tế, thêm « (tỉnh 15)» nếu hai tỉnh có cùng tên; trống = tất cả | Health-centre area, with “ (tỉnh 15)” after a name that two provinces have; empty = all
-- param: facility_type text default '' | Loại cơ sở: commune, ward, district_hospital, health_center; trống = tất cả | Kind of facility: commune, ward, district_hospital, health_center; empty = all
-- param: facility text default '' | Mã trạm; trống = tất cả | Station code; empty = all
-- param: stations text default '' | Mã các trạm, trước và sau mỗi mã một dấu phẩy; trống = tất cả | Station codes, a comma before and after each; empty = all
-- param: specialty text default '' | Chuyên khoa của cán bộ; trống = mọi chuyên khoa | Specialty of the workers; empty = all
-- column: worker_code text | Mã cán bộ | Worker code
-- column: day date | Ngày | Day
-- column: stations text | Các trạm, cách nhau bằng dấu phẩy | The stations, comma-separated
-- column: attributed_to text | Trạm được tính | The station that has the day
-- source: postings, stations, absences, workers, calendar
-- uses: doubled_days, known_day

-- Listed where any of the claimants is of the scope. COV-DQ counts those whose day the scope has (attributed_to): so a
-- worker-day counts once, and the stations add up to the province.
SELECT d.worker_code, d.day, string_agg(d.station_code, ',' ORDER BY d.station_code) AS stations, d.attributed_to
FROM doubled_days AS d
JOIN known_day AS t ON d.day <= t.as_of_day AND t.known_day BETWEEN d.known_from AND d.known_to
JOIN stations AS s ON s.station_code = d.station_code
WHERE d.day BETWEEN CAST($from_day AS DATE) AND CAST($to_day AS DATE)
  AND (CAST($specialty AS VARCHAR) = ''
       OR d.worker_code IN (SELECT w.worker_code FROM workers AS w WHERE w.specialty = CAST($specialty AS VARCHAR)))
GROUP BY d.worker_code, d.day, d.attributed_to
HAVING count(*) FILTER (WHERE (CAST($health_center AS VARCHAR) = '' OR CAST($health_center AS VARCHAR) IN (s.health_center, s.health_center || ' (tỉnh ' || s.province_code || ')'))
                          AND (CAST($province AS VARCHAR) = '' OR s.province_code = CAST($province AS VARCHAR))
                          AND (CAST($facility_type AS VARCHAR) = '' OR s.type = CAST($facility_type AS VARCHAR))
                          AND (CAST($facility AS VARCHAR) = '' OR s.station_code = CAST($facility AS VARCHAR))
                          AND (CAST($stations AS VARCHAR) = '' OR position(',' || s.station_code || ',' IN CAST($stations AS VARCHAR)) > 0)) >= 1
ORDER BY d.day, d.worker_code
