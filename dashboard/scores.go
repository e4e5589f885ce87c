package dashboard

import (
	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/dashboard/figure/scorecard"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
)

// scoreLine is a measure in the overview's strip of the scorecard: how many stations have which icon.
type scoreLine struct {
	Name   string
	Counts []scoreCount
}

type scoreCount struct {
	variation.Mark
	N   int
	URL string // of the stations; "" where the scorecard does not filter by it
}

// scoreLines count the icons of every measure.
func scoreLines(r *question.Question) ([]scoreLine, error) {
	card, err := scorecard.Of(r)
	if err != nil || len(card.Rows) == 0 {
		return nil, err
	}
	var lines []scoreLine
	for i, m := range analytics.Measures {
		t, line := scorecard.TallyOf(card, i), scoreLine{Name: r.Words.T("series." + m)}
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
			count := scoreCount{Mark: variation.Mark{Icon: c.icon, Name: said, Said: said}, N: c.n}
			if c.only != "" {
				count.URL = r.View.Link("/stations", "only", c.only)
			}
			line.Counts = append(line.Counts, count)
		}
		lines = append(lines, line)
	}
	return lines, nil
}
