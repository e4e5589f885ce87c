-- name: as_of_day
-- title_vi: Ngày cuối được tính
-- title_en: Last day that is counted
-- unit: ngày | day
-- method: §1
-- param: as_of moment required | Thời điểm tính đến | The moment as of which is counted
-- column: as_of_day date | Ngày cuối được tính | Last day that is counted
-- source: none

-- Midnight is the end of the day before: a date alone means its end.
SELECT CAST(CAST($as_of AS TIMESTAMP) - INTERVAL '1 microsecond' AS DATE) AS as_of_day
