package scorecard

import (
	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
)

// TallyLine is a measure in the overview's strip of the scorecard: how many stations have which icon.
type TallyLine struct {
	Name   string
	Counts []TallyCount
}

type TallyCount struct {
	variation.Mark
	N   int
	URL string // of the stations; "" where the scorecard does not filter by it
}

// Tallies count the icons of every measure.
func Tallies(r *question.Question) ([]TallyLine, error) {
	card, err := Of(r)
	if err != nil || len(card.Rows) == 0 {
		return nil, err
	}
	var lines []TallyLine
	for i, m := range analytics.Measures {
		t, line := TallyOf(card, i), TallyLine{Name: r.Words.T("series." + m)}
		concern, better := spc.ConcernLow, spc.ImprovementHigh
		if card.All[i].Direction == spc.Decrease {
			concern, better = spc.ConcernHigh, spc.ImprovementLow
		}
		for _, c := range []struct {
			icon spc.Icon
			n    int
			word string
			only string
		}{
			{concern, t.Concern, "concern", "concern"}, {better, t.Better, "better", ""}, {spc.CommonCause, t.Common, "common", ""}, {spc.TooFew, t.Unjudged, "unjudged", ""},
			{spc.Fail, t.Fail, "fail", "short"}, {spc.HitAndMiss, t.Miss, "miss", ""}, {spc.Pass, t.Pass, "pass", ""},
		} {
			if c.n == 0 {
				continue
			}
			said := r.Words.N("scores."+c.word, c.n)
			count := TallyCount{Mark: variation.Mark{Icon: c.icon, Name: said, Said: said}, N: c.n}
			if c.only != "" {
				count.URL = r.View.Link("/stations", "only", c.only)
			}
			line.Counts = append(line.Counts, count)
		}
		lines = append(lines, line)
	}
	return lines, nil
}
