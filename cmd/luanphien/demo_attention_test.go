package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// presentSQL are the worker-days of the demo up to the last day, each at one station: the later order's.
const presentSQL = `WITH last AS (SELECT DATE '2026-11-15' AS day),
present AS (
  SELECT p.station_code, p.worker_code, w.specialty, k.role, d.day
  FROM postings p JOIN workers w USING (worker_code) JOIN cadres k USING (cadre),
       (SELECT unnest(generate_series(DATE '2025-01-01', DATE '2026-11-15', INTERVAL 1 DAY))::DATE AS day) d
  WHERE p.status <> 'cancelled' AND d.day BETWEEN p.start_on AND coalesce(p.left_on, p.end_on)
    AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.worker_code = p.worker_code AND d.day BETWEEN a.absent_from AND a.absent_to)
  QUALIFY row_number() OVER (PARTITION BY p.worker_code, d.day ORDER BY p.start_on DESC, p.decision_no DESC, p.station_code DESC) = 1),
alone AS (SELECT s.station_code, last.day - coalesce(max(p.day), (SELECT min(day) - 1 FROM present)) AS days,
    last.day - coalesce(max(p.day) FILTER (WHERE role = 'doctor'), (SELECT min(day) - 1 FROM present)) AS doctor
  FROM last, stations s LEFT JOIN present p USING (station_code) GROUP BY s.station_code, last.day) `

// demoAttention are, rule by rule, independent statements of what the demo's list must hold: station and number.
var demoAttention = map[attention.Code]string{
	attention.UrgentIncident: `SELECT station_code, max(floor(epoch(TIMESTAMP '2026-11-16' - reported_at) / 3600)) FROM incident_reports
	  WHERE severity = 'urgent' AND reported_at < TIMESTAMP '2026-11-14' AND coalesce(resolved_at, TIMESTAMP '2099-01-01') > TIMESTAMP '2026-11-16' GROUP BY 1`,
	attention.Nobody:   presentSQL + `SELECT station_code, days FROM alone WHERE days > 14`,
	attention.NoDoctor: presentSQL + `SELECT station_code, doctor FROM alone WHERE days <= 14 AND doctor > 14`,
	attention.NeedUnmet: presentSQL + `, unmet AS (
	    SELECT n.station_code, n.specialty, last.day - greatest(n.start_on - 1, (SELECT min(day) - 1 FROM present),
	      coalesce((SELECT max(day) FROM (SELECT p.day FROM present p WHERE p.station_code = n.station_code AND p.specialty = n.specialty
	        GROUP BY p.day HAVING count(*) >= n.headcount)), DATE '2000-01-01')) AS days
	    FROM needs n, last WHERE n.start_on <= last.day AND coalesce(n.end_on, last.day) >= last.day)
	  SELECT station_code, max(u.days) FROM unmet u JOIN alone a USING (station_code) WHERE u.days > 182 AND a.days <= 14 GROUP BY 1`,
	attention.PostingEnding: `WITH p AS (SELECT p.*, coalesce(left_on, end_on) AS gone, k.role FROM postings p
	    JOIN workers w USING (worker_code) JOIN cadres k USING (cadre) WHERE status <> 'cancelled')
	  SELECT station_code, min(gone - DATE '2026-11-15') FROM p a WHERE start_on <= DATE '2026-11-15' AND gone BETWEEN DATE '2026-11-15' AND DATE '2026-11-22'
	    AND (SELECT count(*) FROM p b WHERE b.station_code = a.station_code AND b.role = a.role AND b.gone > a.gone AND b.start_on <= a.gone + 1) = 0
	  GROUP BY 1`,
	// Weeks up to that of 2 November are due. A report of a worker is expected for a week with three days present.
	attention.ReportsMissing: presentSQL + `, expected AS (
	    SELECT station_code, worker_code, date_trunc('week', day)::DATE AS monday FROM present GROUP BY ALL HAVING count(*) >= 3
	    UNION ALL SELECT station_code, '', unnest(generate_series(DATE '2026-08-24', DATE '2026-11-02', INTERVAL 7 DAY))::DATE FROM stations),
	  due AS (SELECT e.*, EXISTS (SELECT 1 FROM weekly_reports r WHERE r.station_code = e.station_code AND r.worker_code = e.worker_code
	      AND r.week_start = e.monday AND r.received_at >= e.monday AND r.received_at <= TIMESTAMP '2026-11-16') AS came
	    FROM expected e WHERE monday BETWEEN DATE '2026-08-24' AND DATE '2026-11-02'),
	  run AS (SELECT station_code, worker_code, count(*) AS missing, max(monday) AS latest FROM due d
	    WHERE monday > coalesce((SELECT max(monday) FROM due o WHERE o.came AND o.station_code = d.station_code AND o.worker_code = d.worker_code), DATE '2000-01-01')
	    GROUP BY ALL)
	  SELECT station_code, max(missing) FROM run WHERE missing >= 2 AND latest >= DATE '2026-10-26' GROUP BY 1`,
	attention.DoubleBooking: `WITH d AS (SELECT unnest(generate_series(DATE '2026-11-09', DATE '2026-11-15', INTERVAL 1 DAY))::DATE AS day)
	  SELECT max(station_code), 1 FROM postings p, d WHERE status <> 'cancelled' AND d.day BETWEEN start_on AND coalesce(left_on, end_on)
	  GROUP BY worker_code, d.day HAVING count(DISTINCT station_code) > 1`,
	attention.Inconsistent: `SELECT station_code, count(*) FROM activity WHERE week_start >= DATE '2026-10-19' AND (referrals > visits OR visits < 0 OR referrals < 0) GROUP BY 1`,
	attention.Outlier: `WITH w AS (SELECT station_code, week_start, sum(visits) AS visits, sum(referrals) AS referrals, count(*) = count(visits) AS v, count(*) = count(referrals) AS r
	    FROM activity WHERE week_start BETWEEN DATE '2026-05-18' AND DATE '2026-11-09' GROUP BY 1, 2),
	  long AS (SELECT station_code, week_start, 'v' AS what, visits AS x FROM w WHERE v UNION ALL SELECT station_code, week_start, 'r', referrals FROM w WHERE r),
	  m AS (SELECT station_code, what, median(x) AS middle, mad(x) AS spread FROM long GROUP BY 1, 2 HAVING count(*) >= 8)
	  SELECT station_code, max_by(x, abs(x - middle) / spread) FROM long JOIN m USING (station_code, what)
	  WHERE week_start >= DATE '2026-10-19' AND 0.6745 * abs(x - middle) / spread > 3.5 GROUP BY 1`,
	attention.Replacement: `WITH l AS (SELECT decision_no, station_code, worker_code, start_on, list(DISTINCT load_id) AS loads FROM posting_listings GROUP BY ALL)
  SELECT DISTINCT a.station_code, 1 FROM l a JOIN l b USING (decision_no, station_code)
  JOIN workers x ON x.worker_code = a.worker_code JOIN workers y ON y.worker_code = b.worker_code
  WHERE list_min(a.loads) < list_min(b.loads) AND x.cadre = y.cadre AND NOT list_has_any(a.loads, b.loads)`,
	attention.PostingInactive: `SELECT station_code, 1 FROM postings p JOIN stations s USING (station_code) WHERE status <> 'cancelled'
	  AND coalesce(left_on, end_on) >= DATE '2026-10-18' AND (start_on < opened_on OR coalesce(left_on, end_on) > closed_on)`,
	attention.LeftLate: `SELECT station_code, left_on - end_on FROM postings WHERE status <> 'cancelled' AND left_on >= DATE '2026-10-18' AND left_on > end_on + 31`,
	attention.AbsenceOutside: `SELECT '', 1 FROM absences a WHERE absent_to >= DATE '2026-10-18' AND absent_from <= DATE '2026-11-15' AND worker_code NOT IN
	  (SELECT worker_code FROM postings WHERE status <> 'cancelled' AND start_on <= a.absent_to AND coalesce(left_on, end_on) >= a.absent_from)`,
}

