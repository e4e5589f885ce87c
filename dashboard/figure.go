package dashboard

import (
	"fmt"
	"strings"

	"luanphien/analytics"
)

// Figure is the unit of everything shown: one analytics call with its chart, its table and its words. A page, the
// figure's own page, its JSON and its CSV all take it from build, so they cannot differ.
type Figure struct {
	ID string
	// Methods are the ids of methods.md that the figure follows.
	Methods []string
	// Queries are the named queries it rests on; their SQL is shown on its page.
	Queries []string
	// OfStation says that the figure is about one station, named by ?station=.
	OfStation bool
	// Streamed says that ?stream= changes the figure.
	Streamed bool
	// Specialised says that ?specialty= changes the figure.
	Specialised bool
	// OfReports says that it shows the reports of the stream and nothing else: a specialty narrows those of the rotated
	// workers only, as the stations' own are nobody's.
	OfReports bool
	// Province says that the figure holds nothing below the province, so that the press office may take it away.
	Province bool
	// Asked are the parameters of its own that change it, beside those that all figures share.
	Asked []string
	// Rows are the kinds of rows behind it (analytics.FactKinds), to which its page leads.
	Rows []string
	// Weekly says that it shows single weeks of stations, so that the remarks on those weeks stand with it on a page.
	Weekly bool
	// DaysByWeek says that it shows days by the week they lie in, the first and the last cut by the period.
	DaysByWeek bool
	// Analysts says that only those who ask in their own words see it: a diagnostic, not a finding.
	Analysts bool
	build    func(*request) (*Drawing, error)
}

// Drawing is a figure made for one request.
type Drawing struct {
	State analytics.State
	// Reason says in a sentence why there is no chart, and what to do; "" when there is one.
	Reason string
	// Title is the finding in words; Subtitle the measure, unit, period and n; Alt what the chart shows, for those who
	// do not see it.
	Title, Subtitle, Alt string
	// Notes are sentences under the figure: assumptions, what was left out.
	Notes []string
	Chart *Chart // nil = a list: the table is the figure
	Table *Table
	// Scope is what the figure was computed over, where it differs from the request's.
	Scope analytics.Scope
	// Periods are those of a comparison of two: what is looked at, and what it is held against.
	Periods []analytics.Scope
}

// drawn tells whether there is a chart to see.
func (d *Drawing) drawn() bool { return d.Chart != nil && d.Reason == "" }

// Shown is a drawing on a page, with its addresses.
type Shown struct {
	*Figure
	*Drawing
	Source   string
	Citation string // by which the figure is computed again; on a page of several it is shown on paper
	DataURL  string // of the JSON that the script draws
	PageURL  string // of the figure's own page
	CSVURL   string
	XLSXURL  string
	Picture  *pagePicture // for readers without script; nil where there is no chart
	SVGURL   string       // with PNGURL "" where there is no chart
	PNGURL   string
	// TableRows is the table as shown on a page beside other figures: nil when it is too long for that.
	TableRows *Table
	Failed    string // sentence, when the figure could not be computed
	Remarks   []remarkLine
	Behind    []rowsLink
	Class     string
	// Unfiltered says that the figure is of all specialties although the page is of one; "" = it is not so.
	Unfiltered string
}

// tableLimit is the number of cells above which a table is shown on the figure's own page only.
const tableLimit = 1200

// figures are all figures, in the order of the catalogue.
var figures = registry(
	coverageTrend, referralsTrend, reportingTrend,
	mapPresence, mapCoverage, mapDoctor, mapPreventive, mapGap, mapReporting, mapCompleteness, mapReferrals, mapProportion, mapQuality, mapIndicator,
	attentionList, presenceStrip, reportStrip,
	coverageByStation, presenceByWeek,
	referralsByStation, referralsWithheldList, referralFunnel, referralXmR, referralMultiples,
	reportingByStation, reportsByWeek, reportingFunnel,
	referralEstimates, referralChecks, calibrationByBlock, referralRates,
	qualityByStation, qualityChecks, qualityItems,
	stationPostings, stationActivity, stationXmR, stationReports, stationReference, stationOpen, stationIndicators,
	rotationFlows, rotationStaff, rotationPlanned, rotationStations, doubleBookings, postingsAll,
	needsGrid, needsBySpecialty, needsUnmet,
	aheadGrid, aheadMoves, aheadNeeds,
	incidentsOpen, responseTimes, resolutionTimes, incidentsByWeek,
	indicatorsByWeek, indicatorsByStation,
	compareFigure,
).and(moreMaps())

type figureSet struct {
	order []*Figure
	more  []*Figure // further maps, drawn as those in order are
	byID  map[string]*Figure
}

