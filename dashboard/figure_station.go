package dashboard

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

var stationPostings = &Figure{Rows: []string{"postings", "absences"}, ID: "station_postings", Specialised: true, Weekly: true, Methods: []string{"COV-1", "COV-8"},
	Queries: []string{"station_postings", "station_gaps", "coverage_by_station"}, OfStation: true, build: drawPostings}

var stationActivity = &Figure{Rows: []string{"activity"}, ID: "station_activity", Weekly: true, Methods: []string{"RA-1"},
	Queries: []string{"activity_by_week", "referral_cells", "referral_weeks"}, OfStation: true, build: drawActivity}

var stationReports = &Figure{Rows: []string{"weekly_reports"}, ID: "station_reports", Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, OfStation: true, Specialised: true, build: drawStationReports}

var errNoStations = problem.NotFound("Chưa nạp danh sách trạm.", "The list of stations has not been loaded.")

// station gives the detail of the station that the address names.
func (r *request) station() (*analytics.StationDetail, error) {
	code := r.stationCode()
	if code == "" {
		return nil, errNoStations
	}
	d, err := r.detail(r.stationScope())
	if errors.Is(err, analytics.ErrNoStation) {
		return nil, noStation(code)
	}
	return d, err
}

func noStation(code string) *problem.Problem {
	return problem.NotFound(fmt.Sprintf("Không có trạm nào mang mã %s.", code), fmt.Sprintf("No station has the code %s.", code))
}

func (r *request) stationScope() analytics.Scope {
	scope := r.scope
	scope.Facility, scope.HealthCenter, scope.FacilityType = r.stationCode(), "", ""
	return scope
}

// ended is the last day of a posting as it happened.
func ended(p analytics.Posting) time.Time {
	if p.Left != nil {
		return *p.Left
	}
	return p.End
}

// lane is a row of the Gantt: its role and the day its last bar ends.
type lane struct {
	role string
	last time.Time
}

// lanes puts the postings into as few rows as hold them without overlap, doctors first.
func lanes(postings []analytics.Posting) (rows []lane, of []int) {
	of = make([]int, len(postings))
	for _, role := range []string{"doctor", "preventive", "other"} {
		first := len(rows)
		for i, p := range postings {
			if p.Role != role {
				continue
			}
			end := p.End
			if e := ended(p); e.After(end) {
				end = e
			}
			row := first
			for row < len(rows) && !rows[row].last.Before(p.Start) {
				row++
			}
			if row == len(rows) {
				rows = append(rows, lane{role: role})
			}
			rows[row].last, of[i] = end, row
		}
	}
	return rows, of
}

func drawPostings(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	c, err := r.coverage(r.stationScope())
	if err != nil {
		return nil, err
	}
	w := r.words
	visible, _ := r.visiblePostings(detail.Postings)
	t := postingsTable(w, visible)
	if len(detail.Postings) == 0 {
		d := withheld(analytics.StateNotApplicable, w.T("figure.station_postings"), w.T("empty.no_postings"))
		d.Table = t
		return d, nil
	}
	chart, err := r.gantt(detail)
	if err != nil {
		return nil, err
	}
	share := c.Province.Coverage()
	n := 0 // of the period; those to come are drawn and listed, not counted
	for _, p := range visible {
		if !p.Start.After(r.scope.To) {
			n++
		}
	}
	return &Drawing{
		Title: w.T("station_postings.title", "share", w.Percent(share.Numerator, share.Denominator), "gap", r.gapInWords(c.LongestGap, c.Stations)),
		Subtitle: w.N("station_postings.subtitle", n, "period", r.period(), "covered", w.Int(share.Numerator),
			"active", w.Int(share.Denominator)),
		Alt:   w.T("station_postings.alt", "n", n, "share", w.Percent(share.Numerator, share.Denominator)),
		Chart: chart, Table: t, Notes: []string{w.T("station_postings.note")},
	}, nil
}

