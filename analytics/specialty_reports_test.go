package analytics

import (
	"context"
	"fmt"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
)

// reportWords says the counts of a stream, its stations with a report due, and what it leaves out.
func reportWords(c *Compliance) (words []string) {
	say := func(name string, n ComplianceCounts) {
		words = append(words, fmt.Sprintf("%s %d = %d + %d late + %d missing, %d again", name, n.Due, n.OnTime, n.Late, n.Missing, n.Resubmissions))
	}
	say("all", c.Province)
	for _, s := range c.Stations {
		if s.Due > 0 {
			say(s.Station.Code, s.ComplianceCounts)
		}
	}
	for _, n := range c.Ignored {
		words = append(words, fmt.Sprintf("%s of %s at %s", n.Reason, n.Worker, n.Station))
	}
	return words
}

// By hand from the calendar of the tiny province: the doctor was at S on four days of the first week and reported on
// time, the nurse at T on three of the second, reported two days late and once more, and reported from S, where nobody
// expected her. The stations' own reports are nobody's, so they are all there whatever the specialty.
func TestReportsOfOneSpecialty(t *testing.T) {
	e := tinyProvince(t)
	scope := scopeOf("2025-03-03", "2025-03-23", "2025-03-24")
	own := []string{"all 4 = 1 + 0 late + 3 missing, 0 again", "S 2 = 1 + 0 late + 1 missing, 0 again",
		"T 2 = 0 + 0 late + 2 missing, 0 again", "premature of  at S"}
	for specialty, want := range map[string][]string{
		"nội khoa":       {"all 1 = 1 + 0 late + 0 missing, 0 again", "S 1 = 1 + 0 late + 0 missing, 0 again"},
		"nhi khoa":       {"all 1 = 0 + 1 late + 0 missing, 1 again", "T 1 = 0 + 1 late + 0 missing, 1 again", "unexpected of B at S"},
		"y học dự phòng": {"all 0 = 0 + 0 late + 0 missing, 0 again"},
	} {
		c, err := e.Compliance(context.Background(), ofSpecialty(scope, specialty), StreamRotation)
		editiontest.Fatal(t, err)
		editiontest.Equal(t, specialty, reportWords(c), want)
		if (c.State == StateNotApplicable) != (c.Province.Due == 0) {
			t.Errorf("%s is %s with %d due", specialty, c.State, c.Province.Due)
		}
		station, err := e.Compliance(context.Background(), ofSpecialty(scope, specialty), StreamStation)
		editiontest.Fatal(t, err)
		editiontest.Equal(t, specialty+" in the stations' stream", reportWords(station), own)
	}
}

