package dashboard

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// crawlColumn is a column of a figure's file that gives an indicator for each station.
type crawlColumn struct{ figure, column, id, stream string }

// ofStream in a column stands for the stream of the address; «−» before an id for what is missing of it.
const ofStream = "*"

var crawlColumns = []crawlColumn{
	{"coverage_by_station", "coverage", "COV-1", ""}, {"coverage_by_station", "longest_gap_days", "COV-8", ""}, {"coverage_by_station", "open_gap_days", "COV-9", ""},
	{"coverage_by_station", "doctor_coverage", "COV-4", ""}, {"coverage_by_station", "preventive_coverage", "COV-5", ""}, {"coverage_by_station", "staff_days", "COV-2", ""},
	{"coverage_by_station", "fte", "COV-3", ""}, {"coverage_by_station", "double_booked", "COV-DQ", ""},
	{"map_coverage", "coverage", "COV-1", ""}, {"map_doctor", "share", "COV-4", ""}, {"map_preventive", "share", "COV-5", ""}, {"map_gap", "open_gap", "COV-9", ""},
	{"map_fte", "value", "COV-3", ""}, {"map_staff_days", "value", "COV-2", ""}, {"map_fulfilment", "value", "COV-11", ""}, {"map_double", "value", "COV-DQ", ""},
	{"map_longest_gap", "value", "COV-8", ""}, {"map_needs", "value", "COV-6", ""},
	{"rotation_stations", "staff_days", "COV-2", ""}, {"rotation_stations", "fulfilment", "COV-11", ""}, {"rotation_stations", "fte", "COV-3", ""},
	{"map_reporting", "on_time_rate", "CMP-2", ofStream}, {"map_completeness", "completeness", "CMP-1", ofStream}, {"map_content", "value", "CMP-4", ofStream}, {"map_days_late", "value", "CMP-3", ofStream},
	{"reporting_by_station", "on_time_rate", "CMP-2", ofStream}, {"reporting_by_station", "completeness", "CMP-1", ofStream}, {"reporting_by_station", "median_days_late", "CMP-3", ofStream},
	{"reporting_funnel", "proportion", "CMP-2", ofStream}, {"quality_by_station", "missing", "−CMP-1", ofStream}, {"quality_by_station", "not_on_time", "−CMP-2", ofStream},
	{"quality_by_station", "double", "COV-DQ", ""}, {"quality_by_station", "outliers", "DQ-1", ""}, {"quality_by_station", "inconsistent", "DQ-2", ""},
	{"quality_by_station", "jumps", "DQ-3", ""}, {"quality_by_station", "blanks", "DQ-4", "blank_cells"},
	{"map_proportion", "proportion", "CHT-1", "referral_proportion"}, {"referral_multiples", "proportion", "CHT-1", "referral_proportion"},
	{"referral_funnel", "proportion", "CHT-1", "referral_proportion"}, {"referrals_by_station", "avoided", "RA-1", ""}, {"map_referrals", "avoided", "RA-1", ""},
}

// narrowed tells whether the specialty of the address changes what a source gives of an indicator: what is not about
// workers, their reports or the needs stays that of all, and is then another number.
func (c *crawl) narrowed(id string) bool {
	return strings.HasPrefix(id, "COV-") || strings.HasPrefix(id, "CMP-") && id != "CMP-6" && c.stream == address.StreamRotation
}

// indicators are those of the command of that name.
func (c *crawl) indicators() {
	for _, each := range []bool{false, true} {
		list, err := c.edition.Indicators(c.site.t.Context(), c.scope, each)
		if err != nil {
			c.err = err
			return
		}
		for _, n := range list {
			if n.State != analytics.StateOK || c.scope.Specialty != "" && !c.narrowed(n.ID) {
				continue
			}
			k := crawlKey{ID: n.ID}
			if n.Stream != nil {
				k.Stream = *n.Stream
			}
			if n.Facility != nil {
				k.Station = *n.Facility
			}
			for part, v := range map[string]*float64{"value": n.Value, "numerator": n.Numerator, "denominator": n.Denominator} {
				if k.Part = part; v != nil {
					c.add(k, *v, 0, "indicators")
				}
			}
		}
	}
}

