package demo

import (
	"fmt"
	"slices"
	"strings"
)

// Province is a province that can be invented: what is on the public record of its rotation, and what the machinery of
// this package needs to make up the rest.
type Province struct {
	Key  string // as the command line names it
	Name string
	Code string // of the province, today
	span

	seed        uint64 // another seed is another province
	stationsCSV string // receiving facilities: code, type, name, area, lat, lon
	// The senders: units of the provincial level, and units that every area has one of.
	provincialUnits []unit
	areaUnits       []areaUnit
	contingents     []contingent
	demands         []demand
	provincial      terms // of workers from provincial units
	district        terms // of the others
	withoutDoctor   int   // stations that the first wave leaves without a doctor, to compare the others with
	unknownStation  string
}

// areaUnit is a kind of unit of which every area has one. Code is a format for the area's number.
type areaUnit struct{ group, code, name string }

// contingent is a number of workers alike, whom the units of a group send in turn.
type contingent struct {
	group          string
	count          int
	cadre          string
	qualifications []string // each worker has one of them, by chance
	specialties    []string // in turn
}

// demand is how often a specialty is lacking, as a weight: at stations and at district hospitals.
type demand struct {
	specialty         string
	station, hospital float64
}

// terms are how long a worker stays, in days, for how many weeks (from, to) he is home before he is sent again, and
// the types of the facilities that receive him.
type terms struct {
	stays []int
	home  [2]int
	to    []string
}

// The types of receiving facilities, as the files have them.
const (
	commune  = "xã"
	ward     = "phường"
	hospital = "bệnh viện huyện"
)

// Provinces lists the provinces that can be invented, the default first.
var Provinces = []*Province{DienBien, LaoCai}

// Named is the province of a key. The error says which there are.
func Named(key string) (*Province, error) {
	var keys []string
	for _, p := range Provinces {
		if p.Key == key {
			return p, nil
		}
		keys = append(keys, p.Key)
	}
	list := strings.Join(keys, ", ")
	return nil, fmt.Errorf("không có tỉnh minh họa «%[1]s»; có: %[2]s (there is no demo province “%[1]s”; there are: %[2]s)", key, list)
}

// termsOf are the terms on which a unit sends its workers.
func (p *Province) termsOf(u unit) terms {
	if u.provincial {
		return p.provincial
	}
	return p.district
}

// receives tells whether workers of a unit are sent to a station.
func (p *Province) receives(s station, from unit) bool {
	return slices.Contains(p.termsOf(from).to, s.kind)
}

// The default province's moment and its programme's first week, for those who want just a demo.
var (
	AsOf      = DienBien.AsOf()
	StartWeek = DienBien.StartWeek()
)

// Write puts the files of the default province into a folder.
func Write(dir string) ([]File, error) { return DienBien.Write(dir) }
