package question

import (
	"errors"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/problem"
)

// StationCode is the station that the address names: in its path on the station's page, as a parameter elsewhere.
// A figure of a station that names none is of the first one.
func (r *Question) StationCode() string {
	if code := r.Vars["code"]; code != "" {
		return code
	}
	if r.View.Station != "" {
		return r.View.Station
	}
	if stations, err := r.StationsInScope(); err == nil && len(stations) > 0 {
		return stations[0].Code
	}
	return ""
}

func (r *Question) StationNames() (map[string]string, error) {
	stations, err := r.Stations()
	names := make(map[string]string, len(stations))
	for _, s := range stations {
		names[s.Code] = s.Name
	}
	return names, err
}

func (r *Question) StationsInScope() ([]analytics.Station, error) {
	all, err := r.Stations()
	if err != nil {
		return nil, err
	}
	var some []analytics.Station
	for _, s := range all {
		if r.Scope.Holds(s) {
			some = append(some, s)
		}
	}
	return some, nil
}

var errNoStations = problem.NotFound("question.problem.no_stations")

// Station gives the detail of the station that the address names.
func (r *Question) Station() (*lists.StationDetail, error) {
	code := r.StationCode()
	if code == "" {
		return nil, errNoStations
	}
	d, err := r.detail(r.StationScope())
	if errors.Is(err, analytics.ErrNoStation) {
		return nil, NoStation(code)
	}
	return d, err
}

func NoStation(code string) *problem.Problem {
	return problem.NotFound("question.problem.no_station", "code", code)
}

func (r *Question) StationScope() analytics.Scope {
	scope := r.Scope
	scope.Facility, scope.HealthCenter, scope.FacilityType = r.StationCode(), "", ""
	return scope
}
