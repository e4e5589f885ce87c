package analytics

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
)

// panelEdition builds the edition of vector panel. It gives covered_days ready made: clinical_weeks, the query
// from which the estimate takes them, is replaced by one that gives the vector's.
func panelEdition(t testing.TB) *Edition {
	b := editiontest.New(t)
	stations, covered, opened := map[string]bool{}, map[string]string{}, editiontest.Date(panelScope(t).From)
	for _, r := range editiontest.VectorCSV(t, "panel.csv") {
		if !stations[r["station"]] {
			stations[r["station"]] = true
			b.Station(r["station"], "TT", opened, "")
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
	replace(t, e, "clinical_weeks", "SELECT v.station_code, v.week_start, CAST(v.covered_days AS BIGINT) AS covered_days, "+
		"DATE '1900-01-01' AS known_from, DATE '9999-12-31' AS known_to FROM (VALUES "+
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
	return editiontest.Date(jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7+7*(number-1)))
}

// panelScope is the period of vector panel: its first to its last week, as of three days after the last Sunday unless
// panel_params.json says another moment.
func panelScope(t testing.TB) Scope {
	t.Helper()
	var mondays []string
	for _, r := range editiontest.VectorCSV(t, "panel.csv") {
		mondays = append(mondays, mondayOf(t, r["iso_week"]))
	}
	return weeksScope(t, "panel", slices.Min(mondays), slices.Max(mondays))
}

type figureExpected struct {
	PhiUsed        float64  `json:"phi_used"`
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
	RatioHigh      *float64 `json:"ratio_high"`
	P              float64  `json:"p_value"`
	PBetween       float64  `json:"p_value_between"`
	Differs        *bool    `json:"differs_clearly"`
	DiffersAsIf10  *bool    `json:"differs_clearly_as_if_10"`
	Stations       []string `json:"stations_included"`
	Share          float64  `json:"supported_visits_share"`
	Weeks          int      `json:"baseline_weeks_reported"`
	Visits         int      `json:"baseline_visits"`
	SupportedWeeks int      `json:"supported_weeks"`
	Supported      int      `json:"supported_visits"`
	Analysable     bool
	Publishable    bool
	Reasons        []Reason
	Jackknife      *struct {
		Stations, Supported int
		LogRatio            float64 `json:"log_ratio"`
		Variance            float64
		TQuantile           float64 `json:"t_quantile"`
		Low, High           float64
	}
	AsIf12 *struct{ Low, High float64 } `json:"as_if_12_supported"`
}

type oeExpected struct {
	ProgrammeStart string `json:"programme_start"`
	BaselineFrom   string `json:"baseline_from"`
	BaselineTo     string `json:"baseline_to"`
	Phi, Chi2      float64
	DF             int
	PhiStationWeek float64 `json:"phi_station_week"`
	DFStationWeek  int     `json:"df_station_week"`
	PhiFourWeeks   float64 `json:"phi_four_weeks"`
	DFFourWeeks    int     `json:"df_four_weeks"`
	PhiStation     float64 `json:"phi_station"`
	PhiBetween     float64 `json:"phi_between"`
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
	scope := panelScope(t)
	got, err := e.ReferralsAvoided(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Equal(t, "window", []string{editiontest.Date(got.T0), editiontest.Date(got.Baseline[0]), editiontest.Date(got.Baseline[1].AddDate(0, 0, -6))},
		[]string{mondayOf(t, want.ProgrammeStart), mondayOf(t, want.BaselineFrom), mondayOf(t, want.BaselineTo)})
	checkDispersion(t, got.Dispersion, want)
	checkRates(t, e, scope, got, want)
	for i, b := range got.Blocks {
		w := want.Calibration[i]
		if b.Number != w.Block || editiontest.Date(b.From) != mondayOf(t, w.From) || b.ControlStations != w.Stations || b.Observed != w.Observed || b.Usable != w.Usable {
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
		editiontest.Equal(t, s.Station.Code, []int{s.BaselineWeeks, s.BaselineVisits, s.SupportedWeeks, s.SupportedVisits},
			[]int{w.Weeks, w.Visits, w.SupportedWeeks, w.Supported})
		editiontest.Equal(t, s.Station.Code+" reasons", s.Reasons, w.Reasons)
		if s.Analysable != w.Analysable || (s.State == StateOK) != w.Publishable {
			t.Errorf("%s: analysable %v, state %s", s.Station.Code, s.Analysable, s.State)
		}
		if w.Analysable {
			checkFigure(t, s.Station.Code, s.Estimate, w)
		}
		editiontest.EqualJSON(t, s.Station.Code+" differs clearly", s.Differs, w.Differs)
	}
	checkFigure(t, "province", got.Province, want.Province)
	checkFigure(t, "RA-0", got.Uncalibrated, want.Uncalibrated)
	editiontest.Equal(t, "stations in the figure", got.StationsUsed, want.Province.Stations)
	share, _ := got.SupportedShare.Value()
	editiontest.Check(t, "share", share, want.Province.Share)
	checkSums(t, got)
}

func checkDispersion(t *testing.T, got Dispersion, want oeExpected) {
	t.Helper()
	for name, pair := range map[string][2]float64{"φ": {got.Cells, want.Phi}, "X²": {got.Chi2, want.Chi2}, "φ_sw": {got.StationWeeks, max(1, want.PhiStationWeek)},
		"φ_4": {got.Months, max(1, want.PhiFourWeeks)}, "φ_b": {got.Stations, want.PhiStation}} {
		editiontest.Check(t, name, pair[0], pair[1])
	}
	editiontest.Equal(t, "degrees of freedom", []int{got.DF, got.StationWeekDF, got.MonthDF}, []int{want.DF, want.DFStationWeek, want.DFFourWeeks})
}

// With the rules for many stations applied to the few of the vector: the wider interval of the province, and a verdict on
// each station.
func TestReferralsBetweenStationsVector(t *testing.T) {
	e := panelEdition(t)
	var want oeExpected
	editiontest.VectorJSON(t, "oe.expected.json", &want)
	p, err := e.readPanel(context.Background(), panelScope(t))
	if err != nil {
		t.Fatal(err)
	}
	p.rules.between, p.rules.verdicts = 1, 1
	province := p.estimate(p.analysableOf(p.everywhere), true)
	w := want.Province.Jackknife
	if w == nil || want.Province.AsIf12 == nil || province.Between == nil {
		t.Fatalf("no interval between stations: %+v", province)
	}
	editiontest.Equal(t, "stations", []int{province.Between.Stations, province.Stations}, []int{w.Stations, w.Supported})
	for name, pair := range map[string][2]float64{"ℓ": {province.Between.LogRatio, w.LogRatio}, "v": {province.Between.Variance, w.Variance},
		"t": {province.Between.TQuantile, w.TQuantile}, "low": {province.Between.Low, w.Low}, "high": {province.Between.High, w.High},
		"published low": {province.Low, want.Province.AsIf12.Low}, "published high": {province.High, want.Province.AsIf12.High}, "φ": {province.PhiUsed, want.Phi}} {
		editiontest.Check(t, "between stations: "+name, pair[0], pair[1])
	}
	p.rules.between = MinBetween // stations keep their own interval
	figures := p.stationFigures()
	phi, judged := p.verdicts(figures)
	editiontest.Check(t, "φ_s", phi, want.PhiBetween)
	for code, w := range want.Stations {
		f := figures[code]
		editiontest.EqualJSON(t, code+" differs as if there were ten", f.Differs, w.DiffersAsIf10)
		if f.Differs != nil {
			judged--
			editiontest.Check(t, code+" p", f.P, w.P)
			editiontest.Check(t, code+" p between", f.PBetween, w.PBetween)
		}
	}
	if judged != 0 {
		t.Errorf("%d stations are judged without a verdict", judged)
	}
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
	if e.Observed != w.Observed || e.Low != w.Low || e.High != w.High || (e.RatioHigh == nil) != (w.RatioHigh == nil) {
		t.Errorf("%s: O %d, %g to %g, want %d, %g to %g", what, e.Observed, e.Low, e.High, w.Observed, w.Low, w.High)
		return
	}
	for name, pair := range map[string][2]float64{"E": {e.Expected, w.Expected}, "V": {e.VarBaseline, w.VarBaseline},
		"U": {e.VarCalibration, w.VarCalibration}, "W": {e.VarPredictive, w.VarPredictive}, "avoided": {e.Avoided, w.Avoided},
		"%": {e.Percent, w.Percent}, "O/E": {e.RatioOE, w.Ratio}, "O/E low": {e.RatioLow, w.RatioLow}, "φ": {e.PhiUsed, w.PhiUsed},
		"% high and O/E low": {e.PercentHigh, 100 * (1 - w.RatioLow)}} {
		editiontest.Check(t, what+" "+name, pair[0], pair[1])
	}
	if w.RatioHigh != nil {
		editiontest.Check(t, what+" O/E high", *e.RatioHigh, *w.RatioHigh)
		editiontest.Check(t, what+" % low", *e.PercentLow, 100*(1-*w.RatioHigh))
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

// Quarters add up: E and O of two parts are those of the whole.
func TestReferralsAddUp(t *testing.T) {
	e := panelEdition(t)
	whole := panelScope(t)
	first, second := whole, whole
	first.To = whole.To.AddDate(0, 0, -7*15)
	second.From = first.To.AddDate(0, 0, 1)
	var parts []Estimate
	for _, scope := range []Scope{whole, first, second} {
		r, err := e.ReferralsAvoided(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, r.Province)
	}
	if parts[0].Observed != parts[1].Observed+parts[2].Observed || parts[1].Observed == 0 || parts[2].Observed == 0 {
		t.Errorf("O: %d = %d + %d", parts[0].Observed, parts[1].Observed, parts[2].Observed)
	}
	editiontest.Check(t, "E", parts[1].Expected+parts[2].Expected, parts[0].Expected)
}

// One station's scope gives that station's figure, with all stations' controls.
func TestReferralsOfOneStation(t *testing.T) {
	e := panelEdition(t)
	var want oeExpected
	editiontest.VectorJSON(t, "oe.expected.json", &want)
	shown := 0
	for code, w := range want.Stations {
		scope := panelScope(t)
		scope.Facility = code
		r, err := e.ReferralsAvoided(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Stations) != 1 || len(r.Blocks) != len(want.Calibration) {
			t.Errorf("%d stations, %d blocks", len(r.Stations), len(r.Blocks))
		}
		if w.Publishable {
			shown++
			checkFigure(t, code, r.Province, w)
			checkSums(t, r)
		}
	}
	if shown == 0 {
		t.Error("no station has a figure")
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
	editiontest.Equal(t, "never supported", unsupported.Province.Reasons, []Reason{ReasonNoSupportedWeeks})
	for _, s := range unsupported.Stations {
		want := map[string]State{"S": StateWithheld, "Z": StateNotApplicable}[s.Station.Code]
		if s.State != want {
			t.Errorf("%s: %s", s.Station.Code, s.State)
		}
	}
	editiontest.EqualJSON(t, "proportion", unsupported.Proportion, Ratio{2, 10})
	b.Worker("A", "doctor", "", 1).Posting("1", "A", "S", "2025-04-07", "2025-04-13", "")
	alone, err := publish(t, b).ReferralsAvoided(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Equal(t, "no control", alone.Province.Reasons, []Reason{ReasonNoUsableBlock})
	if alone.Province.SupportedVisits != 10 || alone.Province.SupportedReferrals != 2 {
		t.Errorf("observed %+v", alone.Province)
	}
}
