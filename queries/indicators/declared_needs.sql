-- name: declared_needs
-- title_vi: Các nhu cầu đã khai báo, không chồng nhau
-- title_en: Declared needs, none overlapping another
-- unit: nhu cầu | needs
-- method: COV-6 (§2)
-- column: station_code text | Mã trạm | Station code
-- column: specialty text | Chuyên khoa | Specialty
-- column: headcount integer | Số người cần | Workers needed
-- column: start_on date | Từ ngày | First day
-- column: end_on date | Đến ngày | Last day
-- source: needs

-- Where two declarations of one (station, specialty) overlap, the later one holds from its start.
SELECT station_code, specialty, headcount, start_on,
       LEAST(COALESCE(end_on, DATE '9999-12-30'),
             COALESCE(lead(start_on) OVER (PARTITION BY station_code, specialty ORDER BY start_on) - 1, DATE '9999-12-30')) AS end_on
FROM needs