// The reports of the specialties, and of the workers without one, add up to all: in the sums, by week and by station.
// A bare statement over the presence of each day and the reports received counts the same for each.
func TestReportsOfTheSpecialtiesAddUp(t *testing.T) {
	e := publish(t, editiontest.Generate(t, edition.Folder(t.TempDir()), editiontest.Size{Stations: 12, Groups: 1, Weeks: 30}))
	ctx := context.Background()
	scope := scopeOf("2026-06-01", "2026-11-01", "2026-11-10") // every deadline is over
	bare := func(condition string) (due, onTime, late int) {
		t.Helper()
		editiontest.Fatal(t, e.db.QueryRow(`
			SELECT count(*), count(*) FILTER (WHERE first < monday + 9), count(*) FILTER (WHERE first >= monday + 9)
			FROM (SELECT x.monday, (SELECT min(r.received_at) FROM weekly_reports AS r WHERE r.station_code = x.station_code
			                        AND r.worker_code = x.worker_code AND r.week_start = x.monday
			                        AND r.received_at >= x.monday AND r.received_at <= TIMESTAMP '2026-11-11') AS first
			      FROM (SELECT d.station_code, d.worker_code, d.week_start AS monday
			            FROM presence_days AS d LEFT JOIN workers AS w ON w.worker_code = d.worker_code
			            WHERE d.week_start BETWEEN DATE '2026-06-01' AND DATE '2026-10-26' AND `+condition+`
			            GROUP BY d.station_code, d.worker_code, d.week_start HAVING count(*) >= 3) AS x) AS y`).Scan(&due, &onTime, &late))
		return due, onTime, late
	}
	all, err := e.Compliance(ctx, scope, StreamRotation)
	editiontest.Fatal(t, err)
	total := make([]int, 3)
	total[0], total[1], total[2] = bare("COALESCE(w.specialty, '') = ''")
	if total[0] == 0 {
		t.Error("every worker has a specialty: nothing to leave out")
	}
	weeks, stations, grid, ignored := map[string]int{}, map[string]int{}, 0, 0
	for _, specialty := range []string{"nội khoa", "nhi khoa"} {
		c, err := e.Compliance(ctx, ofSpecialty(scope, specialty), StreamRotation)
		editiontest.Fatal(t, err)
		p := c.Province
		due, onTime, late := bare("w.specialty = '" + specialty + "'")
		editiontest.Equal(t, specialty, []int{p.Due, p.OnTime, p.Late, p.Missing}, []int{due, onTime, late, due - onTime - late})
		if due == 0 || p.Missing == 0 || p.Due == all.Province.Due {
			t.Errorf("%s: %d due, %d missing: nothing to tell apart", specialty, p.Due, p.Missing)
		}
		total[0], total[1], total[2] = total[0]+p.Due, total[1]+p.OnTime, total[2]+p.Late
		for _, w := range c.Weeks {
			weeks[editiontest.Date(w.Monday)] += w.Due
		}
		for _, s := range c.Stations {
			stations[s.Station.Code] += s.Missing
		}
		grid += len(c.Grid)
		ignored += len(c.Ignored)
		f, err := e.Funnel(ctx, ofSpecialty(scope, specialty), FunnelTimeliness, StreamRotation)
		editiontest.Fatal(t, err)
		inFunnel := 0.0
		for _, point := range f.Points {
			inFunnel += point.N
		}
		editiontest.Equal(t, specialty+" funnel", []int{int(inFunnel)}, []int{due})
	}
	editiontest.Equal(t, "sums", total, []int{all.Province.Due, all.Province.OnTime, all.Province.Late})
	for _, w := range all.Weeks {
		if weeks[editiontest.Date(w.Monday)] > w.Due {
			t.Errorf("%s: %d of %d", editiontest.Date(w.Monday), weeks[editiontest.Date(w.Monday)], w.Due)
		}
	}
	for _, s := range all.Stations {
		if stations[s.Station.Code] > s.Missing {
			t.Errorf("%s: %d missing of %d", s.Station.Code, stations[s.Station.Code], s.Missing)
		}
	}
	if without, _, _ := bare("COALESCE(w.specialty, '') = ''"); grid+without != len(all.Grid) || ignored > len(all.Ignored) {
		t.Errorf("%d + %d cells of %d, %d of %d left out", grid, without, len(all.Grid), ignored, len(all.Ignored))
	}
}

// In the week in which the as-of moment lies the reports of the specialties add up, too: none of them is due yet.
func TestReportsOfTheSpecialtiesAddUpThisWeek(t *testing.T) {
	e := publish(t, editiontest.Generate(t, edition.Folder(t.TempDir()), editiontest.Size{Stations: 12, Groups: 1, Weeks: 30}))
	scope := scopeOf("2026-11-02", "2026-11-08", "2026-11-06")
	for _, specialty := range []string{"nội khoa", "nhi khoa"} {
		c, err := e.Compliance(context.Background(), ofSpecialty(scope, specialty), StreamRotation)
		editiontest.Fatal(t, err)
		var want int
		editiontest.Fatal(t, e.db.QueryRow(`SELECT count(*) FROM (SELECT d.worker_code FROM presence_days AS d JOIN workers AS w ON w.worker_code = d.worker_code
			WHERE w.specialty = $1 AND d.day BETWEEN DATE '2026-11-02' AND DATE '2026-11-06'
			GROUP BY d.station_code, d.worker_code HAVING count(*) >= 3) AS there`, specialty).Scan(&want))
		editiontest.Equal(t, specialty, []int{c.Province.NotYetDue, c.Province.Due}, []int{want, 0})
		if want == 0 {
			t.Errorf("nobody of %s is there", specialty)
		}
	}
}
