package maps

import (
	"luanphien/analytics"
	"luanphien/dashboard/boundaries"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// outline adds the outlines to the data of a map, datum i being that of placed[i], and says on the drawing what does not
// fit. It gives the meta of the plane; nil where there are no outlines for any station.
func outline(r *question.Question, d *figure.Drawing, placed []analytics.Station, data []any, all []analytics.Station) map[string]any {
	o, w := r.Outlines, r.Words
	if o.Trouble != nil {
		text := o.Trouble.VI
		if w.Lang == words.English {
			text = o.Trouble.EN
		}
		d.Notes = append(d.Notes, text)
	}
	if o.Map == nil {
		return nil
	}
	known := map[string]bool{}
	for _, s := range all {
		known[s.Code] = true
	}
	drawn := 0
	for i, s := range placed {
		datum := data[i].(map[string]any)
		rings := o.Areas[s.Code]
		at := boundaries.Point{}
		if s.Lat != nil && s.Lon != nil {
			at = o.At(*s.Lon, *s.Lat)
		}
		if len(rings) > 0 {
			drawn++
			if s.Lat == nil || s.Lon == nil || !boundaries.Holds(rings, at) {
				at = boundaries.Middle(rings)
			}
			datum["rings"] = steps(rings)
		}
		datum["at"] = []int{at.X, at.Y}
	}
	if drawn == 0 {
		return nil
	}
	var strange []any
	for _, code := range o.Codes() {
		if !known[code] {
			strange = append(strange, steps(o.Areas[code]))
		}
	}
	if len(strange) > 0 && r.Area == "" { // else they may be of stations that the reader does not know
		d.Notes = append(d.Notes, w.N("map.strange_areas", len(strange)))
	}
	if missing := len(placed) - drawn; missing > 0 {
		d.Notes = append(d.Notes, w.N("map.without_area", missing))
	}
	return map[string]any{"width": o.Width, "height": o.Height, "others": strange}
}

// steps writes rings as the script reads them: x and y of the first point, then the steps to the next.
func steps(rings [][]boundaries.Point) [][]int {
	var list [][]int
	for _, ring := range rings {
		var flat []int
		last := boundaries.Point{}
		for _, p := range ring {
			flat = append(flat, p.X-last.X, p.Y-last.Y)
			last = p
		}
		list = append(list, flat)
	}
	return list
}

// hasOutline tells whether the station can be drawn without coordinates.
func hasOutline(r *question.Question, code string) bool {
	o := r.Outlines
	return o.Map != nil && len(o.Areas[code]) > 0
}
