package dashboard

import (
	"strconv"
	"strings"

	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
)

// stationPages are pages of single stations, and what they hold beside their area and the province.
func (c *crawl) stationPages() {
	for n := range 2 {
		station := c.stations[(c.turn+n*len(c.stations)/2)%len(c.stations)]
		page := c.get("/stations/" + station.Code)
		text := plain(page)
		value := func(id, stream, part string) crawlKey { return crawlKey{id, stream, station.Code, part} }
		c.read("station_postings.title", text, map[string]crawlKey{"share": value("COV-1", "", "value")}, "station page")
		c.read("station_postings.subtitle.other", text, map[string]crawlKey{"covered": value("COV-1", "", "numerator"), "active": value("COV-1", "", "denominator")}, "station page")
		if c.stream == address.StreamRotation { // the sentence is of the workers' reports in either stream
			c.read("station_reports.title", text, map[string]crawlKey{"due": value("CMP-1", address.StreamRotation, "denominator")}, "station page")
		}
		c.reference(station.Code, station.HealthCenter)
		c.compared(station.Code)
	}
}

// referenceIDs are the indicators of the figure station_reference by the names of its rows.
var referenceIDs = map[string][2]string{"coverage": {"COV-1", ""}, "doctor": {"COV-4", ""}, "preventive": {"COV-5", ""}, "needs": {"COV-6", ""},
	"completeness": {"CMP-1", ofStream}, "timeliness": {"CMP-2", ofStream}, "proportion": {"CHT-1", "referral_proportion"}}

func (c *crawl) reference(code, area string) {
	rows, err := csvRows(c.get("/figures/station_reference.csv", "station", code))
	if err != nil {
		c.err = err
		return
	}
	for _, row := range rows {
		id, known := referenceIDs[row["indicator"]]
		if !known || c.scope.Specialty != "" && !c.narrowed(id[0]) {
			continue
		}
		for column, subject := range map[string]string{"station": code, "area": "", "province": ""} {
			whole := c.scope.FacilityType == "" && (column == "area" && c.scope.HealthCenter == area || column == "province" && c.scope.HealthCenter == "")
			if column != "station" && !whole {
				continue // of stations outside the view as well
			}
			n, errN := strconv.ParseFloat(row[column+"_numerator"], 64)
			of, errOf := strconv.ParseFloat(row[column+"_denominator"], 64)
			if errN == nil && errOf == nil {
				c.ratio(id[0], strings.Replace(id[1], ofStream, c.stream, 1), subject, n, of, "station_reference")
			}
		}
	}
}

// compared is a station beside its province.
func (c *crawl) compared(code string) {
	rows, err := csvRows(c.get("/figures/compare.csv", "with", question.WithProvince, "station", code))
	if err != nil {
		c.err = err
		return
	}
	for _, row := range rows {
		id := row["indicator"]
		stream, known := c.comparedStream(id)
		if !known || c.scope.Specialty != "" && !c.narrowed(id) {
			continue
		}
		for side, subject := range map[string]string{"b": code, "a": ""} {
			if side == "a" && (c.scope.HealthCenter != "" || c.scope.FacilityType != "") {
				continue
			}
			for column, part := range map[string]string{"value_": "value", "n_": "denominator"} {
				if v, err := strconv.ParseFloat(row[column+side], 64); err == nil {
					c.add(crawlKey{id, stream, subject, part}, v, 0, "compare of a station")
				}
			}
		}
	}
}

// comparedStream is the stream of a row of the comparison; a median of days is not compared by it.
func (c *crawl) comparedStream(id string) (stream string, known bool) {
	switch {
	case strings.HasPrefix(id, "CMP-6"):
		return "", false
	case strings.HasPrefix(id, "CMP-"):
		return c.stream, true
	case id == "CHT-1":
		return "referral_proportion", true
	}
	return "", strings.HasPrefix(id, "COV-")
}

// leads are the first sentences of the pages, and the titles of the figures that stand on them.
func (c *crawl) leads() {
	if c.scope.Specialty != "" && c.stream != address.StreamRotation {
		return
	}
	reports := func(part string) crawlKey { return crawlKey{"CMP-2", c.stream, "", part} }
	for page, messages := range map[string]map[string]map[string]crawlKey{
		"/reporting": {"reporting.lead.period": {"share": reports("value")}},
		"/quality":   {"lead.quality.reports": {"due": reports("denominator")}},
		"/rotation":  {"rotation.lead": {"done": {"COV-2", "", "", "value"}, "share": {"COV-11", "", "", "value"}}},
		"/coverage":  {"coverage_by_station.title": {"share": {"COV-1", "", "", "value"}}},
	} {
		text := plain(c.get(page))
		for message, parts := range messages {
			c.read(message, text, parts, "page "+page)
		}
	}
}

// estimates are those of the analysts' figure.
func (c *crawl) estimates() {
	if c.scope.Specialty != "" {
		return
	}
	rows, err := csvRows(c.get("/figures/referral_estimates.csv"))
	if err != nil {
		c.err = err
		return
	}
	for _, row := range rows {
		if row["state"] != "ok" {
			continue
		}
		for column, part := range map[string]string{"observed": "numerator", "avoided": "value"} {
			if v, err := strconv.ParseFloat(row[column], 64); err == nil {
				c.add(crawlKey{row["estimate"], "", "", part}, v, 0, "referral_estimates")
			}
		}
	}
}
