-- name: activity_by_week
-- title_vi: Hoạt động theo trạm và tuần
-- title_en: Activity by station and week
-- unit: lượt | visits
-- method: §1 missing
-- param: from_day date required | Ngày đầu của kỳ | First day of the period
-- param: to_day date required | Ngày cuối của kỳ | Last day of the period
-- column: station_code text | Mã trạm | Station code
-- column: week text | Tuần ISO | ISO week
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: groups integer | Số nhóm bệnh có dòng | Groups with a row
-- column: groups_complete integer | Số nhóm bệnh đủ hai số | Groups with both counts
-- column: doctor_days integer | Số ngày có bác sĩ | Days with a doctor
-- source: activity, station_aliases, postings, stations, absences, workers, cadres, calendar, indicators, weekly_reports
-- uses: station_weeks, clinical_presence_week, scope_stations, as_of_day

-- Every week over by as-of that lies in the period and has an active day; a sum is empty when nothing was reported or
-- a reported group is missing.
WITH weeks AS (
    SELECT DISTINCT s.station_code, c.week, c.week_start
    FROM scope_stations AS s
    CROSS JOIN as_of_day AS t
    JOIN calendar AS c ON c.day >= s.opened_on AND c.day <= COALESCE(s.closed_on, c.day)
    WHERE c.week_start >= CAST($from_day AS DATE) - 3 AND c.week_start <= CAST($to_day AS DATE) - 3
      AND c.week_start <= t.as_of_day - 6
)
SELECT w.station_code, w.week, w.week_start, a.visits, a.referrals,
       COALESCE(a.groups, 0) AS groups,
       COALESCE(a.groups_complete, 0) AS groups_complete,
       COALESCE(p.covered_days, 0) AS doctor_days
FROM weeks AS w
LEFT JOIN station_weeks AS a ON a.station_code = w.station_code AND a.week_start = w.week_start
LEFT JOIN clinical_presence_week AS p ON p.station_code = w.station_code AND p.week_start = w.week_start
ORDER BY w.station_code, w.week_start
