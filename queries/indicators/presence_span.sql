-- name: presence_span
-- title_vi: Ngày đầu và ngày cuối có cán bộ
-- title_en: First and last day with a worker present
-- unit: ngày | day
-- method: §2 presence
-- column: first_day date | Ngày đầu | First day
-- column: last_day date | Ngày cuối | Last day
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: station_days, known_day

SELECT min(d.day) AS first_day, max(d.day) AS last_day
FROM station_days AS d
JOIN known_day AS t ON d.day <= t.as_of_day AND t.known_day BETWEEN d.known_from AND d.known_to
