package dashboard

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// crawlPoint is a number of each point of a figure's chart, in a series, where each point is a station's. −1 as the place:
// the point's value is the number itself.
type crawlPoint struct {
	figure     string
	series, at int
	id, stream string
	part       string
}

var crawlPoints = []crawlPoint{
	{"coverage_by_station", 0, -1, "COV-1", "", "value"}, {"rotation_stations", 1, -1, "COV-2", "", "value"}, {"rotation_stations", 0, -1, "COV-11", "", "denominator"},
	{"reporting_by_station", 0, -1, "CMP-2", ofStream, "value"}, {"reporting_funnel", 4, 1, "CMP-2", ofStream, "value"},
	{"reporting_funnel", 4, 0, "CMP-2", ofStream, "denominator"}, {"referrals_by_station", 0, 0, "RA-1", "", "value"},
}

// chartPoint is a point as the script gets it.
type chartPoint struct {
	Name   string
	Tip    []string
	Value  any
	Points [][]float64
}

// station is what the point is of.
func (p chartPoint) station() string {
	if p.Name != "" || len(p.Tip) == 0 {
		return p.Name
	}
	return p.Tip[0]
}

// chartOf gives the points of each series of a figure's chart; nil where it has none. What is no object is no point.
func (c *crawl) chartOf(figure string, pairs ...string) [][]chartPoint {
	var answer struct {
		State string
		Chart *struct {
			Option struct {
				Series []struct{ Data []json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal([]byte(c.get("/figures/"+figure+".json", pairs...)), &answer); err != nil && c.err == nil {
		c.err = fmt.Errorf("%s.json: %w", figure, err)
	}
	if answer.Chart == nil {
		return nil
	}
	var all [][]chartPoint
	for _, series := range answer.Chart.Option.Series {
		var points []chartPoint
		for _, text := range series.Data {
			var p chartPoint
			if json.Unmarshal(text, &p) == nil {
				points = append(points, p)
			}
		}
		all = append(all, points)
	}
	return all
}

// points are the points of charts whose points are stations, and what is said at the points of the maps.
func (c *crawl) points() {
	codes := map[string]string{}
	for _, s := range c.stations {
		codes[s.Name] = s.Code
	}
	for _, point := range crawlPoints {
		if c.scope.Specialty != "" && !c.narrowed(point.id) {
			continue
		}
		series := c.chartOf(point.figure)
		if len(series) <= point.series {
			continue
		}
		for _, p := range series[point.series] {
			v, ok := p.Value.(float64)
			if values, list := p.Value.([]any); list && point.at >= 0 && point.at < len(values) {
				v, ok = values[point.at].(float64)
			}
			if code := codes[p.station()]; ok && code != "" {
				c.add(crawlKey{point.id, strings.Replace(point.stream, ofStream, c.stream, 1), code, point.part}, v, 0, point.figure+" points")
			}
		}
	}
	for _, column := range crawlColumns {
		if !strings.HasPrefix(column.figure, "map_") || column.id == "RA-1" || c.scope.Specialty != "" && !c.narrowed(column.id) {
			continue
		}
		for _, series := range c.chartOf(column.figure) {
			for _, p := range series {
				if code := codes[p.station()]; code != "" && len(p.Tip) > 2 {
					c.spoken(crawlKey{column.id, strings.Replace(column.stream, ofStream, c.stream, 1), code, ""}, p.Tip[2], column.figure+" points")
				}
			}
		}
	}
}

var said = regexp.MustCompile(`^\D*?(−?[\d.]+(?:,\d+)?(?: %)?)(?: ngày)?(?: \(([\d.]+)/([\d.]+))?`)

// spoken reads «Độ bao phủ 67 % (62/92 ngày)», «0,88» or «21 ngày (17/08–06/09/2026)».
func (c *crawl) spoken(k crawlKey, text, source string) {
	m := said.FindStringSubmatch(strings.ReplaceAll(text, words.Nbsp, " "))
	if m == nil {
		return
	}
	for i, part := range []string{"value", "numerator", "denominator"} {
		if v, within, ok := spokenNumber(m[i+1]); ok && m[i+1] != "" {
			k.Part = part
			c.add(k, v, within, source)
		}
	}
}

// crawlWeekly is a figure whose rows are weeks, with the chart's series that show its columns.
var crawlWeekly = []struct {
	figure    string
	ofStation bool
	series    map[int]string
}{
	{"coverage_by_week", false, map[int]string{0: "coverage"}}, {"reporting_by_week", false, map[int]string{0: "on_time_rate"}},
	{"referrals_by_week", false, map[int]string{2: "expected", 3: "observed"}}, {"referral_xmr", false, map[int]string{0: "proportion"}},
	{"station_activity", true, map[int]string{0: "visits"}}, {"station_xmr", true, map[int]string{0: "proportion"}},
	{"coverage_xmr", false, map[int]string{0: "share"}}, {"doctor_xmr", false, map[int]string{0: "share"}}, {"on_time_xmr", false, map[int]string{0: "share"}},
	{"station_coverage_xmr", true, map[int]string{0: "share"}}, {"station_doctor_xmr", true, map[int]string{0: "share"}}, {"station_on_time_xmr", true, map[int]string{0: "share"}},
}

// weeks hold the points of weekly charts against the figure's file, and the sums over the weeks against the period.
func (c *crawl) weeks() {
	for _, weekly := range crawlWeekly {
		referrals := strings.Contains(weekly.figure, "referral") || weekly.figure == "station_xmr" || weekly.figure == "station_activity"
		if c.scope.Specialty != "" && (referrals || c.stream != address.StreamRotation) {
			continue
		}
		station := ""
		var pairs []string
		if weekly.ofStation {
			station = c.stations[c.turn%len(c.stations)].Code
			pairs = []string{"station", station}
		}
		rows, err := csvRows(c.get("/figures/"+weekly.figure+".csv", pairs...))
		if err != nil {
			c.err = fmt.Errorf("%s: %w", weekly.figure, err)
			return
		}
		series := c.chartOf(weekly.figure, pairs...)
		for n, column := range weekly.series {
			if n >= len(series) {
				continue
			}
			points := map[string]float64{} // by the week that the tip names: a chart has gaps where the file has no row
			for _, p := range series[n] {
				if v, ok := p.Value.(float64); ok && len(p.Tip) > 0 {
					points[p.Tip[0]] = v
				}
			}
			for i, row := range rows {
				if row["week"] == "" { // the file of an empty table has one row, of its provenance
					continue
				}
				week, err := calendar.ParseWeek(row["week"])
				if err != nil {
					c.err = fmt.Errorf("%s: %w", weekly.figure, err)
					return
				}
				if v, ok := points[c.site.words[words.Vietnamese].Week(week)]; ok {
					c.cell(weekly.figure, column, i, row[column], strconv.FormatFloat(v, 'g', -1, 64), weekly.figure+" points")
				}
			}
		}
		c.sums(weekly.figure, station, rows)
	}
}

// sums adds up the weeks of the period.
func (c *crawl) sums(figure, station string, rows []map[string]string) {
	first, last, ok := calendar.WeeksOf(c.scope.From, c.scope.To)
	if !ok || len(rows) == 0 {
		return
	}
	sum := map[string]float64{}
	for _, row := range rows {
		if row["week"] == "" {
			continue
		}
		week, err := calendar.ParseWeek(row["week"])
		if err != nil {
			c.err = fmt.Errorf("%s: %w", figure, err)
			return
		}
		if week.Monday().Before(first.Monday()) || week.Monday().After(last.Monday()) {
			continue
		}
		for column, text := range row {
			if v, err := strconv.ParseFloat(text, 64); err == nil {
				sum[column] += v
			}
		}
	}
	source := figure + " weeks"
	switch figure {
	case "reporting_by_week":
		c.ratio("CMP-2", c.stream, "", sum["on_time"], sum["due"], source)
		c.ratio("CMP-1", c.stream, "", sum["on_time"]+sum["late"], sum["due"], source)
	case "on_time_xmr":
		c.ratio("CMP-2", c.stream, "", sum["numerator"], sum["denominator"], source)
	case "referral_xmr", "station_xmr":
		c.ratio("CHT-1", "referral_proportion", station, sum["referrals"], sum["visits"], source)
	case "referrals_by_week":
		c.add(crawlKey{"RA-1", "", "", "numerator"}, sum["observed"], 0, source)
		c.add(crawlKey{"RA-1", "", "", "denominator"}, sum["expected"], 0, source)
	}
}

// bars are both sides of the comparison, and what its page says of them.
func (c *crawl) bars() {
	series := c.chartOf("compare", "with", question.WithBefore)
	rows, err := csvRows(c.get("/figures/compare.csv", "with", question.WithBefore))
	if err != nil {
		c.err = err
		return
	}
	for _, row := range rows {
		for _, side := range []string{"a", "b"} {
			k := crawlKey{row["indicator"], "compare", side, ""}
			if v, err := strconv.ParseFloat(row["value_"+side], 64); err == nil {
				k.Part = "value"
				c.add(k, v, 0, "compare.csv")
			}
			if v, err := strconv.ParseFloat(row["n_"+side], 64); err == nil {
				k.Part = "denominator"
				c.add(k, v, 0, "compare.csv")
			}
			if !strings.HasPrefix(row["indicator"], "CMP-6") {
				c.spoken(k, row[side], "compare's cells")
			}
		}
		for n, side := range []string{"a", "b"} {
			label := c.site.words[words.Vietnamese].T("compare.row." + row["indicator"])
			if n >= len(series) {
				continue
			}
			if at := slices.IndexFunc(series[n], func(p chartPoint) bool { return p.station() == label }); at >= 0 {
				if v, ok := series[n][at].Value.(float64); ok {
					c.add(crawlKey{row["indicator"], "compare", side, "value"}, v, 0, "compare's bars")
				}
			}
		}
	}
}
