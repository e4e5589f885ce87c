package analytics

// addIntervals gives each week of the sums its 95 % interval: that of RA-1 (§4.1 steps 7 and 8) for a period of this one
// week and the same stations, as counts of referrals. The baseline, the calibration and φ are those of the whole figure, so
// the weeks' intervals overlap in what they do not know and must not be added up.
func (r *ReferralsAvoided) addIntervals(p *panel) {
	var set []int
	for _, f := range r.Stations {
		if n, known := p.stations[f.Station.Code]; known && f.Analysable {
			set = append(set, n)
		}
	}
	byDay := map[int][]panelCell{}
	for _, c := range p.cells {
		if p.isSupported(c) {
			byDay[int(c.day)] = append(byDay[int(c.day)], c)
		}
	}
	for i := range r.Weeks {
		w := &r.Weeks[i]
		e := p.onlyWeek(byDay[dayOf(w.Monday)]).estimate(set, true)
		observed := float64(e.Observed)
		w.Low, w.High = observed+e.Low, observed+e.High
	}
}

// onlyWeek is the panel with the supported cells of one week only; its control cells stay those of the whole block.
func (p *panel) onlyWeek(cells []panelCell) *panel {
	q := *p
	q.parts = make([][]stratumPart, len(p.parts))
	for _, c := range cells {
		n, _ := p.week(c)
		for _, part := range p.parts[c.stratum] {
			if part.block == n/p.rules.blockWeeks {
				part.supported, part.referrals, part.cells = int(c.visits), int(c.referrals), 1
				q.parts[c.stratum] = []stratumPart{part}
			}
		}
	}
	return &q
}
