package dashboard

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/editiontest"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/disclosure"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// toldPeriod is a period of which the press is told a number.
type toldPeriod struct {
	asked string
	weeks []string
}

// What the press is told of one period, taken from what it is told of another, leaves no number of 1 to 4 persons.
func TestPressIsToldNoSinglePersonByTwoAnswers(t *testing.T) {
	t.Parallel()
	random := soak.Random(t)
	for _, stations := range []int{3, 9} {
		folder := edition.Folder(t.TempDir())
		editiontest.Generate(t, folder, editiontest.Size{Stations: stations, Groups: 2, Weeks: 40}).Publish()
		s := open(t, folder, day("2026-11-18"))
		e, release, err := s.shelf.Acquire(0)
		if err != nil {
			t.Fatal(err)
		}
		w := &pressWalk{site: s, press: s.as(account.PressOfficer), edition: e}
		whole := w.scope(url.Values{})
		first, last, _ := calendar.WeeksOf(whole.From, whole.To)
		var periods []string
		for a := first; !last.Before(a); a = a.Add(1) {
			periods = append(periods, a.String(), a.Thursday().Format("2006-01"), a.Thursday().Format("2006"))
			for b := a.Add(1); !last.Before(b); b = b.Add(1) {
				if soak.All() || random.IntN(12) == 0 {
					periods = append(periods, a.String()+".."+b.String())
				}
			}
		}
		periods = append(slices.Compact(slices.Sorted(slices.Values(periods))), address.SinceStart)
		pairs := w.pairs("coverage_by_week", periods, "", func(row map[string]string) bool { return row["coverage"] != viFew }, w.presentIn())
		for _, stream := range []string{address.StreamRotation, address.StreamStation} {
			pairs += w.pairs("reporting_by_week", periods, stream, func(row map[string]string) bool { return row["on_time_rate"] != viFew },
				w.reportedIn(stream, analytics.ReportOnTime), w.reportedIn(stream, analytics.ReportLate, analytics.ReportMissing))
		}
		release()
		t.Logf("%d stations: %d periods, %d pairs of told ones", stations, len(periods), pairs)
		if pairs == 0 && stations > 3 {
			t.Error("nothing is told: nothing is proved")
		}
	}
}

// pairs asks a figure of all periods and takes what is told of one from what is told of another. Each crowd is who stands
// behind a number of the figure in a week.
func (w *pressWalk) pairs(id string, periods []string, stream string, told func(map[string]string) bool, crowds ...func(week string) map[string]bool) (pairs int) {
	var list []toldPeriod
	for _, period := range periods {
		q := url.Values{"period": {period}}
		if stream != "" {
			q.Set("stream", stream)
		}
		rows := w.press.rowsOfCSV("/figures/" + id + ".csv?" + q.Encode())
		scope := w.scope(q)
		first, last, _ := calendar.WeeksOf(scope.From, scope.To)
		p := toldPeriod{asked: period}
		for week := first; !last.Before(week); week = week.Add(1) {
			p.weeks = append(p.weeks, week.String())
		}
		if len(rows) > 0 && !strings.Contains(rows[0]["title"], viFew) {
			list = append(list, p)
		}
		for _, row := range rows {
			if row["week"] != "" && told(row) {
				list = append(list, toldPeriod{asked: period + ", row " + row["week"], weeks: []string{row["week"]}})
			}
		}
	}
	list = slices.CompactFunc(slices.SortedFunc(slices.Values(list), func(a, b toldPeriod) int { return slices.Compare(a.weeks, b.weeks) }),
		func(a, b toldPeriod) bool { return slices.Equal(a.weeks, b.weeks) })
	for _, a := range list {
		for _, b := range list {
			left := slices.DeleteFunc(slices.Clone(a.weeks), func(week string) bool { return slices.Contains(b.weeks, week) })
			if len(left)+len(b.weeks) != len(a.weeks) || len(left) == 0 {
				continue
			}
			pairs++
			for n, crowd := range crowds {
				who := map[string]bool{}
				for _, week := range left {
					maps.Copy(who, crowd(week))
				}
				if disclosure.Small(len(who)) {
					w.t.Errorf("%s %s: %s without %s rests on %d persons (number %d)", id, stream, a.asked, b.asked, len(who), n)
				}
			}
		}
	}
	return pairs
}

// presentIn are the workers who were there in a week, counted from the list of the rotation.
func (w *pressWalk) presentIn() func(string) map[string]bool {
	known := map[string]map[string]bool{}
	whole := w.scope(url.Values{})
	return func(week string) map[string]bool {
		if known[week] == nil {
			known[week] = w.present(whole, week, nil)
		}
		return known[week]
	}
}

// reportedIn are those whose reports of a week are in one of some states.
func (w *pressWalk) reportedIn(stream string, states ...analytics.ReportState) func(string) map[string]bool {
	c, err := w.edition.Compliance(w.t.Context(), w.scope(url.Values{}), analytics.Stream(stream))
	if err != nil {
		w.t.Fatal(err)
	}
	who := map[string]map[string]bool{}
	for _, cell := range c.Grid {
		if week := calendar.WeekOf(cell.Monday).String(); slices.Contains(states, cell.State) {
			if who[week] == nil {
				who[week] = map[string]bool{}
			}
			who[week][cell.Worker+"@"+map[bool]string{true: cell.Station}[cell.Worker == ""]] = true
		}
	}
	return func(week string) map[string]bool { return who[week] }
}

// The press is answered of the newest edition as of its own moment and of no day of a week.
func TestPressPeriods(t *testing.T) {
	s := openDemo(t)
	press := s.as(account.PressOfficer)
	moment := "as_of=" + s.now().AddDate(0, 0, -9).Format(time.DateOnly)
	for _, path := range []string{"/", "/figures/coverage_by_week", "/figures/coverage_by_week.json", "/figures/reporting_by_week.csv", "/figures/coverage_by_week.xlsx",
		"/figures/coverage_by_week.svg", "/figures/coverage_by_week.png", "/pictures/coverage_by_week.svg"} {
		for _, asked := range []string{moment, "edition=999", "made=999", "period=2019", "period=2031-Q1"} {
			status, body := press.get(path + "?" + asked)
			if status != 400 || !strings.Contains(body, "báo chí") {
				t.Errorf("%s?%s answers %d", path, asked, status)
			}
		}
	}
	for _, id := range ofTheProvince {
		f := press.figure("/figures/" + id + ".json?period=2026-10")
		days := press.figure("/figures/" + id + ".json?from=2026-09-29&to=2026-11-01")
		if f.Title != days.Title {
			t.Errorf("%s: October is %q, its weeks by other days %q", id, f.Title, days.Title)
		}
	}
	page := press.see("/?period=2026-10", "các tuần trọn")
	for _, no := range []string{`name="as_of"`, `name="edition"`, `name="specialty"`} {
		if strings.Contains(page, no) {
			t.Error("the press is offered", no)
		}
	}
}
