package main

// setting is one kind of province. What is not named is as in the plain province.
type setting struct {
	name   string
	kind   kind
	ratio  float64 // true rate ratio while supported; 1 = no effect
	season float64 // swing of the rate over a year, ± this share
	trend  float64 // change of the rate over the whole time, as a share
	noise  float64 // variance of a station-week's own factor, which its groups share
	drift  float64 // standard deviation of a station's slowly moving level (AR(1) of 0.9 a week, on the log scale)

	stations     int
	neverVisited int
	few          bool    // support lasts long and pauses are short, so that few stations are unsupported at a time
	byBaseline   bool    // the stations with the most referrals before the programme get the support
	byCurrent    bool    // support begins where a station's level is high at the moment
	unreported   float64 // share of the supported weeks with many referrals that are not reported
	kept         float64 // share of the effect that the local staff keep in the weeks after support
}

// kind says what is claimed of a setting.
type kind int

const (
	claimed     kind = iota // the interval holds the truth in 93 to 99 % of the provinces
	fewStations             // likewise, or the figure is withheld
	biased                  // a known bias: its size is printed, and how often a check catches it
)

// settings are the rows of the table.
func settings() []setting {
	plain := setting{ratio: 0.72, season: 0.15, trend: 0.3, stations: 45, neverVisited: 5}
	list := []setting{}
	add := func(name string, change func(*setting)) {
		for _, ratio := range []float64{0.72, 1} {
			s := plain
			s.name, s.ratio = name+", effect", ratio
			if ratio == 1 {
				s.name = name + ", no effect"
			}
			change(&s)
			list = append(list, s)
		}
	}
	add("chance alone", func(s *setting) { s.season, s.trend = 0, 0 })
	add("season, rising trend", func(*setting) {})
	add("season, falling trend", func(s *setting) { s.trend = -0.3 })
	add("(a) noise of station-weeks", func(s *setting) { s.noise = 0.05 })
	add("(b) drift of stations", func(s *setting) { s.drift = 0.2 })
	add("(c) both", func(s *setting) { s.noise, s.drift = 0.05, 0.2 })
	add("(d) both, few controls", func(s *setting) { s.noise, s.drift, s.few, s.neverVisited = 0.05, 0.2, true, 2 })
	add("(e) both, 20 stations", func(s *setting) { s.noise, s.drift, s.stations = 0.05, 0.2, 20 })
	add("(f) both, 12 stations", func(s *setting) { s.noise, s.drift, s.stations, s.neverVisited, s.kind = 0.05, 0.2, 12, 2, fewStations })
	bias := func(name string, ratio float64, change func(*setting)) {
		s := plain
		s.name, s.kind, s.ratio, s.noise, s.drift = name, biased, ratio, 0.05, 0.2
		change(&s)
		list = append(list, s)
	}
	bias("support chosen by a high baseline, no effect", 1, func(s *setting) { s.byBaseline = true })
	bias("support chosen by a currently high rate, no effect", 1, func(s *setting) { s.byCurrent = true })
	bias("a third of the busy supported weeks unreported, no effect", 1, func(s *setting) { s.unreported = 1.0 / 3 })
	bias("half of the effect kept after support", 0.72, func(s *setting) { s.kept = 0.5 })
	return list
}
