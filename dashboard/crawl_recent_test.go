package dashboard

import (
	"regexp"
	"strconv"
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/dashboard/address"
	"luanphien/dashboard/following"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// crawlRecent are the measures of the last four weeks: the column of the scorecard, the charts of their weeks, and the sentence of
// the overview's headline.
var crawlRecent = []struct {
	measure, column, chart, stationChart string
	headline                             *regexp.Regexp
}{
	{analytics.MeasureCoverage, "coverage", "coverage_xmr", "station_coverage_xmr", regexp.MustCompile(`([\d.]+) trong ([\d.]+) ngày; 4 tuần`)},
	{analytics.MeasureDoctors, "doctor", "doctor_xmr", "station_doctor_xmr", nil},
	{analytics.MeasureOnTime, "on_time", "on_time_xmr", "station_on_time_xmr", regexp.MustCompile(`([\d.]+) trong ([\d.]+) báo cáo; 4 tuần`)},
	{analytics.MeasureReferrals, "referrals", "referral_xmr", "station_xmr", regexp.MustCompile(`([\d.]+) trong ([\d.]+) lượt khám; 4 tuần`)},
}

// recent are the figures of the last four weeks: of the scorecard, the overview's headlines and the charts of weeks, and those of
// coverage as a period of these weeks gives them; the targets; and the counts of whom to call.
func (c *crawl) recent() {
	if c.scope.Specialty != "" { // the referrals' are those of all, and so is much of the list
		return
	}
	rows, err := csvRows(c.get("/figures/scorecard.csv"))
	if err != nil {
		c.err = err
		return
	}
	page := c.get("/")
	overview := plain(page)
	own := c.stations[c.turn%len(c.stations)].Code
	for _, of := range crawlRecent {
		name := of.measure + " of the last four weeks"
		sum := analytics.Ratio{}
		for _, row := range rows {
			n, errN := strconv.ParseFloat(row[of.column+"_numerator"], 64)
			d, errD := strconv.ParseFloat(row[of.column+"_denominator"], 64)
			if errN == nil && errD == nil {
				c.ratio(name, c.stream, row["station_code"], n, d, "scorecard")
				sum = sum.Plus(analytics.Ratio{Numerator: n, Denominator: d})
			}
			if row["station_code"] == own {
				c.lastWeeks(name, own, of.stationChart, row[of.column+"_target"], "station", own)
			}
		}
		if sum.Denominator > 0 {
			c.ratio(name, c.stream, "", sum.Numerator, sum.Denominator, "sum of the scorecard")
		}
		c.lastWeeks(name, "", of.chart, "")
		if of.headline == nil || c.query.Get("period") != "" {
			continue
		}
		if m := of.headline.FindStringSubmatch(overview); m != nil {
			for i, part := range []string{"numerator", "denominator"} {
				if v, within, ok := spokenNumber(m[i+1]); ok {
					c.add(crawlKey{name, c.stream, "", part}, v, within, "headline")
				}
			}
		}
	}
	c.recentCoverage()
	c.worklist(rows, plain(workKinds.FindString(page)))
}

// fourWeeksTo gives the last four complete weeks.
func (c *crawl) fourWeeksTo() (first, last calendar.Week) {
	last = calendar.WeekOf(calendar.LastFullDay(c.scope.AsOf).AddDate(0, 0, 1)).Add(-1)
	return last.Add(1 - analytics.RecentWeeks), last
}

// lastWeeks adds up the last four rows of a chart of weeks, which are the last four weeks where none is missing, and holds the target
// of the last one against the scorecard's.
func (c *crawl) lastWeeks(name, station, chart, target string, pairs ...string) {
	rows, err := csvRows(c.get("/figures/"+chart+".csv", pairs...))
	if err != nil {
		c.err = err
		return
	}
	if len(rows) < analytics.RecentWeeks {
		return
	}
	sum, weeks := analytics.Ratio{}, []calendar.Week{}
	for _, row := range rows[len(rows)-analytics.RecentWeeks:] {
		week, err := calendar.ParseWeek(row["week"])
		if err != nil {
			c.err = err
			return
		}
		weeks = append(weeks, week)
		for column, to := range map[string]*float64{"numerator": &sum.Numerator, "referrals": &sum.Numerator, "denominator": &sum.Denominator, "visits": &sum.Denominator} {
			if v, err := strconv.ParseFloat(row[column], 64); err == nil {
				*to += v
			}
		}
	}
	if first, last := c.fourWeeksTo(); weeks[0] == first && weeks[3] == last || strings.HasPrefix(name, analytics.MeasureOnTime) && station == "" {
		c.ratio(name, c.stream, station, sum.Numerator, sum.Denominator, chart+" last weeks")
		given, errG := strconv.ParseFloat(target, 64)
		drawn, errD := strconv.ParseFloat(rows[len(rows)-1]["target"], 64)
		if errG == nil && errD == nil {
			c.add(crawlKey{name, "target", station, "value"}, given, 0, "scorecard")
			c.add(crawlKey{name, "target", station, "value"}, drawn, 0, chart)
		}
	}
}

// recentCoverage is coverage as a period of the four weeks has it.
func (c *crawl) recentCoverage() {
	first, last := c.fourWeeksTo()
	scope := c.scope
	scope.From, scope.To = first.Monday(), last.Sunday()
	coverage, err := c.edition.Coverage(c.site.t.Context(), scope)
	if err != nil {
		c.err = err
		return
	}
	for _, s := range coverage.Stations {
		for measure, r := range map[string]analytics.Ratio{analytics.MeasureCoverage: s.Coverage(), analytics.MeasureDoctors: s.DoctorCoverage()} {
			if r.Denominator > 0 {
				c.ratio(measure+" of the last four weeks", c.stream, s.Station.Code, r.Numerator, r.Denominator, "coverage of four weeks")
			}
		}
	}
	for measure, r := range map[string]analytics.Ratio{analytics.MeasureCoverage: coverage.Province.Coverage(), analytics.MeasureDoctors: coverage.Province.DoctorCoverage()} {
		c.ratio(measure+" of the last four weeks", c.stream, "", r.Numerator, r.Denominator, "coverage of four weeks")
	}
}

// workKinds is the line of the overview with the rules that found something.
var workKinds = regexp.MustCompile(`(?s)class="switch kinds">.*?</p>`)

// worklist counts the attention list by rule and by station, as the overview's kinds and the scorecard do.
func (c *crawl) worklist(card []map[string]string, kinds string) {
	rows, err := csvRows(c.get("/figures/attention.csv"))
	if err != nil {
		c.err = err
		return
	}
	items, stations := map[string]float64{}, map[string]map[string]bool{}
	for _, row := range rows {
		code := row["station_code"]
		items[code]++
		if stations[row["reason"]] == nil {
			stations[row["reason"]] = map[string]bool{}
		}
		if code != "" || attention.SignalMeasure(attention.Code(row["reason"])) == "" {
			stations[row["reason"]][code] = true
		}
	}
	for _, row := range card {
		if n, err := strconv.ParseFloat(row["open_items"], 64); err == nil {
			c.add(crawlKey{"open items", "", row["station_code"], "value"}, n, 0, "scorecard")
			c.add(crawlKey{"open items", "", row["station_code"], "value"}, items[row["station_code"]], 0, "attention")
		}
	}
	texts := c.site.words[words.Vietnamese]
	for _, code := range attention.Codes() {
		kind := regexp.MustCompile(`([\d.]+) trạm ` + regexp.QuoteMeta(strings.ReplaceAll(following.KindWords(texts, attention.DefaultRules, code), words.Nbsp, " ")) + `(?:\s*\d|\s*$)`)
		if m := kind.FindStringSubmatch(kinds); m != nil {
			if v, within, ok := spokenNumber(m[1]); ok {
				k := crawlKey{"worklist", string(code), "", "value"}
				c.add(k, v, within, "kinds of the overview")
				c.add(k, float64(len(stations[string(code)])), 0, "attention")
			}
		}
	}
}

// weekly holds the weeks of the charts against those of the figures of the period.
func (c *crawl) weekly() {
	if c.scope.Specialty != "" && c.stream != address.StreamRotation {
		return
	}
	for _, of := range []struct{ id, stream, chart, figure, numerator, denominator string }{
		{"COV-1", "", "coverage_xmr", "coverage_by_week", "coverage_numerator", "coverage_denominator"},
		{"CMP-2", c.stream, "on_time_xmr", "reporting_by_week", "on_time", "due"},
	} {
		for source, columns := range map[string][2]string{of.chart: {"numerator", "denominator"}, of.figure: {of.numerator, of.denominator}} {
			rows, err := csvRows(c.get("/figures/" + source + ".csv"))
			if err != nil {
				c.err = err
				return
			}
			for _, row := range rows {
				n, errN := strconv.ParseFloat(row[columns[0]], 64)
				d, errD := strconv.ParseFloat(row[columns[1]], 64)
				week, err := calendar.ParseWeek(row["week"])
				whole := err == nil && !week.Monday().Before(c.scope.From) && !week.Sunday().After(c.scope.To) // of a part of a week the figure of days has that part
				if errN == nil && errD == nil && d > 0 && whole {
					c.ratio(of.id+" of a week", of.stream, row["week"], n, d, source)
				}
			}
		}
	}
}
