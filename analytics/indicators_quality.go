package analytics

import "luanphien/analytics/stats"

// chartList gives what the charts of section 5 say of a subject.
func chartList(s subject) []Indicator {
	count, low, high := float64(s.incidentCount()), 0.0, 0.0
	low, high = stats.PoissonInterval(s.incidentCount(), 0.95)
	list := []Indicator{
		withWilson(ofRatio("CHT-1", s.proportion)).of("referral_proportion"),
		Indicator{ID: "CHT-2", Value: &count, Low: &low, High: &high, State: StateOK}.of("incident_reports"),
	}
	for _, f := range s.funnels {
		list = append(list, ofFunnel(f))
	}
	chart := Indicator{ID: "CHT-4", State: StateNotApplicable}
	if c := s.chart.Chart; c != nil {
		special, points := 0.0, float64(s.chart.To-s.chart.From)
		for i := s.chart.From; i < s.chart.To; i++ {
			if c.Special(i) {
				special++
			}
		}
		chart = Indicator{ID: "CHT-4", Value: &c.Mean, Numerator: &special, Denominator: &points, Low: &c.Lower, High: &c.Upper, State: StateOK}
	}
	return append(list, chart.of("referral_proportion"))
}

// subjectFunnel is a funnel as it concerns a subject: the whole, or one station's point of it (−1 = it has none).
type subjectFunnel struct {
	*FunnelChart
	whole bool
	point int
}

func ofFunnel(f subjectFunnel) Indicator {
	id, name := "CHT-3", string(f.Measure)
	if f.Measure == FunnelReferrals {
		id = "CHT-3b"
	}
	if f.Stream != "" {
		name += " " + string(f.Stream)
	}
	switch {
	case f.whole:
		_, outside := f.Outside()
		return ofRatio(id, RatioOf(outside, len(f.Points))).of(name)
	case f.point < 0:
		return Indicator{ID: id, State: StateNotApplicable}.of(name)
	}
	p := f.Points[f.point]
	n := ofRatio(id, Ratio{p.X, p.N})
	n.Low, n.High = &p.Limits.Low95, &p.Limits.High95
	if p.Class != stats.FunnelWithin {
		n.Reason = &p.Class
	}
	return n.of(name)
}

// disclosureIndicator is the share of a table of referrals that must be hidden.
func disclosureIndicator(s subject) Indicator {
	if s.disclosure == nil || len(s.disclosure.Stations) == 0 {
		return Indicator{ID: "SDC", State: StateNotApplicable}.of("referrals")
	}
	hidden, entries := 0, 0
	for _, row := range s.disclosure.Referrals.Marks {
		for _, mark := range row {
			entries++
			if mark != stats.Shown {
				hidden++
			}
		}
	}
	return ofRatio("SDC", RatioOf(hidden, entries)).of("referrals")
}

func qualityList(s subject, streams map[Stream]*streamSums) []Indicator {
	q := s.quality
	list := []Indicator{
		ofRatio("DQ-1", q.OutlierShare),
		ofRatio("DQ-2", q.Inconsistent),
		ofRatio("DQ-3", q.Jumps),
		ofRatio("DQ-4", q.BlankCells).of("blank_cells"),
		ofCount("DQ-4", q.ZeroRuns).of("zero_runs"),
		ofCount("DQ-5", q.Postings.DoubleBookings).of("double_booking"),
		ofCount("DQ-5", q.Postings.AbsenceOutside).of("absence_outside"),
		ofCount("DQ-5", q.Postings.Inactive).of("inactive_station"),
		ofCount("DQ-5", q.Postings.Overlapping).of("overlapping_orders"),
		ofCount("DQ-5", q.Postings.Replacements).of("possible_replacement"),
	}
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		c := q.Submissions[stream]
		for _, check := range []struct {
			name  string
			items int
		}{{"premature", c.Premature}, {"unexpected", c.Unexpected}, {"resubmissions", c.Resubmissions}, {"implausible", c.Implausible}} {
			n := ofRatio("DQ-6", RatioOf(check.items, c.Received)).of(string(stream) + " " + check.name)
			if streams[stream].state == StateNotCollected {
				n = Indicator{ID: n.ID, Stream: n.Stream, State: StateNotCollected}
			}
			list = append(list, n)
		}
	}
	return list
}
