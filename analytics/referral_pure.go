package analytics

import (
	"time"

	"luanphien/queries"
)

// ReferralStratum is the weekly activity of one station and diagnosis group, by week, all cells valid.
type ReferralStratum struct {
	Station, Group string
	Cells          []ReferralCell
}

// ReferralCell is one week of a stratum.
type ReferralCell struct {
	Monday                        time.Time
	Visits, Referrals, DoctorDays int
}

// EstimateReferrals computes RA-1 and RA-0 of all stations together from activity in memory, with no edition: T0 is
// given, the period runs from it to the last cell. It is what a simulation calls; editions go through the same code.
func EstimateReferrals(strata []ReferralStratum, t0 time.Time) (calibrated, uncalibrated Estimate, err error) {
	catalog, err := queries.Load()
	if err != nil {
		return calibrated, uncalibrated, err
	}
	p := (&Edition{catalog: catalog}).newPanel(Scope{From: t0})
	p.t0, p.collected = t0, true
	for _, s := range strata {
		n := int32(p.stratumOf(s.Station, s.Group))
		for _, c := range s.Cells {
			p.cells = append(p.cells, panelCell{n, int32(dayOf(c.Monday)), int32(c.Visits), int32(c.Referrals), int32(c.DoctorDays)})
			if end := c.Monday.AddDate(0, 0, 6); end.After(p.to) {
				p.to = end
			}
		}
	}
	p.compute()
	analysable, all := p.analysable()
	calibrated, uncalibrated = p.estimate(analysable, true), p.estimate(analysable, false)
	p.countSupported(&calibrated, all)
	return calibrated, uncalibrated, nil
}

// analysable lists the stations that enter the figure of all together, and all stations.
func (p *panel) analysable() (some, all []int) {
	for i, t := range p.station {
		all = append(all, i)
		if t.sufficient && t.supportedCells > 0 {
			some = append(some, i)
		}
	}
	return some, all
}