func registry(list ...*Figure) *figureSet {
	s := &figureSet{order: list, byID: map[string]*Figure{}}
	for _, f := range list {
		if s.byID[f.ID] != nil {
			panic("two figures are called " + f.ID)
		}
		s.byID[f.ID] = f
	}
	return s
}

// and adds figures that differ from others in the numbers alone.
func (s *figureSet) and(more []*Figure) *figureSet {
	s.more = more
	for id, f := range registry(more...).byID {
		s.byID[id] = f
	}
	return s
}

// draw makes a figure. Before the first edition its state is "not collected" with the sentence that says what to do.
func (r *request) draw(f *Figure) (*Drawing, error) {
	if !r.mayDraw(f) {
		return nil, errForbidden
	}
	if r.edition == nil {
		return &Drawing{State: analytics.StateNotCollected, Title: r.words.T("figure." + f.ID), Reason: r.words.T("empty.no_edition")}, nil
	}
	if !r.specialises(f) {
		r = r.ofAllSpecialties()
	}
	d, err := f.build(r)
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	r.nameSpecialty(d)
	if d.State == "" {
		d.State = analytics.StateOK
	}
	if d.Scope.From.IsZero() {
		d.Scope = r.scope
	}
	r.nameWeeks(f, d)
	return d, nil
}

func (r *request) mayDraw(f *Figure) bool {
	return (f.Province || !provinceOnly(r.roles)) && (!f.Analysts || analysts.admits(r.roles))
}

// show makes a figure for a page. Its failure becomes its own message: the page around it stands.
func (r *request) show(id string) *Shown {
	f := figures.byID[id]
	s := &Shown{Figure: f, DataURL: r.addressOf("/figures/"+f.ID+".json", f, "made", r.editionNumber()), PageURL: r.figureURL(f, ""), CSVURL: r.figureURL(f, ".csv"),
		XLSXURL: r.figureURL(f, ".xlsx")}
	d, err := r.drawSafely(f)
	if err != nil {
		r.without("a figure", id, err)
		s.Failed = r.words.T("figure.failed")
		s.Drawing = &Drawing{Title: r.words.T("figure." + f.ID)}
		return s
	}
	s.Drawing = d
	if r.view.Specialty != "" && !r.specialises(f) {
		s.Unfiltered = r.words.T("specialty.unfiltered")
	}
	s.Source = r.source(d.Scope)
	if r.edition != nil {
		if s.Citation, err = r.citation(f, d); err != nil {
			r.without("a citation", id, err)
		}
		s.Remarks, s.Behind = r.remarksOn(f, d), r.behind(f, d)
	}
	if d.drawn() {
		s.Picture = r.pictureOf(f, d, sizeWide)
		s.SVGURL, s.PNGURL = r.figureURL(f, ".svg"), r.figureURL(f, ".png")
	}
	if d.Table != nil && len(d.Table.Rows)*len(d.Table.Columns) <= tableLimit {
		s.TableRows = d.Table
	}
	return s
}

func (r *request) drawSafely(f *Figure) (d *Drawing, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("figure %s: panic: %v", f.ID, p)
		}
	}()
	return r.draw(f)
}

func (r *request) figureURL(f *Figure, ext string) string {
	return r.addressOf("/figures/"+f.ID+ext, f)
}

// addressOf is a path about a figure with the parameters that matter to it, and further pairs of name and value.
func (r *request) addressOf(path string, f *Figure, pairs ...string) string {
	if f.OfStation {
		pairs = append(pairs, "station", r.stationCode())
	}
	if !f.Streamed {
		pairs = append(pairs, "stream", "")
	}
	if !r.specialises(f) {
		pairs = append(pairs, "specialty", "")
	}
	for _, name := range f.Asked {
		pairs = append(pairs, name, r.view.All.Get(name))
	}
	return r.view.Link(path, pairs...)
}

// stationCode is the station that the address names: in its path on the station's page, as a parameter elsewhere.
// A figure of a station that names none is of the first one.
func (r *request) stationCode() string {
	if code := r.params["code"]; code != "" {
		return code
	}
	if r.view.Station != "" {
		return r.view.Station
	}
	if stations, err := r.stationsInScope(); err == nil && len(stations) > 0 {
		return stations[0].Code
	}
	return ""
}

// source is the last line of every figure: edition, as-of moment, and whether the data are invented.
func (r *request) source(scope analytics.Scope) string {
	if r.edition == nil {
		return ""
	}
	m := r.edition.Manifest
	line := []string{r.words.T("source.edition", "number", m.Number), r.words.T("source.as_of", "moment", r.words.Moment(scope.AsOf))}
	if m.Illustrative {
		line = append(line, r.words.T("illustrative"))
	}
	return strings.Join(line, " · ")
}

// withheld makes a drawing that says why there is no figure; the table may still hold what can be shown.
func withheld(state analytics.State, title, reason string) *Drawing {
	return &Drawing{State: state, Title: title, Reason: reason}
}
