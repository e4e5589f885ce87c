package analytics

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries"
	"luanphien/queries/calendar"
	"luanphien/queries/soak"
)

// thenFacts are the facts of a made-up province that were known by the end of a day: postings that end early, as ordered or
// later, overlap and contradict each other, absences, reports, difficulties, counts. A zero day knows all.
func thenFacts(t testing.TB, asOf time.Time) *editiontest.Builder {
	random := rand.New(rand.NewPCG(13, 7))
	first := editiontest.Day("2025-01-06")
	text := func(d time.Time) string { return d.Format(time.DateOnly) }
	known := func(d time.Time) bool { return asOf.IsZero() || !d.After(asOf) }
	b := editiontest.New(t)
	stations, cadres, specialties := "STUVWX", []string{"doctor", "nurse", "preventive"}, []string{"nội khoa", "nhi khoa", ""}
	for i, s := range stations {
		closed := ""
		if i == 5 {
			closed = "2025-07-20"
		}
		b.Station(string(s), []string{"Đông", "Tây"}[i%2], "2024-06-01", closed)
		b.Need(string(s), specialties[i%2], int64(1+i%2), "2025-01-01", "")
	}
	for i := range 9 {
		b.Worker(fmt.Sprint("W", i), cadres[i%3], specialties[i%3], []float64{1, 0.5, 0.3}[i%3])
		from := first.AddDate(0, 0, random.IntN(200))
		to := from.AddDate(0, 0, random.IntN(12))
		if known(from) {
			b.Absence(fmt.Sprint("W", i), text(from), text(to))
		}
	}
	for n := range 60 {
		start := first.AddDate(0, 0, random.IntN(200))
		end := start.AddDate(0, 0, 7+random.IntN(40))
		left := time.Time{}
		switch random.IntN(3) {
		case 0:
			left = end.AddDate(0, 0, 1+random.IntN(30))
		case 1:
			left = end.AddDate(0, 0, -random.IntN(45)) // perhaps before the start
		}
		kept := ""
		if !left.IsZero() && known(left) {
			kept = text(left)
		}
		b.Posting(fmt.Sprintf("%02d", n), fmt.Sprint("W", random.IntN(9)), string(stations[random.IntN(6)]), text(start), text(end), kept)
	}
	for week := range 70 {
		monday := first.AddDate(0, 0, 7*(week-30))
		for _, s := range stations {
			visits := int64(30 + random.IntN(40))
			referrals, vaccines := int64(random.IntN(9)), float64(random.IntN(50))
			received := monday.AddDate(0, 0, 6+random.IntN(6)).Add(9 * time.Hour)
			worker := fmt.Sprint("W", random.IntN(9))
			if known(monday.AddDate(0, 0, 6)) {
				b.Activity(string(s), "", text(monday), "g", visits, referrals)
				b.Add("indicators_history", string(s), monday, "liều vắc xin", vaccines)
			}
			if known(received.Truncate(24*time.Hour)) && week >= 30 {
				b.Report(string(s), "", text(monday), received.Format(time.DateTime), 20, 20)
				b.Report(string(s), worker, text(monday), received.Format(time.DateTime), 20, 19)
			}
			reported := monday.Add(time.Duration(random.IntN(200)) * time.Hour)
			var responded any
			if at := reported.Add(time.Duration(random.IntN(300)) * time.Hour); known(at.Truncate(24 * time.Hour)) {
				responded = at
			}
			if known(reported.Truncate(24*time.Hour)) && week >= 30 {
				b.Add("incident_reports_history", string(s), worker, reported, "thiếu thuốc", "urgent", responded, nil)
			}
		}
	}
	b.Add("indicator_catalogue_history", "liều vắc xin", "flow", "liều", "whole").Add("load_history", int32(1), "k", "a.csv", "00", int64(9),
		editiontest.Moment("2025-01-01 08:00:00"), "an", int64(3), int64(1), int64(1), int64(0), int64(1))
	return b
}

// Seen from a later edition, every query that knows an as-of moment gives what an edition of that moment gave, and so does
// every indicator: no return, no extension, no report and no answer of later days.
func TestLookingBackIsTheEditionOfThen(t *testing.T) {
	later := thenFacts(t, time.Time{})
	later.Manifest.AsOf = calendar.EndOf(editiontest.Day("2026-01-31"))
	now := publish(t, later)
	var days []time.Time
	for day := editiontest.Day("2025-02-12"); day.Before(editiontest.Day("2025-09-20")); day = day.AddDate(0, 0, 43) {
		days = append(days, day)
	}
	extended, asked := 0, 0
	for _, day := range soak.Sample(t, days, 3) {
		b := thenFacts(t, day)
		b.Manifest.AsOf = calendar.EndOf(day)
		then := publish(t, b)
		scope := scopeOf("2025-01-06", "2025-09-28", day.Format(time.DateOnly))
		for _, name := range now.catalog.Names() {
			q, _ := now.catalog.Get(name)
			params := pastParams(q, scope)
			if params == nil || slices.Contains([]string{"known_day", "late_clinical_weeks", "scope_days", "scope_runs"}, name) {
				continue // the first two say how much is known; the others hold days to come, which what uses them leaves out
			}
			asked++
			got, want := csvLines(t, now, name, params), csvLines(t, then, name, params)
			if !slices.Equal(got, want) {
				t.Errorf("%s as of %s: later it gives\n%s\nthen it gave\n%s", name, day.Format(time.DateOnly), without(got, want), without(want, got))
			}
			if name != "presence" {
				continue
			}
			params[LookingBack] = false
			if !slices.Equal(csvLines(t, now, name, params), want) {
				extended++
			}
		}
		got, err := now.Indicators(t.Context(), scope, true)
		editiontest.Fatal(t, err)
		want, err := then.Indicators(t.Context(), scope, true)
		editiontest.Fatal(t, err)
		editiontest.EqualJSON(t, "indicators as of "+day.Format(time.DateOnly), got, want)
	}
	if soak.All() && (extended < 3 || asked < 250) || asked < 125 {
		t.Errorf("%d moments at which an extension was not known yet, %d questions: nothing to compare", extended, asked)
	}
}

// pastParams are the parameters of a query at a scope; nil for one that knows no as-of moment.
func pastParams(q *queries.Query, scope Scope) map[string]any {
	values := map[string]any{"as_of": scope.AsOf, "from_day": scope.From, "to_day": scope.To, "measure": "CMP-2"}
	params := map[string]any{}
	for _, p := range q.All {
		if v, ok := values[p.Name]; ok {
			params[p.Name] = v
		}
	}
	if params["as_of"] == nil {
		return nil
	}
	return params
}

// csvLines are the rows of a query, in order of their text.
func csvLines(t *testing.T, e *Edition, name string, params map[string]any) []string {
	t.Helper()
	r, err := e.Run(t.Context(), name, params)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(csvOf(t, r)), "\n")
	slices.Sort(lines)
	return lines
}

// without are the first of the lines that the others do not have.
func without(lines, others []string) string {
	rest := slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return slices.Contains(others, l) })
	return strings.Join(rest[:min(len(rest), 4)], "\n")
}
