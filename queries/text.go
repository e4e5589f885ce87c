package queries

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"luanphien/queries/calendar"
)

var (
	literals  = regexp.MustCompile(`--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"`)
	paramName = regexp.MustCompile(`\$([a-z][a-z0-9_]*)`)
)

// stripLiterals blanks comments, strings and quoted names.
func stripLiterals(sql string) string { return literals.ReplaceAllString(sql, " ") }

// paramNames lists the parameters ($name) that the SQL mentions, each once, in order.
func paramNames(sql string) []string {
	var names []string
	for _, m := range paramName.FindAllStringSubmatch(stripLiterals(sql), -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// parseMoment gives the local wall-clock time, dressed as UTC, as TIMESTAMP columns hold it.
func parseMoment(text string) (time.Time, error) {
	t, err := calendar.ParseAsOf(strings.TrimSpace(text))
	if err != nil {
		return time.Time{}, err
	}
	return calendar.Local(t), nil
}
