package dashboard

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/needs"
	"luanphien/queries/calendar"
)

// persons gives, for a figure, how many persons stand behind a field of a row that a director is told: counted here from
// lists of workers, reports and visits, not by the way that the figures take. Fields that are of no persons are not counted.
func (w *pressWalk) persons(id string, q url.Values) func(row map[string]string, field string) (behind int, counted bool) {
	scope, err := w.scopeOf(w.edition, q)
	if err != nil {
		w.t.Fatal(err)
	}
	if !catalogue.All.ByID[id].Specialised {
		scope.Specialty = ""
	}
	switch id {
	case "coverage_by_week":
		weeks := map[string]int{}
		return func(row map[string]string, field string) (int, bool) {
			if field == "stations_active" || field == "week" {
				return 0, false
			}
			n, known := weeks[row["week"]]
			if !known {
				n = len(w.present(scope, row["week"], nil))
				weeks[row["week"]] = n
			}
			return n, true
		}
	case "reporting_by_week":
		return w.reporters(scope, analytics.Stream(q.Get("stream")))
	case "needs_by_specialty":
		return w.needed(scope)
	case "referral_xmr":
		return patients("referrals", "visits")
	case "referrals_by_week":
		return patients("observed", "visits")
	}
	w.t.Fatal("the test does not know what stands behind", id)
	return nil
}

// present are the workers who were at stations that keep says, in a week of the scope ("" = in all of it).
func (w *pressWalk) present(scope analytics.Scope, week string, keep func(lists.StaffDays) bool) map[string]bool {
	if week != "" {
		of, err := calendar.ParseWeek(week)
		if err != nil {
			w.t.Fatal(err)
		}
		if of.Monday().After(scope.From) {
			scope.From = of.Monday()
		}
		if of.Sunday().Before(scope.To) {
			scope.To = of.Sunday()
		}
	}
	list, err := lists.Rotation(w.t.Context(), w.edition, scope)
	if err != nil {
		w.t.Fatal(err)
	}
	who := map[string]bool{}
	for _, s := range list {
		if s.Present > 0 && (keep == nil || keep(s)) {
			who[s.Worker] = true
		}
	}
	return who
}

func (w *pressWalk) reporters(scope analytics.Scope, stream analytics.Stream) func(map[string]string, string) (int, bool) {
	if stream != analytics.StreamRotation {
		scope.Specialty = ""
	}
	c, err := w.edition.Compliance(w.t.Context(), scope, stream)
	if err != nil {
		w.t.Fatal(err)
	}
	who := map[string]map[string]bool{} // week and state
	for _, cell := range c.Grid {
		for _, key := range []string{string(cell.State), "due"} {
			if cell.State == analytics.ReportNotYetDue {
				continue
			}
			key = calendar.WeekOf(cell.Monday).String() + " " + key
			if who[key] == nil {
				who[key] = map[string]bool{}
			}
			who[key][cell.Worker+"@"+map[bool]string{true: cell.Station}[cell.Worker == ""]] = true
		}
	}
	return func(row map[string]string, field string) (int, bool) {
		of := func(state string) int { return len(who[row["week"]+" "+state]) }
		smallest := func(states ...string) int {
			for _, state := range states {
				if disclosure.Small(of(state)) {
					return of(state)
				}
			}
			return disclosure.K
		}
		switch {
		case field == "on_time" || field == "late" || field == "missing" || field == "due":
			return of(field), true
		case strings.HasPrefix(field, "on_time_rate"):
			return smallest("on_time", "due"), true
		case strings.HasPrefix(field, "completeness"):
			return smallest("missing", "due"), true
		}
		return 0, false
	}
}

func (w *pressWalk) needed(scope analytics.Scope) func(map[string]string, string) (int, bool) {
	declared, err := lists.Needs(w.t.Context(), w.edition, scope)
	if err != nil {
		w.t.Fatal(err)
	}
	at := map[string]string{}
	for _, n := range declared {
		at[n.Station+" "+n.Specialty] = needs.NeedState(n)
	}
	return func(row map[string]string, field string) (int, bool) {
		of := func(state string) int {
			return len(w.present(scope, "", func(s lists.StaffDays) bool {
				is, wanted := at[s.Station+" "+s.Specialty]
				return wanted && s.Specialty == row["specialty"] && (state == "" || is == state)
			}))
		}
		switch {
		case strings.HasPrefix(field, "met_share"):
			return of(""), true
		case field == "needs_met" || field == "needs_partly":
			return of(strings.TrimPrefix(field, "needs_")), true
		}
		return 0, false
	}
}

// patients are those of a part and the whole; the rest of them may be few, too.
func patients(part, whole string) func(map[string]string, string) (int, bool) {
	return func(row map[string]string, field string) (int, bool) {
		if field == "week" || field == "signal" || field == "expected" || part == "observed" && (field == "low" || field == "high") {
			return 0, false
		}
		a, _ := strconv.Atoi(row[part])
		b, _ := strconv.Atoi(row[whole])
		for _, n := range []int{a, b, b - a} {
			if disclosure.Small(n) {
				return n, true
			}
		}
		return b, true
	}
}

// bookOf are the rows of a workbook's first sheet.
func (s *site) bookOf(address string) [][]string {
	s.t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(s.see(address)))
	if err != nil {
		s.t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		s.t.Fatal(err)
	}
	return rows
}

// What the walk looks for is found where it stands.
func TestSmallCountsAreFound(t *testing.T) {
	for text, want := range map[string]bool{"2/31 báo cáo tuần 46 còn thiếu": true, "3 trễ, 7 còn thiếu": true, "Có 4 khó khăn": true, "1 report is missing": true,
		"2/31 reports": true, "trung vị 4,2 giờ; 1 chưa phản hồi": true, "ít hơn 5 người": false, "12 báo cáo": false, "1.234 báo cáo": false, "3 trạm": false, "T4": false} {
		if smallCounts.MatchString(text) != want {
			t.Errorf("%q: found %t", text, !want)
		}
	}
}
