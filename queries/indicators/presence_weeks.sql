-- name: presence_weeks
-- title_vi: Số ngày có mặt theo cán bộ, trạm và tuần, cả những tuần tới
-- title_en: Days of presence by worker, station and week, the weeks to come included
-- unit: ngày | days
-- method: §2 presence
-- column: station_code text | Mã trạm | Station code
-- column: worker_code text | Mã cán bộ | Worker code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: days integer | Số ngày có mặt | Days of presence
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days
-- materialize: table

SELECT station_code, worker_code, week_start, count(*) AS days
FROM presence_days
GROUP BY station_code, worker_code, week_start
