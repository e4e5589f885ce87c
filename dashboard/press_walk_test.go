package dashboard

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/lists"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// pressWalk walks a province as a press officer: every figure with every parameter, in every form.
type pressWalk struct {
	*site           // a director, who is told everything
	press     *site // who is not
	edition   *analytics.Edition
	asked     int
	few       int // cells that were not told
	withheld  int // figures
	languages []words.Lang
}

// A press officer is told no number that rests on 1 to 4 persons and no proportion made from one, in a province of the
// demo's size and in a very small one, whatever is asked.
func TestPressIsToldNoSinglePerson(t *testing.T) {
	of := func(stations int) *site {
		folder := edition.Folder(t.TempDir())
		editiontest.Generate(t, folder, editiontest.Size{Stations: stations, Groups: 2, Weeks: 40}).Publish()
		return open(t, folder, day("2026-11-18"))
	}
	for s, every := range map[*site]int{of(4): 7, of(9): 11, openDemo(t): 23} {
		if soak.All() {
			every = 1
		}
		e, release, err := s.shelf.Acquire(0)
		if err != nil {
			t.Fatal(err)
		}
		w := &pressWalk{site: s, press: s.as(account.PressOfficer), edition: e, languages: []words.Lang{words.Vietnamese, words.English}}
		w.walk(every)
		release()
		t.Logf("%d answers, %d cells not told, %d figures withheld", w.asked, w.few, w.withheld)
		if w.few == 0 {
			t.Error("nothing was small enough to be hidden: the walk proves nothing")
		}
	}
}

// parameters are the addresses' parameters: periods from a day to all, and streams.
func (w *pressWalk) parameters() (list []url.Values) {
	def, err := w.edition.DefaultScope(w.t.Context(), w.now())
	if err != nil {
		w.t.Fatal(err)
	}
	last, day := calendar.WeekOf(def.To), def.To.AddDate(0, 0, -9).Format(time.DateOnly)
	first := calendar.WeekOf(def.From)
	periods := []string{address.SinceStart, last.Add(-1).String(), first.String() + ".." + first.Add(2).String(), day, last.Add(-9).String() + ".." + last.Add(-1).String(),
		def.To.AddDate(0, -1, 0).Format("2006-01")}
	if soak.All() {
		for week := first; !last.Before(week); week = week.Add(1) {
			periods = append(periods, week.String(), week.String()+".."+week.Add(3).String())
		}
		for d := day; d < def.To.Format(time.DateOnly); d = editiontest.Day(d).AddDate(0, 0, 1).Format(time.DateOnly) {
			periods = append(periods, d)
		}
	}
	for _, period := range periods {
		for _, stream := range []string{"", address.StreamStation} {
			q := url.Values{"period": {period}}
			if stream != "" {
				q.Set("stream", stream)
			}
			list = append(list, q)
		}
	}
	return list
}

