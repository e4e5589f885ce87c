package demo

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// sizes are how large a facility of each type is, against a commune's station.
var sizes = map[string]float64{commune: 1, ward: 1.6, hospital: 6}

// A station of the demo. All but its name, code, type, area and place is invented.
type station struct {
	code, kind, name, area string
	lat, lon               string
	population             int     // 0 = nobody lives in a hospital's charge
	visits                 float64 // mean visits a week
	referral               float64 // referral rate against the province's, 1 = alike
	groupReferral          [len(groupNames)]float64
	late, missing          float64 // how often its weekly report is late, or never comes
	remote                 float64 // how reluctantly workers are sent there
}

func (s station) healthCenter() string { return "Trung tâm Y tế " + s.area }

// loadStations reads the embedded facts and invents the rest.
func (p *Province) loadStations() ([]station, error) {
	records, err := csv.NewReader(strings.NewReader(p.stationsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("stations of the demo: %w", err)
	}
	draw := p.source(streamStations)
	stations := make([]station, 0, len(records)-1)
	for _, r := range records[1:] {
		s := station{code: r[0], kind: r[1], name: r[2], area: r[3], lat: r[4], lon: r[5]}
		size := draw.factor(0.35) * sizes[s.kind]
		if s.kind != hospital {
			s.population = 100 * int(math.Round(125*size))
		}
		s.visits = 95 * size
		s.referral = draw.factor(0.25)
		for g := range s.groupReferral {
			s.groupReferral[g] = draw.factor(0.12)
		}
		s.late = 0.10 * draw.factor(0.5)
		s.missing = 0.05 * draw.factor(0.6)
		if draw.chance(0.2) {
			s.remote = 2 + 3*draw.Float64()
		}
		stations = append(stations, s)
	}
	return stations, nil
}

func (p *Province) stationTable(stations []station) table {
	t := table{name: "tram-y-te", header: []string{
		"Mã trạm", "Tên trạm", "Loại", "Trung tâm y tế", "Vĩ độ", "Kinh độ", "Dân số", "Ngày mở", "Ngày đóng", "Mã tỉnh",
	}}
	for _, s := range stations {
		population := ""
		if s.population > 0 {
			population = strconv.Itoa(s.population)
		}
		t.add(s.code, s.name, s.kind, s.healthCenter(), s.lat, s.lon, population, writtenDate(p.firstDay()), "", p.Code)
	}
	return t
}

// areas lists the health-centre areas in the order in which they first occur.
func areas(stations []station) []string {
	var list []string
	seen := map[string]bool{}
	for _, s := range stations {
		if !seen[s.area] {
			seen[s.area] = true
			list = append(list, s.area)
		}
	}
	return list
}
