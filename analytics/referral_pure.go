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

// DoctorWeek is a week in which a station had a doctor on some day, whether it reported or not.
type DoctorWeek struct {
	Station string
	Monday  time.Time
	Days    int // 1 to 7
}

// Trial is what RA-1 and its checks say of activity in memory.
type Trial struct {
	*ReferralsAvoided
	*Sensitivity
}

// EstimateReferrals computes RA-1, the other estimates and the checks from activity in memory, with no edition: T0 is
// given, and the period runs from it to the last cell. doctors are the weeks with a doctor. It is what a simulation calls;
// editions go through the same code.
func EstimateReferrals(strata []ReferralStratum, doctors []DoctorWeek, t0 time.Time) (Trial, error) {
	catalog, err := queries.Load()
	if err != nil {
		return Trial{}, err
	}
	p := (&Edition{catalog: catalog}).newPanel(Scope{From: t0})
	p.t0, p.collected = t0, true
	cells := 0
	for _, s := range strata {
		cells += len(s.Cells)
	}
	p.cells = make([]panelCell, 0, cells)
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
	p.doctorWeeks = make([][]doctorWeek, len(p.station))
	for _, d := range doctors {
		p.addDoctorWeek(d.Station, d.Monday, d.Days)
	}
	p.compute()
	r := p.figures(Scope{From: t0, To: p.to}, p.everywhere)
	return Trial{r, p.sensitivity(p.everywhere, r.Province)}, nil
}
