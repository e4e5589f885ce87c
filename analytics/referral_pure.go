package analytics

import (
	"slices"
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

// Trial is what RA-1 and its checks say of activity in memory.
type Trial struct {
	*ReferralsAvoided
	*Sensitivity
}

// EstimateReferrals computes RA-1, the other estimates and the checks from activity in memory, with no edition: T0 is
// given, the period runs from it to the last cell, and a doctor's days are known of the weeks with a cell only. It is what
// a simulation calls; editions go through the same code.
func EstimateReferrals(strata []ReferralStratum, t0 time.Time) (Trial, error) {
	catalog, err := queries.Load()
	if err != nil {
		return Trial{}, err
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
	p.everywhere = make([]Station, len(p.station))
	for code, i := range p.stations {
		p.everywhere[i] = Station{Code: code}
	}
	p.doctorWeeks = p.weeksWithDoctor()
	p.compute()
	r := p.figures(Scope{From: t0, To: p.to}, p.everywhere)
	return Trial{r, p.sensitivity(p.everywhere, r.Province)}, nil
}

// weeksWithDoctor are the weeks of each station that have a cell and a doctor, counted from T0.
func (p *panel) weeksWithDoctor() [][]int {
	weeks := make([][]int, len(p.station))
	for _, c := range p.cells {
		if n, ok := p.week(c); ok && c.covered > 0 {
			i := p.stratum[c.stratum].station
			weeks[i] = append(weeks[i], n)
		}
	}
	for i := range weeks {
		slices.Sort(weeks[i])
		weeks[i] = slices.Compact(weeks[i])
	}
	return weeks
}
