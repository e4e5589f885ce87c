-- name: reported_cells
-- title_vi: Lượt khám và chuyển tuyến theo ô (trạm, tuần, nhóm bệnh), mọi tuần
-- title_en: Visits and referrals by cell (station, week, group), all weeks
-- unit: lượt | visits
-- method: §1 missing, §4 valid cell
-- column: station_code text | Mã trạm | Station code
-- column: week_start date | Thứ Hai của tuần | Monday of the week
-- column: diagnosis_group text | Nhóm bệnh | Diagnosis group
-- column: visits integer | Lượt khám | Visits
-- column: referrals integer | Chuyển tuyến | Referrals
-- column: inconsistent boolean | Chuyển tuyến > lượt khám hoặc số âm | Referrals above visits, or a negative count
-- source: activity, indicators, weekly_reports, station_aliases
-- uses: former_units

-- A row is a cell, but where a station's rows came from the former communes that made it: these add up, and a count is
-- missing unless every one of them gave it. A row of the station itself beside them is not added (source_conflicts).
WITH summed AS (
    SELECT a.station_code, a.week_start, a.diagnosis_group, f.units AS needed,
           count(*) FILTER (WHERE a.source_unit <> '') AS units,
           count(a.visits) FILTER (WHERE a.source_unit <> '') AS units_with_visits,
           count(a.referrals) FILTER (WHERE a.source_unit <> '') AS units_with_referrals,
           CAST(sum(a.visits) FILTER (WHERE a.source_unit <> '') AS BIGINT) AS visits,
           CAST(sum(a.referrals) FILTER (WHERE a.source_unit <> '') AS BIGINT) AS referrals,
           max(a.visits) FILTER (WHERE a.source_unit = '') AS own_visits,
           max(a.referrals) FILTER (WHERE a.source_unit = '') AS own_referrals
    FROM activity AS a
    JOIN former_units AS f ON f.station_code = a.station_code
    GROUP BY a.station_code, a.week_start, a.diagnosis_group, f.units
),
whole AS (
    SELECT station_code, week_start, diagnosis_group,
           CASE WHEN units = 0 THEN own_visits WHEN units >= needed AND units_with_visits = units THEN visits END AS visits,
           CASE WHEN units = 0 THEN own_referrals WHEN units >= needed AND units_with_referrals = units THEN referrals END AS referrals
    FROM summed
    UNION ALL
    SELECT a.station_code, a.week_start, a.diagnosis_group, a.visits, a.referrals
    FROM activity AS a
    WHERE NOT EXISTS (SELECT 1 FROM former_units AS f WHERE f.station_code = a.station_code)
)
SELECT station_code, week_start, diagnosis_group, visits, referrals,
       COALESCE(visits < 0 OR referrals < 0 OR referrals > visits, FALSE) AS inconsistent
FROM whole