// walk takes every so many sets of parameters.
func (w *pressWalk) walk(every int) {
	for n, q := range w.parameters() {
		if n%every != 0 {
			continue
		}
		for k, id := range ofTheProvince {
			f := catalogue.All.ByID[id]
			if q.Get("stream") == address.StreamStation && !f.Streamed || !f.Parts && q.Get("period") != address.SinceStart {
				continue // the same figure again
			}
			told := w.table(id, q)
			w.few += told.few
			w.figureInWords(id, q, told)
			if soak.All() || (n/every+k)%11 == 0 {
				w.otherForms(id, q, told)
			}
		}
		if soak.All() || n/every%5 == 0 {
			w.page("/", q)
		}
	}
	for _, narrow := range []string{"area=TTYT+0", "kind=commune"} { // the press sees the province, not a part of it
		if status, _ := w.press.get("/figures/coverage_by_week.csv?" + narrow); status != 403 {
			w.t.Error(narrow, status)
		}
	}
	stations, err := w.edition.Stations(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	specialties, err := (&question.Question{Ctx: w.t.Context(), Shared: w.shared, Edition: w.edition}).Specialties()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, id := range ofTheProvince { // nor does naming a station, a cadre or a specialty narrow what it sees
		whole := w.press.rowsOfCSV("/figures/" + id + ".csv")
		narrows := []string{"?station=" + stations[0].Code, "?cadre=doctor", "?specialty=" + url.QueryEscape(specialties[0])}
		if !catalogue.All.ByID[id].Parts {
			narrows = append(narrows, "?period="+calendar.WeekOf(w.scope(url.Values{}).To).String())
		}
		for _, narrow := range narrows {
			part := w.press.rowsOfCSV("/figures/" + id + ".csv" + narrow)
			for i := range part {
				delete(part[i], "citation")
				delete(whole[i], "citation")
			}
			if fmt.Sprint(part) != fmt.Sprint(whole) {
				w.t.Error(id, narrow, "is another figure")
			}
		}
	}
}

// scope is that of a press officer's address.
func (w *pressWalk) scope(q url.Values) analytics.Scope {
	r, err := w.requestOf(w.edition, "/?"+q.Encode())
	if err == nil {
		r.Roles = account.PressOfficer
		r.Scope, err = catalogue.ScopeAsked(r, r.Now)
	}
	if err != nil {
		w.t.Fatal(q, err)
	}
	return r.Scope
}

// ofWeeks names the weeks of which a press officer is answered, so that a director is answered of the same.
func (w *pressWalk) ofWeeks(q url.Values) url.Values {
	scope := w.scope(q)
	weeks := url.Values{"from": {scope.From.Format(time.DateOnly)}, "to": {scope.To.Format(time.DateOnly)}}
	if stream := q.Get("stream"); stream != "" {
		weeks.Set("stream", stream)
	}
	return weeks
}

// told is a figure's table as the press is told it.
type toldTable struct {
	rows   []map[string]string // of the press
	few    int
	hidden map[string]bool // proportions that are not told, as they would be written
	shown  map[string]bool // those that are
}

const viFew = "dưới 5"

// table compares the figure's rows as the press and a director are told them with the persons behind each.
func (w *pressWalk) table(id string, q url.Values) *toldTable {
	address := "/figures/" + id + ".csv?" + q.Encode()
	rows := w.press.rowsOfCSV(address)
	q = w.ofWeeks(q)
	all := w.rowsOfCSV("/figures/" + id + ".csv?" + q.Encode())
	w.asked++
	t := &toldTable{rows: rows, hidden: map[string]bool{}, shown: map[string]bool{}}
	if strings.HasSuffix(id, "_times") {
		w.survival(id, q, rows)
		return t
	}
	if len(rows) != len(all) {
		if !strings.Contains(rows[0]["title"], viFew) && len(all) != 1 && id != "referrals_by_week" {
			w.t.Errorf("%s: %d rows, a director is told %d", address, len(rows), len(all))
		}
		w.withheld++
		return t
	}
	if strings.Contains(rows[0]["title"], viFew) {
		w.withheld++
	}
	if len(rows) > 1 { // what is told of all of them together
		w.told(id, q, t)
	}
	persons := w.persons(id, q)
	for i, row := range rows {
		for field, text := range row {
			if slices.Contains(export.CsvTail, field) || text == all[i][field] && text == "" {
				continue
			}
			behind, counted := persons(all[i], field)
			switch {
			case text == viFew:
				t.few++
			case text != all[i][field]:
				w.t.Errorf("%s: %s is %s to the press and %s to a director", address, field, text, all[i][field])
			case counted && disclosure.Small(behind):
				w.t.Errorf("%s: row %d tells %s = %s, which rests on %d persons", address, i, field, text, behind)
			}
		}
		for field := range row {
			if name, ok := strings.CutSuffix(field, "_numerator"); ok {
				said := percentOf(all[i][name+"_numerator"], all[i][name+"_denominator"])
				if row[name] == viFew {
					t.hidden[said] = true
				} else {
					t.shown[said] = true
				}
			}
		}
	}
	w.recover(address, id, rows)
	return t
}

// told adds the proportions that the figure's words say of all its rows, to a director as to the press.
func (w *pressWalk) told(id string, q url.Values, t *toldTable) {
	var figure struct{ Title, Subtitle, Alt string }
	if err := json.Unmarshal([]byte(w.see("/figures/"+id+".json?"+q.Encode())), &figure); err != nil {
		w.t.Fatal(err)
	}
	for _, said := range percents.FindAllString(figure.Title+" "+figure.Subtitle+" "+figure.Alt, -1) {
		t.shown[strings.ReplaceAll(said, " ", words.Nbsp)] = true
	}
}

func percentOf(numerator, denominator string) string {
	a, _ := strconv.ParseFloat(numerator, 64)
	b, _ := strconv.ParseFloat(denominator, 64)
	return (&words.Words{Lang: words.Vietnamese}).Percent(a, b)
}

// recover fails where a hidden number is what a total and its other parts leave over.
func (w *pressWalk) recover(address, id string, rows []map[string]string) {
	withheld := strings.Contains(rows[0]["title"], viFew)
	lone := func(what string, cells ...string) {
		n := 0
		for _, cell := range cells {
			if cell == viFew {
				n++
			}
		}
		if n == 1 {
			w.t.Errorf("%s: the one number of %s that is not told is what the others leave over", address, what)
		}
	}
	columns := map[string][]string{"coverage_by_week": {"coverage_numerator"}, "reporting_by_week": {"on_time", "due"}, // of which the period's totals are told

		"needs_by_specialty": {"met_share_numerator"}, "referrals_by_week": {"observed"}, "referral_xmr": {"referrals"}}
	if !withheld {
		for _, column := range columns[id] {
			var cells []string
			for _, row := range rows {
				cells = append(cells, row[column])
			}
			lone(column, cells...)
		}
	}
	for _, row := range rows {
		switch id {
		case "reporting_by_week":
			lone(row["week"], row["on_time"], row["late"], row["missing"], row["due"])
			if row["completeness_numerator"] != viFew && row["missing"] == viFew {
				w.t.Errorf("%s: completeness of %s tells the missing", address, row["week"])
			}
			if row["on_time_rate_numerator"] != viFew && row["on_time"] == viFew {
				w.t.Errorf("%s: the rate of %s tells those on time", address, row["week"])
			}
		case "needs_by_specialty":
			lone(row["specialty"], row["needs_met"], row["needs_partly"], row["needs_unmet"])
		}
	}
}

// survival checks the curve: between two of its steps five reports or more were answered, by the reports themselves.
func (w *pressWalk) survival(id string, q url.Values, rows []map[string]string) {
	scope, err := w.scopeOf(w.edition, q)
	if err != nil {
		w.t.Fatal(err)
	}
	list, err := lists.Incidents(w.t.Context(), w.edition, scope)
	if err != nil {
		w.t.Fatal(err)
	}
	days := map[string][]float64{}
	total := map[string]int{}
	for _, i := range incidents.InPeriod(list, scope) {
		end := i.Responded
		if id == "resolution_times" {
			end = i.Resolved
		}
		for _, severity := range []string{"all", i.Severity} {
			total[severity]++
			if end != nil {
				days[severity] = append(days[severity], end.Sub(i.Reported).Hours()/24)
			}
		}
	}
	before := map[string]float64{"all": -1, "urgent": -1, "normal": -1}
	share := map[string]float64{"all": 1, "urgent": 1, "normal": 1}
	for _, row := range rows {
		severity, at := row["severity"], number(w.t, row["days"])
		if severity == "" {
			w.withheld++
			return
		}
		n := 0
		for _, d := range days[severity] {
			if d > before[severity]-0.06 && d <= at+0.06 { // days are rounded to tenths
				n++
			}
		}
		waiting := number(w.t, row["waiting"])
		if n < 5 || disclosure.Small(total[severity]) || waiting >= share[severity] {
			w.t.Errorf("%s?%s: the step to %s days is of %d of %d reports (%s)", id, q.Encode(), row["days"], n, total[severity], severity)
		}
		before[severity], share[severity] = at, waiting
		if _, told := row["at_risk"]; told {
			w.t.Errorf("%s tells how many wait", id)
		}
	}
	if disclosure.Small(total["all"]) && len(rows) > 0 && rows[0]["severity"] != "" {
		w.t.Errorf("%s?%s is drawn of %d reports", id, q.Encode(), total["all"])
	}
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && text != "" {
		t.Fatal(err)
	}
	return v
}
