package dashboard

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// pages are the sentences and cards of the overview.
func (c *crawl) pages() {
	page := c.get("/")
	text := html.UnescapeString(tags.ReplaceAllString(strings.ReplaceAll(page, words.Nbsp, " "), " "))
	for _, m := range covered.FindAllStringSubmatch(strings.ReplaceAll(html.UnescapeString(text), words.Nbsp, " "), -1) {
		day := "of a day or a week, not said which" // two such numbers would read as one
		switch {
		case m[2] != "":
			day = "day " + m[2]
		case m[5] != "":
			day = "week"
		}
		if v, within, ok := spokenNumber(m[3]); ok {
			c.add(crawlKey{"stations with staff", day, "", "numerator"}, v, within, "overview")
		}
	}
	text = strings.ReplaceAll(text, words.Nbsp, " ")
	for name, form := range map[string]*regexp.Regexp{"CMP-2 of four weeks": due, "COV-1 of four weeks": full} {
		if m := form.FindStringSubmatch(text); m != nil {
			c.fourWeeks(name, "B", m[1], "overview")
			c.fourWeeks(name, "A", m[2], "overview")
		}
	}
	for _, m := range card.FindAllStringSubmatch(text, -1) {
		id, stream := "COV-1", ""
		if m[4] == "báo cáo" {
			id, stream = "CMP-2", c.stream
		}
		parts := []string{"value", "numerator", "denominator"}
		for i, part := range parts {
			if v, within, ok := spokenNumber(m[i+1]); ok {
				c.add(crawlKey{id, stream, "", part}, v, within, "card of the overview")
			}
		}
	}
}

func (c *crawl) fourWeeks(name, side, text, source string) {
	if v, within, ok := spokenNumber(text); ok {
		c.add(crawlKey{name, c.stream, "", side}, v, within, source)
	}
}

// comparison is the page of it: its second side is the period itself, or the last four weeks.
func (c *crawl) comparison() {
	rows, err := csvRows(c.get("/figures/compare.csv", "with", question.WithBefore))
	if err != nil {
		c.err = err
		return
	}
	streams := map[string]string{"CMP-1": c.stream, "CMP-2": c.stream, "CMP-4": c.stream, "CHT-1": "referral_proportion"}
	for _, row := range rows {
		id := row["indicator"]
		v, err := strconv.ParseFloat(row["value_b"], 64)
		if err != nil || strings.HasPrefix(id, "CMP-6") {
			continue
		}
		c.add(crawlKey{id, streams[id], "", "value"}, v, 0, "compare")
		if n, err := strconv.ParseFloat(row["n_b"], 64); err == nil {
			c.add(crawlKey{id, streams[id], "", "denominator"}, n, 0, "compare")
		}
	}
	status, body := c.site.get(c.address("/figures/compare.csv", "with", question.WithRecent))
	if status != 200 { // of a period that is shorter there is none
		return
	}
	if rows, c.err = csvRows(body); c.err != nil {
		return
	}
	for _, row := range rows {
		if id := row["indicator"]; id == "COV-1" || id == "CMP-2" {
			for column, side := range map[string]string{"value_a": "A", "value_b": "B"} {
				if v, err := strconv.ParseFloat(row[column], 64); err == nil {
					c.add(crawlKey{id + " of four weeks", c.stream, "", side}, v, 0, "compare")
				}
			}
		}
	}
}
