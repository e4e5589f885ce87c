package exhibit

import (
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// Mark is something said of a week of a station, as it stands on the axis of a chart of weeks.
type Mark struct {
	Column int    `json:"column"`
	Kind   string `json:"kind"` // remark, item
	Text   string `json:"text"`
}

// Marks are the remarks on the weeks of a station's chart, and the items of the attention list that the chart gave rise to.
// Where they cannot be read the chart stands without them.
func Marks(r *question.Question, f *figure.Figure, d *figure.Drawing) (list []Mark) {
	c := d.Chart
	if c == nil {
		return nil
	}
	if _, one := c.Option["yAxis"].(map[string]any); !one || c.Rows != nil || c.Columns == nil || !f.OfStation || !f.Weekly {
		return nil
	}
	for _, line := range remarksOn(r, f, d) {
		if at, ok := c.Columns.Index[line.monday]; ok {
			list = append(list, Mark{at, "remark", line.Text})
		}
	}
	items, err := r.Attention(r.Scope)
	if err != nil {
		r.Without("the items of a chart", f.ID, err)
		return list
	}
	for _, item := range items {
		evidence := attention.Evidence[item.Code]
		if item.Station != r.StationCode() || evidence == nil || evidence.ID != f.ID {
			continue
		}
		if at, ok := c.Columns.Index[calendar.WeekOf(item.Findings[0].From).Monday()]; ok {
			list = append(list, Mark{at, "item", attention.AttentionText(r, item, 1)})
		}
	}
	return list
}
