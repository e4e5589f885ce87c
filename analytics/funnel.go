package analytics

import (
	"context"

	"luanphien/analytics/stats"
)

// FunnelMeasure names a proportion that may be compared by a funnel (CHT-3). COV-1 may not: it is planned, and its days
// are not independent.
type FunnelMeasure string

// The measures. The first three are of one stream.
const (
	FunnelCompleteness FunnelMeasure = "CMP-1"
	FunnelTimeliness   FunnelMeasure = "CMP-2"
	FunnelContent      FunnelMeasure = "CMP-4"
	FunnelReferrals    FunnelMeasure = "referral_proportion"
)

// FunnelChart is a funnel over the stations of a scope that have a denominator, in default order; Stations stand beside
// its points.
type FunnelChart struct {
	Measure  FunnelMeasure
	Stream   Stream // "" for the referral proportion
	Stations []Station
	stats.Funnel
}

// Funnel compares the stations of the scope (queries compliance_by_station, referral_proportion). It has no points
// where no station has a denominator.
func (e *Edition) Funnel(ctx context.Context, scope Scope, measure FunnelMeasure, stream Stream) (*FunnelChart, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	var ratios map[string]Ratio
	if measure == FunnelReferrals {
		stream = ""
		ratios, err = e.referralProportions(ctx, scope)
	} else {
		ratios, err = e.complianceRatios(ctx, scope, measure, stream)
	}
	if err != nil {
		return nil, err
	}
	return funnelChart(measure, stream, stations, ratios), nil
}

func funnelChart(measure FunnelMeasure, stream Stream, stations []Station, ratios map[string]Ratio) *FunnelChart {
	c := &FunnelChart{Measure: measure, Stream: stream}
	var points []stats.Proportion
	for _, s := range stations {
		if r := ratios[s.Code]; r.Denominator > 0 {
			c.Stations = append(c.Stations, s)
			points = append(points, stats.Proportion{X: r.Numerator, N: r.Denominator})
		}
	}
	c.Funnel, _ = stats.NewFunnel(points)
	return c
}

func (e *Edition) complianceRatios(ctx context.Context, scope Scope, measure FunnelMeasure, stream Stream) (map[string]Ratio, error) {
	ratios := map[string]Ratio{}
	err := e.read(ctx, "compliance_by_station", scope.stream(stream), func(r *row) {
		station := r.text()
		ratios[station] = measure.of(readCompliance(r))
	})
	return ratios, err
}

func (m FunnelMeasure) of(c ComplianceCounts) Ratio {
	switch m {
	case FunnelTimeliness:
		return c.Timeliness()
	case FunnelContent:
		return c.ContentCompleteness()
	}
	return c.Completeness()
}

// referralProportions gives referrals over visits of the valid cells of the period, by station.
func (e *Edition) referralProportions(ctx context.Context, scope Scope) (map[string]Ratio, error) {
	ratios := map[string]Ratio{}
	err := e.read(ctx, "referral_proportion", scope.period(), func(r *row) {
		station := r.text()
		visits, referrals := r.count(), r.count()
		ratios[station] = ratio(referrals, visits)
	})
	return ratios, err
}

// Outside counts the points outside the 95 % limits and those of them outside the 99.8 % limits.
func (c *FunnelChart) Outside() (of95, of998 int) {
	for _, p := range c.Points {
		switch p.Class {
		case stats.FunnelLow998, stats.FunnelHigh998:
			of998++
			of95++
		case stats.FunnelLow95, stats.FunnelHigh95:
			of95++
		}
	}
	return of95, of998
}
