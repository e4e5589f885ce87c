package incidents

import (
	"luanphien/analytics/stats"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// drawCoarse draws the times until difficulties are answered for the press: no step is that of a single report, and the
// urgent and the normal ones are told apart only where both are enough.
func drawCoarse(r *question.Question, id string, all, urgent, normal stats.Survival) (*figure.Drawing, error) {
	w := r.Words
	curve := disclosure.Coarse(all)
	if disclosure.Small(all.N) || len(curve.Curve) == 0 || curve.MedianHidden {
		return figure.TooFew(r, id, nil), nil
	}
	coarse := []disclosure.Survival{curve}
	severities := []string{"all"}
	few := disclosure.Small(urgent.N) || disclosure.Small(normal.N)
	if few {
		urgent, normal = stats.Survival{}, stats.Survival{}
	} else {
		coarse = append(coarse, disclosure.Coarse(urgent), disclosure.Coarse(normal))
		severities = append(severities, "urgent", "normal")
	}
	var steps []step
	for i, one := range coarse {
		for _, s := range one.Curve {
			steps = append(steps, step{s, severities[i]})
		}
	}
	t := table.Of(steps, []table.For[step]{
		{Field: "severity", Label: w.T("column.urgency"), Kind: table.KindTerm, Prefix: "incident.severity.", Cell: func(s step) any { return s.severity }},
		{Field: "days", Label: w.T("column.days_after"), Kind: table.KindDecimal, Cell: func(s step) any { return s.Days }},
		{Field: "waiting", Label: w.T("column.waiting"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Survival) }},
		{Field: "lower", Label: w.T("column.lower"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Lower) }},
		{Field: "upper", Label: w.T("column.upper"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Upper) }},
	})
	drawn := stats.Survival{}
	if !few {
		drawn = coarse[1].Survival
	}
	chart, err := survivalChart(r, curve.Survival, drawn, nil)
	if err != nil {
		return nil, err
	}
	chart.Meta = nil
	median := func(i int) string {
		if i >= len(coarse) || coarse[i].MedianHidden {
			return r.FewWord()
		}
		return MedianWords(r, coarse[i].Survival)
	}
	p90 := w.T("survival.not_reached")
	switch {
	case curve.P90Hidden:
		p90 = r.FewWord()
	case curve.P90 != nil:
		p90 = daysInWords(w, *curve.P90)
	}
	d := survivalDrawing(r, id, []any{"median", median(0), "p90", p90, "n", w.N("count.incidents", all.N), "open", r.Told(all.Censored, curve.OpenHidden),
		"urgent", median(1), "normal", median(2), "period", r.Period()}, chart, t)
	d.Measured = measured(curve.Survival)
	d.Notes = append(d.Notes, w.T("disclosure.survival"))
	figure.ExplainFew(r, d, true)
	return d, nil
}
