package analytics

import "context"

// gathered is what all indicators of a scope are made of, each part read once.
type gathered struct {
	scope       Scope
	stations    []Station
	coverage    *Coverage
	streams     map[Stream]*streamSums
	incidents   map[string][]incident
	panel       *panel
	referrals   *ReferralsAvoided
	sensitivity *Sensitivity // nil for one station
	proportions map[string]Ratio
	weeks       []ReportedWeek
	quality     *Quality
	disclosure  *DisclosureTable
	funnels     []*FunnelChart
	charts      map[string]ProportionChart         // by station; "" = all together
	parts       []func(station string) []Indicator // as parts reads them
}

// streamSums is the compliance of one stream in a scope.
type streamSums struct {
	state    State // not_collected, or as of the total
	total    ComplianceCounts
	stations map[string]ComplianceCounts
	weeks    []WeekCompliance
	grid     []ReportCell       // in no order
	streaks  map[string]Streaks // by station; nil unless asked for
}

// subject is what the indicators of the scope, or of one of its stations, are made of.
type subject struct {
	facility               *string
	coverage               CoverageCounts
	longest, open          Gap
	compliance             map[Stream]subjectCompliance
	incidents              []ResponseTimes
	estimate, uncalibrated Estimate
	sensitivity            *Sensitivity // nil: of the province only
	proportion             Ratio
	chart                  ProportionChart
	funnels                []subjectFunnel
	disclosure             *DisclosureTable // nil: of the province only
	quality                StationQuality
	parts                  []Indicator
}

type subjectCompliance struct {
	ComplianceCounts
	streaks Streaks
}

func (s subject) incidentCount() int { return s.incidents[0].Responded.N }

func (e *Edition) gather(ctx context.Context, scope Scope, byFacility bool) (*gathered, error) {
	g := &gathered{scope: scope, streams: map[Stream]*streamSums{}}
	for _, part := range []func() error{
		func() (err error) { g.stations, err = e.StationsIn(ctx, scope); return err },
		func() (err error) { g.coverage, err = e.Coverage(ctx, scope); return err },
		func() error { return e.gatherStreams(ctx, g, byFacility) },
		func() (err error) { g.incidents, err = e.incidentDurations(ctx, scope); return err },
		func() error { return e.gatherReferrals(ctx, g) },
		func() (err error) { g.weeks, err = e.ReportedWeeks(ctx, scope); return err },
		func() (err error) { g.quality, err = e.quality(ctx, scope, g.weeks); return err },
		func() error { return e.gatherParts(ctx, g) },
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	g.compare()
	return g, nil
}

func (e *Edition) gatherParts(ctx context.Context, g *gathered) error {
	for _, read := range parts {
		of, err := read(e, ctx, g.scope)
		if err != nil {
			return err
		}
		g.parts = append(g.parts, of)
	}
	return nil
}

// partsOf gives what the parts say of a station; "" = all together.
func (g *gathered) partsOf(station string) (list []Indicator) {
	for _, of := range g.parts {
		list = append(list, of(station)...)
	}
	return list
}

func (e *Edition) gatherStreams(ctx context.Context, g *gathered, byFacility bool) error {
	collected, err := e.Collected(ctx, g.scope)
	if err != nil {
		return err
	}
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		sums, err := e.streamSums(ctx, g.scope, stream, collected[stream])
		if err != nil {
			return err
		}
		if byFacility {
			sums.streaks = streaksByStation(sums.grid)
		}
		g.streams[stream] = sums
	}
	return nil
}

func (e *Edition) gatherReferrals(ctx context.Context, g *gathered) (err error) {
	if g.panel, err = e.readPanel(ctx, g.scope); err != nil {
		return err
	}
	g.referrals = g.panel.figures(g.scope, g.stations)
	g.disclosure = disclosureTable(g.stations, g.panel.activityTable())
	g.proportions = g.panel.proportions(g.stations)
	charts, err := e.ReferralCharts(ctx, g.scope)
	if err != nil {
		return err
	}
	g.charts = map[string]ProportionChart{}
	for _, c := range charts {
		g.charts[c.Station] = c
	}
	if g.scope.Facility == "" {
		if err := e.readDoctorWeeks(ctx, g.scope, g.panel); err != nil {
			return err
		}
		g.sensitivity = g.panel.sensitivity(g.stations, g.referrals.Province)
	}
	return nil
}