// queries are the views that analysts start from.
func (c *crawl) queries() {
	run := func(name string, take func(row map[string]any)) {
		params := map[string]any{"as_of": c.scope.AsOf, "from_day": c.scope.From, "to_day": c.scope.To, "health_center": c.scope.HealthCenter,
			"facility_type": c.scope.FacilityType, "specialty": c.scope.Specialty, "stream": c.stream}
		if start, err := calendar.ParseWeek(c.edition.Manifest.ProgrammeStart); err == nil {
			params["programme_start"] = start.Monday()
		}
		query, ok := c.edition.Catalog().Get(name)
		if !ok {
			c.err = fmt.Errorf("no query %s", name)
			return
		}
		known := map[string]bool{}
		for _, param := range query.All {
			known[param.Name] = true
		}
		maps.DeleteFunc(params, func(name string, _ any) bool { return !known[name] })
		result, err := c.edition.Run(c.site.t.Context(), name, params)
		if err != nil {
			c.err = err
			return
		}
		for _, cells := range result.Rows {
			row := map[string]any{}
			for i, column := range result.Columns {
				row[column.Name] = cells[i]
			}
			take(row)
		}
	}
	number := func(v any) float64 {
		switch v := v.(type) {
		case int64:
			return float64(v)
		case float64:
			return v
		}
		return 0
	}
	run("coverage_by_station", func(row map[string]any) {
		station, active := row["station_code"].(string), number(row["active_days"])
		c.ratio("COV-1", "", station, number(row["covered_days"]), active, "query coverage_by_station")
		c.ratio("COV-4", "", station, number(row["doctor_days"]), active, "query coverage_by_station")
		c.add(crawlKey{"COV-2", "", station, "value"}, number(row["staff_days"]), 0, "query coverage_by_station")
	})
	run("compliance_by_station", func(row map[string]any) {
		if due := number(row["due"]); due > 0 {
			station := row["station_code"].(string)
			c.ratio("CMP-2", c.stream, station, number(row["on_time"]), due, "query compliance_by_station")
			c.ratio("CMP-1", c.stream, station, number(row["on_time"])+number(row["late"]), due, "query compliance_by_station")
		}
	})
	booked := map[string]float64{"": 0}
	run("coverage_by_station", func(row map[string]any) { booked[row["station_code"].(string)] = 0 })
	run("double_bookings", func(row map[string]any) {
		if _, ours := booked[row["attributed_to"].(string)]; ours {
			booked[row["attributed_to"].(string)]++
			booked[""]++
		}
	})
	for station, n := range booked {
		c.add(crawlKey{"COV-DQ", "", station, "value"}, n, 0, "query double_bookings")
	}
	if c.scope.Specialty != "" {
		return
	}
	ours, supported := map[string]bool{}, 0.0
	for _, s := range c.stations {
		ours[s.Code] = true
	}
	run("referral_cells", func(row map[string]any) {
		if ours[row["station_code"].(string)] && row["is_supported"] == true && number(row["visits"]) > 0 {
			supported += number(row["referrals"])
		}
	})
	c.add(crawlKey{"RA-2", "", "", "numerator"}, supported, 0, "query referral_cells")
	referrals, visits := 0.0, 0.0
	run("referral_proportion", func(row map[string]any) {
		if n := number(row["visits"]); n > 0 {
			c.ratio("CHT-1", "referral_proportion", row["station_code"].(string), number(row["referrals"]), n, "query referral_proportion")
			referrals, visits = referrals+number(row["referrals"]), visits+n
		}
	})
	if visits > 0 {
		c.ratio("CHT-1", "referral_proportion", "", referrals, visits, "query referral_proportion")
	}
}

// address is a path with the query of the crawl.
func (c *crawl) address(path string, pairs ...string) string {
	q := maps.Clone(c.query)
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}