func (r *request) gantt(detail *analytics.StationDetail) (*Chart, error) {
	w := r.words
	today := r.today().To
	visible, period := r.visiblePostings(detail.Postings)
	from, to := period.From, period.To
	rows, of := lanes(visible)
	names := make([]string, len(rows), len(rows)+1)
	for i, l := range rows {
		if i == 0 || rows[i-1].role != l.role {
			names[i] = r.roleOfLane(l.role, visible)
		}
	}
	nobody := w.T("gantt.nobody")
	if r.scope.Specialty != "" {
		nobody = w.T("gantt.nobody_of", "specialty", w.Named(r.scope.Specialty))
	}
	names = append(names, nobody)
	var data []any
	for i, p := range visible {
		data = append(data, map[string]any{"value": []any{millis(p.Start), of[i], millis(ended(p).AddDate(0, 0, 1)), spanStyle(p, today), p.Worker},
			"tip": r.postingTip(p)})
	}
	uncovered, err := r.gaps(r.stationScope())
	if err != nil {
		return nil, err
	}
	for _, g := range uncovered {
		data = append(data, map[string]any{"value": []any{millis(g.From), len(names) - 1, millis(g.To.AddDate(0, 0, 1)), "gap", ""},
			"tip": []string{w.N("tip.gap", g.Days, "period", w.Period(g.From, g.To)), "COV-8"}})
	}
	p := newPlot()
	axis := timeAxis(millis(from), millis(to.AddDate(0, 0, 1)))
	merge(axis, map[string]any{"position": "top", "splitLine": map[string]any{"show": true}})
	p.set("xAxis", axis)
	p.set("yAxis", rowAxis(names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 24, "top": 32, "bottom": 8})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:span", Data: data}, map[string]any{
		"encode": map[string]any{"x": []int{0, 2}, "y": 1}, "clip": true, "animation": false,
		"markLine": marker("xAxis", millis(today.AddDate(0, 0, 1)), "", "end"),
	})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: 26*len(names) + 48, Option: option, Meta: map[string]any{"gantt": true}}, nil
}

func millis(d time.Time) int64 { return d.UnixMilli() }

// roleOfLane names a role; "other" by the cadres that the data name.
func (r *request) roleOfLane(role string, postings []analytics.Posting) string {
	if role != "other" {
		return r.words.T("role." + role)
	}
	var cadres []string
	for _, p := range postings {
		if name := r.words.Cadre(p.Cadre); p.Role == role && !slices.Contains(cadres, name) {
			cadres = append(cadres, name)
		}
	}
	return strings.Join(cadres, ", ")
}

// spanStyle is the look of a posting's bar: its role in two tints, outline when planned but not begun, open end for
// an early return, crossed for a cancelled order.
func spanStyle(p analytics.Posting, today time.Time) string {
	role := p.Role
	switch {
	case p.Status == "cancelled":
		return "cancelled"
	case p.Start.After(today):
		return role + " planned"
	case p.Left != nil && p.Left.Before(p.End):
		return role + " early"
	}
	return role
}

func (r *request) postingTip(p analytics.Posting) []string {
	w := r.words
	tip := []string{w.T("tip.posting", "worker", p.Worker, "role", w.Cadre(p.Cadre), "specialty", w.Named(p.Specialty)), w.Period(p.Start, p.End)}
	if p.Left != nil && !p.Left.Equal(p.End) {
		key := "tip.left_early"
		if p.Left.After(p.End) {
			key = "tip.left_late"
		}
		tip = append(tip, w.T(key, "date", w.Date(*p.Left)))
	}
	if p.Status == "cancelled" {
		tip = append(tip, w.T("posting.cancelled"))
	}
	return append(tip, w.N("tip.present_days", p.PresentDays), p.Decision)
}

func postingsTable(w *words.Words, postings []analytics.Posting) *Table {
	t := &Table{Columns: []Column{
		{Field: "worker_code", Label: w.T("column.worker")},
		{Field: "role", Label: w.T("column.role"), Kind: KindTerm, Prefix: "role.", Hidden: true},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: KindTerm, Prefix: "cadre."},
		{Field: "specialty", Label: w.T("column.specialty")},
		{Field: "start_on", Label: w.T("column.from"), Kind: KindDate, Key: true},
		{Field: "end_on", Label: w.T("column.to"), Kind: KindDate},
		{Field: "left_on", Label: w.T("column.left"), Kind: KindDate},
		{Field: "status", Label: w.T("column.status"), Kind: KindTerm, Prefix: "posting."},
		{Field: "present_days", Label: w.T("column.present_days"), Kind: KindInt},
		{Field: "absent_days", Label: w.T("column.absent_days"), Kind: KindInt},
		{Field: "decision_no", Label: w.T("column.decision")},
	}}
	for _, p := range postings {
		row := []any{p.Worker, p.Role, cmp.Or(p.Cadre, "other"), w.Named(p.Specialty), p.Start, p.End, nil, p.Status, p.PresentDays, p.AbsentDays, p.Decision}
		if p.Left != nil {
			row[6] = *p.Left
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
