package queries

import (
	"strings"
	"testing"
)

func TestTableWordsAreStrict(t *testing.T) {
	const base = "-- table: * | chung | common\n-- column: line | dòng | line\n\n-- table: *_history | {title} cũ | past {title}\n"
	for text, want := range map[string]string{
		base + "-- table: a | x | y\n-- column: b | x | y\n-- column: b | x | y": "words.sql:7",
		base + "-- table: a | x\n":                                  "words.sql:5",
		base + "-- table: A | x | y\n":                              "words.sql:5",
		base + "-- table: a | x | y\n-- table: a | x | y\n":         "words.sql:6",
		base + "-- table: a | x | y\n-- like: a\n-- like: b\n":      "words.sql:7",
		base + "-- table: a | x | y\n-- colour: red\n":              "words.sql:6",
		base + "-- table: a | x | y\nSELECT 1":                      "words.sql:6",
		base + "-- column: line | x | y\n" + "-- column: c | | y\n": "words.sql:6",
		"-- column: b | x | y\n" + base:                             "words.sql:1",
		"-- table: a | x | y\n":                                     "lacks",
	} {
		if _, err := readTableWords("words.sql", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", text, err, want)
		}
	}
}

// The words of a table come from the query of its name, those of its history from there too.
func TestDescribe(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	stations, ok, err := c.Describe("stations_history")
	if err != nil || !ok || stations.Columns["station_name"] != (Words{"Tên trạm", "Station name"}) || stations.Columns["superseded_by"].EN == "" ||
		!strings.HasPrefix(stations.Title.EN, "Stations: every row") {
		t.Errorf("%+v %v %v", stations, ok, err)
	}
	if days, ok, _ := c.Describe("station_days"); !ok || days.Title.VI == "" { // materialized
		t.Error(days)
	}
	if loads, _, _ := c.Describe("load_history"); loads.Columns["file_name"].EN != "File name" || loads.Columns["load_key"].EN == "" {
		t.Error(loads)
	}
	for _, name := range []string{"nothing", "nothing_history", "_history", ""} {
		if w, ok, _ := c.Describe(name); ok {
			t.Errorf("%q is described as %+v", name, w)
		}
	}
}