// The demo's list is short, has one item a station and rule, of signals one a run, and holds exactly what independent statements find.
func TestDemoAttentionIsFewAndTrue(t *testing.T) {
	folder := edition.Folder(demoData(t))
	e, err := analytics.OpenEdition(folder, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	day := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	items, err := attention.Items(t.Context(), e, analytics.Scope{From: day("2025-12-15"), To: day("2026-11-15"), AsOf: day("2026-11-16").Add(-7 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if len(items) < 10 || len(items) > 65 { // of 45 stations and 17 rules
		t.Errorf("%d items", len(items))
	}
	listed := map[attention.Code][]string{}
	for _, i := range items {
		listed[i.Code] = append(listed[i.Code], i.Station+" "+fmt.Sprint(numberOf(i)))
	}
	db, err := engine.OpenEdition(folder.Database(1))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found := func(statement string) (list []string) {
		rows, err := db.QueryContext(t.Context(), statement)
		if err != nil {
			t.Fatalf("%v in %s", err, statement)
		}
		defer rows.Close()
		for rows.Next() {
			var station string
			var number float64
			if err := rows.Scan(&station, &number); err != nil {
				t.Fatal(err)
			}
			list = append(list, station+" "+fmt.Sprint(number))
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
		return list
	}
	for _, code := range attention.Codes() {
		statement, want := demoAttention[code], []string(nil)
		if signals := demoSignals[code]; signals != "" {
			statement = signals
		}
		want = found(statement)
		slices.Sort(want)
		slices.Sort(listed[code])
		if demoSignals[code] != "" {
			listed[code] = slices.Compact(listed[code]) // one item a run
		}
		if !slices.Equal(listed[code], want) {
			t.Errorf("%s: listed\n%s\nfound\n%s", code, strings.Join(listed[code], "\n"), strings.Join(want, "\n"))
		}
		if len(slices.Compact(stationsOf(listed[code]))) != len(listed[code]) {
			t.Errorf("%s lists a station twice: %v", code, listed[code])
		}
	}
}

// numberOf is the number that an item of the list says first.
func numberOf(i attention.Item) float64 {
	f := i.Findings[0]
	switch i.Code {
	case attention.UrgentIncident:
		return float64(f.Hours)
	case attention.ReportsMissing, attention.Inconsistent:
		return float64(f.Count)
	case attention.Outlier:
		return f.Value
	case attention.ReferralSignal, attention.CoverageSignal, attention.DoctorSignal, attention.OnTimeSignal, attention.DoubleBooking, attention.PostingInactive, attention.AbsenceOutside, attention.Replacement:
		return 1
	}
	return float64(f.Days)
}

func stationsOf(lines []string) []string {
	codes := make([]string, len(lines))
	for i, line := range lines {
		codes[i], _, _ = strings.Cut(line, " ")
	}
	return codes
}
