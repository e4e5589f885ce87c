package analytics

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
)

// panelEdition builds the edition of vector panel. It gives covered_days ready made: clinical_weeks, the query
// from which the estimate takes them, is replaced by one that gives the vector's.
func panelEdition(t testing.TB) *Edition {
	b := editiontest.New(t)
	stations, covered := map[string]bool{}, map[string]string{}
	for _, r := range editiontest.VectorCSV(t, "panel.csv") {
		if !stations[r["station"]] {
			stations[r["station"]] = true
			b.Station(r["station"], "TT", "2020-01-01", "")
		}
		monday := mondayOf(t, r["iso_week"])
		count := func(text string) int64 {
			if strings.TrimSpace(text) == "" {
				return -1
			}
			return int64(editiontest.Number(t, text))
		}
		b.Activity(r["station"], "", monday, r["group"], count(r["visits"]), count(r["referrals"]))
		covered[fmt.Sprintf("('%s', DATE '%s', %s)", r["station"], monday, r["covered_days"])] = ""
	}
	var values []string
	for v := range covered {
		values = append(values, v)
	}
	e := publish(t, b)
	replace(t, e, "clinical_weeks", "SELECT v.station_code, v.week_start, CAST(v.covered_days AS BIGINT) AS covered_days FROM (VALUES "+
		strings.Join(values, ", ")+") AS v (station_code, week_start, covered_days)")
	return e
}

func mondayOf(t testing.TB, text string) string {
	t.Helper()
	var year, number int
	if _, err := fmt.Sscanf(text, "%d-W%d", &year, &number); err != nil {
		t.Fatal(err)
	}
	jan4 := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	return date(jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7+7*(number-1)))
}

type figureExpected struct {
	Observed       int      `json:"observed"`
	Expected       float64  `json:"expected"`
	VarBaseline    float64  `json:"var_baseline"`
	VarCalibration float64  `json:"var_calibration"`
	VarPredictive  float64  `json:"var_predictive"`
	Avoided        float64  `json:"avoided"`
	Low            float64  `json:"avoided_low"`
	High           float64  `json:"avoided_high"`
	Percent        float64  `json:"pct_avoided"`
	Ratio          float64  `json:"ratio_oe"`
	RatioLow       float64  `json:"ratio_low"`
	RatioHigh      float64  `json:"ratio_high"`
	Stations       []string `json:"stations_included"`
	Share          float64  `json:"supported_visits_share"`
	Weeks          int      `json:"baseline_weeks_reported"`
	Visits         int      `json:"baseline_visits"`
	SupportedWeeks int      `json:"supported_weeks"`
	Supported      int      `json:"supported_visits"`
	Analysable     bool
	Publishable    bool
	Reasons        []Reason
}

type oeExpected struct {
	ProgrammeStart string `json:"programme_start"`
	BaselineFrom   string `json:"baseline_from"`
	BaselineTo     string `json:"baseline_to"`
	Phi, Chi2      float64
	DF             int
	Prior          map[string]struct {
		K                           int
		N, Y, M, S2, A, Alpha, Beta float64
	}
	Strata []struct {
		Station, Group string
		Rate           float64 `json:"eb_rate"`
		Variance       float64 `json:"eb_var"`
	}
	Calibration []struct {
		Block    int
		From     string  `json:"from_week"`
		Stations int     `json:"control_stations"`
		Observed int     `json:"control_observed"`
		Expected float64 `json:"control_expected"`
		Usable   bool
		Kappa    float64
	}
	Stations     map[string]figureExpected
	Province     figureExpected
	Uncalibrated figureExpected `json:"province_uncalibrated"`
}