func (c *crawl) get(path string, pairs ...string) string {
	status, body := c.site.get(c.address(path, pairs...))
	if status != 200 && c.err == nil {
		c.err = fmt.Errorf("%s answers %d", c.address(path, pairs...), status)
	}
	return body
}

// csvRows are the rows of a file by the names of their columns.
func csvRows(text string) ([]map[string]string, error) {
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, export.ByteOrderMark))).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, err
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// files are the figures' own, a row a station.
func (c *crawl) files() {
	byFigure := map[string][]map[string]string{}
	for _, column := range crawlColumns {
		id := strings.TrimPrefix(column.id, "−")
		if c.scope.Specialty != "" && !c.narrowed(id) {
			continue
		}
		rows, known := byFigure[column.figure]
		if !known {
			var err error
			if rows, err = csvRows(c.get("/figures/" + column.figure + ".csv")); err != nil {
				c.err = fmt.Errorf("%s: %w", column.figure, err)
				return
			}
			byFigure[column.figure] = rows
		}
		stream := strings.Replace(column.stream, ofStream, c.stream, 1)
		for _, row := range rows {
			value, err := strconv.ParseFloat(row[column.column], 64)
			if err != nil || row["station_code"] == "" || row["state"] == "withheld" {
				continue
			}
			n, errN := strconv.ParseFloat(row[column.column+"_numerator"], 64)
			of, errOf := strconv.ParseFloat(row[column.column+"_denominator"], 64)
			switch {
			case errN == nil && errOf == nil && id != column.id:
				c.ratio(id, stream, row["station_code"], of-n, of, column.figure)
			case errN == nil && errOf == nil:
				c.ratio(id, stream, row["station_code"], n, of, column.figure)
			default:
				c.add(crawlKey{id, stream, row["station_code"], "value"}, value, 0, column.figure)
			}
		}
	}
}

// crawlTitle are the numbers in the title or the subtitle of a figure, by the message that makes it.
type crawlTitle struct {
	figure, message string
	in              string // title, subtitle
	parts           map[string]crawlKey
}

func crawlTitles(stream string) []crawlTitle {
	value := func(id, stream string) crawlKey { return crawlKey{id, stream, "", "value"} }
	top := func(id, stream string) crawlKey { return crawlKey{id, stream, "", "numerator"} }
	bottom := func(id, stream string) crawlKey { return crawlKey{id, stream, "", "denominator"} }
	const cht = "referral_proportion"
	return []crawlTitle{
		{"coverage_by_week", "coverage_by_week.title", "title", map[string]crawlKey{"share": value("COV-1", "")}},
		{"coverage_by_week", "coverage_by_week.subtitle", "subtitle", map[string]crawlKey{"covered": top("COV-1", ""), "active": bottom("COV-1", "")}},
		{"coverage_by_station", "coverage_by_station.title", "title", map[string]crawlKey{"share": value("COV-1", "")}},
		{"map_coverage", "coverage_by_week.title", "title", map[string]crawlKey{"share": value("COV-1", "")}},
		{"map_doctor", "map_share.doctor", "title", map[string]crawlKey{"share": value("COV-4", "")}},
		{"map_doctor", "map_share.days", "subtitle", map[string]crawlKey{"n": top("COV-4", ""), "of": bottom("COV-4", "")}},
		{"map_preventive", "map_share.preventive", "title", map[string]crawlKey{"share": value("COV-5", "")}},
		{"map_double", "map_values.title", "title", map[string]crawlKey{"all": value("COV-DQ", "")}},
		{"map_staff_days", "map_values.title", "title", map[string]crawlKey{"all": value("COV-2", "")}},
		{"map_fulfilment", "map_values.title", "title", map[string]crawlKey{"all": value("COV-11", "")}},
		{"double_bookings", "double_bookings.title.other", "title", map[string]crawlKey{"n": value("COV-DQ", "")}},
		{"rotation_planned", "rotation_planned.title", "title", map[string]crawlKey{"share": value("COV-11", ""), "done": top("COV-11", ""), "planned": bottom("COV-11", "")}},
		{"needs_by_specialty", "needs_by_specialty.title", "title", map[string]crawlKey{"share": value("COV-6", "")}},
		{"reporting_by_week", "reporting_by_week.title", "title", map[string]crawlKey{"share": value("CMP-2", stream)}},
		{"reporting_by_station", "reporting_by_station.title", "title", map[string]crawlKey{"share": value("CMP-2", stream), "due": bottom("CMP-2", stream)}},
		{"reports_by_week", "report_grid.title", "title", map[string]crawlKey{"due": bottom("CMP-1", stream)}},
		{"map_reporting", "reporting_by_week.title", "title", map[string]crawlKey{"share": value("CMP-2", stream)}},
		{"reporting_funnel", "funnel.subtitle", "subtitle", map[string]crawlKey{"target": value("CMP-2", stream)}},
		{"map_proportion", "map_proportion.title", "title", map[string]crawlKey{"share": value("CHT-1", cht)}},
		{"map_proportion", "map_proportion.subtitle", "subtitle", map[string]crawlKey{"n": top("CHT-1", cht), "of": bottom("CHT-1", cht)}},
	}
}

