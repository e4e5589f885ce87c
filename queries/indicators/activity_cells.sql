-- name: activity_cells
-- title_vi: Lượt khám và chuyển tuyến theo ô (trạm, tuần, nhóm bệnh)
-- title_en: Visits and referrals by cell (station, week, group)
-- unit: lượt | visits
-- method: §1 missing, §4 valid cell
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: inconsistent boolean | Chuyển tuyến > lượt khám hoặc số âm | Referrals above visits, or a negative count
-- source: activity, station_aliases, indicators, weekly_reports
-- uses: reported_cells, as_of_day

-- Weeks over by as-of.
SELECT c.station_code, c.week_start, c.diagnosis_group, c.visits, c.referrals, c.inconsistent
FROM reported_cells AS c
JOIN as_of_day AS t ON c.week_start <= t.as_of_day - 6