// proportions gives referrals over visits of the valid cells of the period, by station, as query referral_proportion.
func (p *panel) proportions(stations []Station) map[string]Ratio {
	cells, proportions := p.activityTable(), map[string]Ratio{}
	for _, s := range stations {
		for group := range p.groups {
			c := cells[stratumKey{s.Code, group}]
			proportions[s.Code] = proportions[s.Code].Plus(RatioOf(c[1], c[0]))
		}
	}
	return proportions
}

// activityTable sums visits and referrals of the period by stratum, as query activity_table does.
func (p *panel) activityTable() map[stratumKey][2]int {
	sums := make([][2]int, len(p.stratum))
	seen := make([]bool, len(p.stratum))
	for _, c := range p.cells {
		if p.inPeriod(c) {
			sums[c.stratum][0] += int(c.visits)
			sums[c.stratum][1] += int(c.referrals)
			seen[c.stratum] = true
		}
	}
	table := map[stratumKey][2]int{}
	for key, i := range p.strata {
		if seen[i] {
			table[key] = sums[i]
		}
	}
	return table
}

// compare makes the funnels.
func (g *gathered) compare() {
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		for _, measure := range []FunnelMeasure{FunnelCompleteness, FunnelTimeliness, FunnelContent} {
			ratios := map[string]Ratio{}
			for station, c := range g.streams[stream].stations {
				ratios[station] = measure.of(c)
			}
			g.funnels = append(g.funnels, funnelChart(measure, stream, g.stations, ratios))
		}
	}
	g.funnels = append(g.funnels, funnelChart(FunnelReferrals, "", g.stations, g.panel.ratios()))
}

// pooled is the whole scope as a subject.
func (g *gathered) pooled() subject {
	s := subject{coverage: g.coverage.Province, longest: g.coverage.LongestGap, open: g.coverage.OpenGap,
		compliance: map[Stream]subjectCompliance{}, incidents: responseTimes(g.incidents[""]),
		estimate: g.referrals.Province, uncalibrated: g.referrals.Uncalibrated, sensitivity: g.sensitivity,
		chart: g.charts[""], quality: g.quality.Province, parts: g.partsOf("")}
	if g.scope.Facility != "" {
		s.facility = &g.scope.Facility
		s.quality = g.ofStation(0).quality // by the rules for a station
		s.uncalibrated = g.uncalibrated(0)
	} else {
		s.disclosure = g.disclosure
	}
	for stream, sums := range g.streams {
		s.compliance[stream] = subjectCompliance{sums.total, weekStreaks(sums.weeks)}
	}
	for _, r := range g.proportions {
		s.proportion = s.proportion.Plus(r)
	}
	for _, f := range g.funnels {
		s.funnels = append(s.funnels, subjectFunnel{f, true, 0})
	}
	return s
}

// ofStation is one station of the scope as a subject.
func (g *gathered) ofStation(i int) subject {
	code := g.stations[i].Code
	s := subject{facility: &code, compliance: map[Stream]subjectCompliance{}, incidents: responseTimes(g.incidents[code]),
		estimate: g.referrals.Stations[i].Estimate, uncalibrated: g.uncalibrated(i), proportion: g.proportions[code],
		parts: g.partsOf(code)}
	for _, c := range g.coverage.Stations {
		if c.Station.Code == code {
			s.coverage, s.longest, s.open = c.CoverageCounts, c.LongestGap, c.OpenGap
		}
	}
	for stream, sums := range g.streams {
		s.compliance[stream] = subjectCompliance{sums.stations[code], sums.streaks[code]}
	}
	s.chart = g.charts[code]
	for _, f := range g.funnels {
		point := -1
		for n := range f.Stations {
			if f.Stations[n].Code == code {
				point = n
			}
		}
		s.funnels = append(s.funnels, subjectFunnel{f, false, point})
	}
	if q := g.quality.Stations[code]; q != nil {
		s.quality = *q
	}
	return s
}

// uncalibrated is RA-0 of one station, under the same refusals as RA-1.
func (g *gathered) uncalibrated(i int) Estimate {
	f := g.referrals.Stations[i]
	e := Estimate{}
	if n, known := g.panel.stations[f.Station.Code]; known && f.State == StateOK {
		e = g.panel.estimate([]int{n}, false)
	}
	e.State, e.Reasons = f.State, f.Reasons
	return e
}