// titles are in the figures' JSON.
func (c *crawl) titles() {
	for _, title := range crawlTitles(c.stream) {
		for _, k := range title.parts {
			if c.scope.Specialty != "" && !c.narrowed(k.ID) {
				return // the figures of referrals stand last
			}
		}
		var figure map[string]any
		if err := json.Unmarshal([]byte(c.get("/figures/"+title.figure+".json")), &figure); err != nil {
			c.err = fmt.Errorf("%s: %w", title.figure, err)
			return
		}
		text, _ := figure[title.in].(string)
		if figure["state"] == string(analytics.StateOK) {
			c.read(title.message, text, title.parts, title.figure+" "+title.in)
		}
	}
}

var placeInMessage = regexp.MustCompile(`\\\{(\w+)\\\}`)

// read finds the numbers of a message in a text.
func (c *crawl) read(message, text string, parts map[string]crawlKey, source string) {
	form := regexp.QuoteMeta(c.site.words[words.Vietnamese].Texts[message])
	form = strings.ReplaceAll(form, words.Nbsp, " ")
	form = placeInMessage.ReplaceAllString(form, `(?P<$1>.+?)`) + `(?:$| ·|;|<|\n)`
	found := regexp.MustCompile(form)
	m := found.FindStringSubmatch(strings.ReplaceAll(text, words.Nbsp, " "))
	if m == nil {
		return
	}
	for i, name := range found.SubexpNames() {
		if k, wanted := parts[name]; wanted {
			if v, within, ok := spokenNumber(m[i]); ok {
				c.add(k, v, within, source)
			}
		}
	}
}

// spokenNumber reads a Vietnamese number, a share as a proportion, with half a step of its last digit.
func spokenNumber(text string) (value, within float64, ok bool) {
	share := strings.HasSuffix(text, "%")
	text = strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(text, words.Nbsp, " "), "%"))
	text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), "−", "-")
	whole, fraction, _ := strings.Cut(text, ",")
	value, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	within = 0.5 * math.Pow(10, -float64(len(fraction)))
	if share {
		value, within = value/100, within/100
	}
	return value, within, err == nil
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	covered = regexp.MustCompile(`(Ngày (\d\d/\d\d/\d{4}): )?(\d+)/(\d+) trạm có cán bộ luân phiên( ít nhất một ngày trong tuần)?`)
	due     = regexp.MustCompile(`4 tuần đến hạn (?:gần nhất|cuối kỳ \([^)]*\)) ([\d,]+ %), 4 tuần trước đó ([\d,]+ %)`)
	full    = regexp.MustCompile(`4 tuần (?:gần nhất|cuối kỳ \([^)]*\)) ([\d,]+ %), 4 tuần trước đó ([\d,]+ %)`)
	card    = regexp.MustCompile(`([\d,]+ %)[^%]{0,40}?([\d.]+)/([\d.]+) (ngày|báo cáo)`)
)