func TestReferralsVector(t *testing.T) {
	e := panelEdition(t)
	var want oeExpected
	editiontest.VectorJSON(t, "oe.expected.json", &want)
	scope := scopeOf(mondayOf(t, want.ProgrammeStart), "2025-12-28", "2025-12-31")
	got, err := e.ReferralsAvoided(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "window", []string{date(got.T0), date(got.Baseline[0]), date(got.Baseline[1].AddDate(0, 0, -6))},
		[]string{mondayOf(t, want.ProgrammeStart), mondayOf(t, want.BaselineFrom), mondayOf(t, want.BaselineTo)})
	editiontest.Check(t, "φ", got.Phi, want.Phi)
	editiontest.Check(t, "X²", got.Chi2, want.Chi2)
	if got.DF != want.DF {
		t.Errorf("df = %d, want %d", got.DF, want.DF)
	}
	checkRates(t, e, scope, got, want)
	for i, b := range got.Blocks {
		w := want.Calibration[i]
		if b.Number != w.Block || date(b.From) != mondayOf(t, w.From) || b.ControlStations != w.Stations || b.Observed != w.Observed || b.Usable != w.Usable {
			t.Errorf("block %+v, want %+v", b, w)
		}
		editiontest.Check(t, fmt.Sprint("E of block ", i), b.Expected, w.Expected)
		editiontest.Check(t, fmt.Sprint("κ of block ", i), b.Kappa, w.Kappa)
	}
	if len(got.Blocks) != len(want.Calibration) || len(got.Stations) != len(want.Stations) {
		t.Errorf("%d blocks, %d stations", len(got.Blocks), len(got.Stations))
	}
	for _, s := range got.Stations {
		w := want.Stations[s.Station.Code]
		equal(t, s.Station.Code, []int{s.BaselineWeeks, s.BaselineVisits, s.SupportedWeeks, s.SupportedVisits},
			[]int{w.Weeks, w.Visits, w.SupportedWeeks, w.Supported})
		equal(t, s.Station.Code+" reasons", s.Reasons, w.Reasons)
		if s.Analysable != w.Analysable || (s.State == StateOK) != w.Publishable {
			t.Errorf("%s: analysable %v, state %s", s.Station.Code, s.Analysable, s.State)
		}
		if w.Analysable {
			checkFigure(t, s.Station.Code, s.Estimate, w)
		}
	}
	checkFigure(t, "province", got.Province, want.Province)
	checkFigure(t, "RA-0", got.Uncalibrated, want.Uncalibrated)
	equal(t, "stations in the figure", got.StationsUsed, want.Province.Stations)
	share, _ := got.SupportedShare.Value()
	editiontest.Check(t, "share", share, want.Province.Share)
	checkSums(t, got)
}

func checkRates(t *testing.T, e *Edition, scope Scope, got *ReferralsAvoided, want oeExpected) {
	t.Helper()
	for _, p := range got.Priors {
		w := want.Prior[p.Group]
		if p.K != w.K || p.N != w.N || p.Y != w.Y {
			t.Errorf("%+v, want %+v", p, w)
		}
		for name, pair := range map[string][2]float64{"m": {p.M, w.M}, "s²": {p.S2, w.S2}, "A": {p.A, w.A}, "α": {p.Alpha, w.Alpha}, "β": {p.Beta, w.Beta}} {
			editiontest.Check(t, p.Group+" "+name, pair[0], pair[1])
		}
	}
	panel, err := e.readPanel(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want.Strata {
		s := panel.stratum[panel.strata[stratumKey{w.Station, w.Group}]]
		editiontest.Check(t, w.Station+" "+w.Group+" rate", s.rate, w.Rate)
		editiontest.Check(t, w.Station+" "+w.Group+" variance", s.variance, w.Variance)
	}
}

func checkFigure(t *testing.T, what string, e Estimate, w figureExpected) {
	t.Helper()
	if e.Observed != w.Observed || e.Low != w.Low || e.High != w.High || e.RatioHigh == nil {
		t.Errorf("%s: O %d, %g to %g, want %d, %g to %g", what, e.Observed, e.Low, e.High, w.Observed, w.Low, w.High)
		return
	}
	for name, pair := range map[string][2]float64{"E": {e.Expected, w.Expected}, "V": {e.VarBaseline, w.VarBaseline},
		"U": {e.VarCalibration, w.VarCalibration}, "W": {e.VarPredictive, w.VarPredictive}, "avoided": {e.Avoided, w.Avoided},
		"%": {e.Percent, w.Percent}, "O/E": {e.RatioOE, w.Ratio}, "O/E low": {e.RatioLow, w.RatioLow}, "O/E high": {*e.RatioHigh, w.RatioHigh}} {
		editiontest.Check(t, what+" "+name, pair[0], pair[1])
	}
}

// checkSums checks that the weeks and the stations add up to the province.
func checkSums(t *testing.T, r *ReferralsAvoided) {
	t.Helper()
	for _, weeks := range [][]ReferralWeek{r.Weeks, r.StationWeeks} {
		observed, expected := 0, 0.0
		for _, w := range weeks {
			observed += w.Observed
			expected += w.Expected
		}
		if observed != r.Province.Observed {
			t.Errorf("the weeks hold %d referrals, the province %d", observed, r.Province.Observed)
		}
		editiontest.Check(t, "E over the weeks", expected, r.Province.Expected)
	}
}

// Quarters add up: E and O of two halves are those of the whole.
func TestReferralsAddUp(t *testing.T) {
	e := panelEdition(t)
	var parts []Estimate
	for _, period := range [][2]string{{"2025-03-31", "2025-12-28"}, {"2025-03-31", "2025-07-06"}, {"2025-07-07", "2025-12-28"}} {
		r, err := e.ReferralsAvoided(context.Background(), scopeOf(period[0], period[1], "2025-12-31"))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, r.Province)
	}
	if parts[0].Observed != parts[1].Observed+parts[2].Observed {
		t.Errorf("O: %d = %d + %d", parts[0].Observed, parts[1].Observed, parts[2].Observed)
	}
	editiontest.Check(t, "E", parts[1].Expected+parts[2].Expected, parts[0].Expected)
}

