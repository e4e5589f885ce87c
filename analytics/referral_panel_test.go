package analytics

import (
	"context"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/statement"
)

// The sums that the estimate is computed from are those of the queries that show them.
func TestPanelIsTheQueries(t *testing.T) {
	e := panelEdition(t)
	ctx := context.Background()
	scope := panelScope(t)
	scope.From, scope.To = scope.From.AddDate(0, 0, 7*32), scope.To.AddDate(0, 0, -7*5)
	scope.AsOf = scope.To.AddDate(0, 0, -7).Add(5 * time.Hour) // a Sunday's noon: its week counts
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		t.Fatal(err)
	}
	params := map[string]any{"from_day": scope.From, "to_day": scope.To, "as_of": scope.AsOf}
	chi2, strata := 0.0, 0
	err = e.Read(ctx, "referral_baseline", params, func(r *statement.Row) {
		s := p.stratum[p.strata[stratumKey{r.Text(), r.Text()}]]
		editiontest.Equal(t, "baseline", []float64{s.baseline.N, s.baseline.Y}, []float64{float64(r.Count()), float64(r.Count())})
		r.Skip()
		chi2 += r.Real()
		editiontest.Equal(t, "weeks", []int{p.station[s.station].baselineWeeks}, []int{r.Count()})
		strata++
	})
	if err != nil || strata == 0 {
		t.Fatal(strata, err)
	}
	editiontest.Check(t, "X²", p.dispersion.Chi2, chi2)
	var want, got [5]int
	err = e.Read(ctx, "referral_blocks", params, func(r *statement.Row) {
		i := p.strata[stratumKey{r.Text(), r.Text()}]
		number, sufficient := r.Count(), p.station[p.stratum[i].station].sufficient
		r.Skip()
		visits, referrals := r.Count(), r.Count()
		if sufficient {
			want[0] += visits * (number + 1)
			want[1] += referrals * (i + 1)
		}
		want[2] += r.Count()
		want[3] += r.Count() * (number + 1)
		want[4] += r.Count() * (i + 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	for number, b := range p.blocks {
		for _, c := range b.control {
			got[0] += c.visits * (number + 1)
			got[1] += c.referrals * (c.stratum + 1)
		}
		for _, c := range b.supported {
			got[3] += c.visits * (number + 1)
			got[4] += c.referrals * (c.stratum + 1)
		}
	}
	for _, s := range p.station {
		got[2] += s.supportedCells
	}
	editiontest.Equal(t, "blocks", got[:], want[:])
	weeks := 0
	if err := e.Read(ctx, "referral_weeks", params, func(*statement.Row) { weeks++ }); err != nil || weeks != got[2] {
		t.Errorf("%d supported cells, want %d, %v", weeks, got[2], err)
	}
}

// Where the programme's start is set, a stray posting may lie before it: its weeks are no baseline, in the panel as in the
// query that shows it.
func TestStrayPostingBeforeTheStart(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2025-01-01", "").Worker("A", "doctor", "", 1).
		Posting("1", "A", "S", "2025-02-03", "2025-02-09", "").Posting("2", "A", "S", "2025-04-07", "2025-06-01", "")
	for week := range 20 {
		b.Activity("S", "", editiontest.Date(editiontest.Day("2025-01-06").AddDate(0, 0, 7*week)), "g", 10, 1)
	}
	e := publish(t, b)
	scope := scopeOf("2025-01-06", "2025-05-25", "2025-05-31")
	p, err := e.readCells(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	p.t0 = editiontest.Day("2025-04-07")
	p.baseline = [2]time.Time{p.t0.AddDate(0, 0, -7*26), p.t0.AddDate(0, 0, -1)}
	p.compute()
	if got := p.station[0]; got.baselineWeeks != 12 || got.baselineVisits != 120 || got.supportedCells != 7 {
		t.Errorf("%+v", got) // thirteen weeks before the start, less the one with a doctor; supported from the start on
	}
	weeks := 0
	err = e.Read(context.Background(), "referral_baseline", map[string]any{"from_day": scope.From, "to_day": scope.To, "as_of": scope.AsOf, "programme_start": p.t0}, func(r *statement.Row) {
		r.Skip()
		r.Skip()
		editiontest.Equal(t, "visits and referrals of the query", []int{r.Count(), r.Count()}, []int{120, 12})
		weeks++
	})
	if err != nil || weeks != 1 {
		t.Errorf("%d rows, %v", weeks, err)
	}
}
