package dashboard

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"luanphien/analytics/stats"
	"luanphien/dashboard/account"
)

// The spread of the spine chart is that of the stations' own figures; better is on the right, of referrals the lower.
func TestSpineIsTheSpreadOfTheStations(t *testing.T) {
	s := openDemo(t)
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	spine := map[string]map[string]string{}
	for _, row := range s.rowsOf("/figures/station_spine.csv?station=03160") {
		spine[row["indicator"]] = row
	}
	for indicator, of := range map[string][2]string{"coverage": {"/figures/coverage_by_station.csv", "coverage"}, "timeliness": {"/figures/reporting_by_station.csv", "on_time_rate"}} {
		var values []float64
		own := ""
		for _, row := range s.rowsOf(of[0]) {
			if row[of[1]] == "" || row["station_code"] == "" {
				continue
			}
			values = append(values, number(row[of[1]]))
			if row["station_code"] == "03160" {
				own = row[of[1]]
			}
		}
		slices.Sort(values)
		row := spine[indicator]
		if row["station"] != own || row["stations"] != strconv.Itoa(len(values)) {
			t.Errorf("%s: %v, the station has %s of %d", indicator, row, own, len(values))
		}
		for column, want := range map[string]float64{"worst": values[0], "worse_quartile": stats.Quantile(values, 0.25), "better_quartile": stats.Quantile(values, 0.75), "best": values[len(values)-1]} {
			if got := number(row[column]); math.Abs(got-want) > 1e-6 {
				t.Errorf("%s, %s: %v, the stations' figures say %v", indicator, column, got, want)
			}
		}
	}
	referrals := spine["proportion"]
	if referrals["stations"] != "45" {
		t.Error("the spread of referrals is that of", referrals["stations"], "stations")
	}
	if number(referrals["worst"]) <= number(referrals["best"]) || number(referrals["worse_quartile"]) <= number(referrals["better_quartile"]) {
		t.Error("more referrals are better:", referrals)
	}
	if spine["coverage"]["target"] == "" || spine["preventive"]["target"] != "" {
		t.Error("the targets are not those of the indicators:", spine)
	}
	body := s.see("/stations/03160", `id="station_spine"`, `id="station_coverage_xmr"`, "đạt chỉ tiêu", "tuần", `#i-none`)
	if strings.Contains(body, `id="station_reference"`) {
		t.Error("the spread and the reference lines say the same twice")
	}
}

// Who works for some stations is not told the worst and the best, which are other stations'.
func TestSpineTellsNoOtherStation(t *testing.T) {
	s := openDemo(t).person(account.NewUser{Login: "xa", Name: "Phụ trách xã", Roles: account.CommuneManager, Stations: "03160"})
	for _, form := range []string{"", ".json", ".csv", ".xlsx", ".parquet", ".svg", ".png", ".pdf"} {
		if status, _ := s.get("/figures/station_spine" + form + "?station=03160"); status != 403 {
			t.Errorf("station_spine%s answers an area %d", form, status)
		}
	}
	if body := s.see("/stations/03160"); strings.Contains(body, `id="station_spine"`) {
		t.Error("the page of an area has the spread")
	}
	s.see("/stations/03160", `id="station_reference"`)
}