// One station's scope gives that station's figure, with all stations' controls.
func TestReferralsOfOneStation(t *testing.T) {
	e := panelEdition(t)
	scope := scopeOf("2025-03-31", "2025-12-28", "2025-12-31")
	scope.Facility = "S5"
	r, err := e.ReferralsAvoided(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	var want oeExpected
	editiontest.VectorJSON(t, "oe.expected.json", &want)
	checkFigure(t, "S5", r.Province, want.Stations["S5"])
	checkSums(t, r)
	if len(r.Stations) != 1 || len(r.Blocks) != len(want.Calibration) {
		t.Errorf("%d stations, %d blocks", len(r.Stations), len(r.Blocks))
	}
}

// Without anything there is nothing to show, and each case says why.
func TestReferralsWithheld(t *testing.T) {
	ctx := context.Background()
	scope := scopeOf("2025-03-31", "2025-12-28", "2025-12-31")
	nothing, err := publish(t, editiontest.New(t).Station("S", "TT", "2020-01-01", "")).ReferralsAvoided(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	if nothing.Province.State != StateNotCollected || nothing.Stations[0].State != StateNotCollected {
		t.Errorf("no activity: %s, %s", nothing.Province.State, nothing.Stations[0].State)
	}
	b := editiontest.New(t).Station("S", "TT", "2020-01-01", "").Station("Z", "TT", "2020-01-01", "2024-12-31").
		Activity("S", "", "2025-04-07", "g", 10, 2)
	unsupported, err := publish(t, b).ReferralsAvoided(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "never supported", unsupported.Province.Reasons, []Reason{ReasonNoSupportedWeeks})
	for _, s := range unsupported.Stations {
		want := map[string]State{"S": StateWithheld, "Z": StateNotApplicable}[s.Station.Code]
		if s.State != want {
			t.Errorf("%s: %s", s.Station.Code, s.State)
		}
	}
	equalJSON(t, "proportion", unsupported.Proportion, Ratio{2, 10})
	b.Worker("A", "doctor", "", 1).Posting("1", "A", "S", "2025-04-07", "2025-04-13", "")
	alone, err := publish(t, b).ReferralsAvoided(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "no control", alone.Province.Reasons, []Reason{ReasonNoUsableBlock})
	if alone.Province.SupportedVisits != 10 || alone.Province.SupportedReferrals != 2 {
		t.Errorf("observed %+v", alone.Province)
	}
}

// The sums that the estimate is computed from are those of the queries that show them.
func TestPanelIsTheQueries(t *testing.T) {
	e := panelEdition(t)
	ctx := context.Background()
	scope := scopeOf("2025-05-12", "2025-11-23", "2025-11-20")
	scope.AsOf = time.Date(2025, 11, 16, 5, 0, 0, 0, time.UTC) // a Sunday's noon: its week counts
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]any{"from_day": scope.From, "to_day": scope.To, "as_of": scope.AsOf}
	chi2, strata := 0.0, 0
	err = e.read(ctx, "referral_baseline", params, func(r *row) {
		s := p.stratum[p.strata[stratumKey{r.text(), r.text()}]]
		equal(t, "baseline", []float64{s.baseline.N, s.baseline.Y}, []float64{float64(r.count()), float64(r.count())})
		r.skip()
		chi2 += r.real()
		equal(t, "weeks", []int{p.station[s.station].baselineWeeks}, []int{r.count()})
		strata++
	})
	if err != nil || strata == 0 {
		t.Fatal(strata, err)
	}
	editiontest.Check(t, "X²", p.chi2, chi2)
	var want, got [5]int
	err = e.read(ctx, "referral_blocks", params, func(r *row) {
		i := p.strata[stratumKey{r.text(), r.text()}]
		number, sufficient := r.count(), p.station[p.stratum[i].station].sufficient
		r.skip()
		visits, referrals := r.count(), r.count()
		if sufficient {
			want[0] += visits * (number + 1)
			want[1] += referrals * (i + 1)
		}
		want[2] += r.count()
		want[3] += r.count() * (number + 1)
		want[4] += r.count() * (i + 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	for number, b := range p.blocks {
		for _, c := range b.control {
			got[0] += c.visits * (number + 1)
			got[1] += c.referrals * (c.stratum + 1)
		}
		for _, c := range b.supported {
			got[3] += c.visits * (number + 1)
			got[4] += c.referrals * (c.stratum + 1)
		}
	}
	for _, s := range p.station {
		got[2] += s.supportedCells
	}
	equal(t, "blocks", got[:], want[:])
	weeks := 0
	if err := e.read(ctx, "referral_weeks", params, func(*row) { weeks++ }); err != nil || weeks != got[2] {
		t.Errorf("%d supported cells, want %d, %v", weeks, got[2], err)
	}
}
