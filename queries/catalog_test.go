package queries

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Every query of the program has a header that holds, and what it uses is there.
func TestLoad(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"activity", "stations", "coverage_by_station", "report_states", "referral_blocks"} {
		if _, ok := c.Get(name); !ok {
			t.Errorf("no query %s", name)
		}
	}
	for _, name := range c.Names() {
		q, _ := c.Get(name)
		for _, p := range q.All {
			if p.Required && p.Default != nil {
				t.Errorf("%s: %s is required and has a default", name, p.Name)
			}
		}
	}
}

// The queries keep to what both engines understand.
func TestPortable(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range c.Names() {
		q, _ := c.Get(name)
		upper := strings.ToUpper(stripLiterals(q.Body))
		for _, word := range []string{"QUALIFY", "GROUP BY ALL", "ORDER BY ALL", "STRFTIME", "GENERATE_SERIES", "LIST(", "STRUCT", "UNNEST", "[", "//", "::", "EXCLUDE", "ASOF", "PIVOT"} {
			if strings.Contains(upper, word) {
				t.Errorf("%s: %s is not understood by both engines", q.Path, word)
			}
		}
	}
}

const header = `-- name: alpha
-- title_vi: Một
-- title_en: One
-- unit: ngày | days
-- method: §1
-- param: from_day date required | Từ | From
-- param: least integer default 3 | Ít nhất | At least
-- column: n integer | Số | Number
-- source: stations
`

func TestParse(t *testing.T) {
	q, err := Parse("indicators/alpha.sql", header+"\nSELECT $least AS n, $from_day -- $comment\n")
	if err != nil {
		t.Fatal(err)
	}
	if q.Name != "alpha" || q.Title.VI != "Một" || q.Unit.EN != "days" || len(q.Params) != 2 || *q.Params[1].Default != "3" ||
		!q.Params[0].Required || q.Columns[0].Type != Integer || q.Sources[0] != "stations" {
		t.Errorf("read as %+v", q)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":            "",
		"no SQL":           header,
		"no header":        "SELECT 1",
		"unknown key":      header + "-- colour: red\n\nSELECT 1",
		"free comment":     header + "-- a remark\n\nSELECT 1",
		"key twice":        header + "-- method: §2\n\nSELECT 1",
		"param twice":      header + "-- param: least integer | a | b\n\nSELECT 1",
		"column twice":     header + "-- column: n integer | a | b\n\nSELECT 1",
		"bad type":         header + "-- column: m number | a | b\n\nSELECT 1",
		"one language":     header + "-- column: m integer | a\n\nSELECT 1",
		"bad default":      header + "-- param: k integer default x | a | b\n\nSELECT 1",
		"required default": header + "-- param: k integer required default 1 | a | b\n\nSELECT 1",
		"bad name":         strings.Replace(header, "alpha", "Al pha", 1) + "\nSELECT 1",
		"lacks source":     strings.Replace(header, "-- source: stations\n", "", 1) + "\nSELECT 1",
		"two statements":   header + "\nSELECT 1; SELECT 2",
		"empty value":      header + "-- uses:\n\nSELECT 1",
	} {
		if q, err := Parse("x.sql", text); err == nil {
			t.Errorf("%s: taken as %+v", name, q)
		}
	}
}

func file(name, uses, body string) string {
	text := "-- name: " + name + "\n-- title_vi: a\n-- title_en: a\n-- unit: a | a\n-- method: a\n-- column: n integer | a | a\n-- source: none\n"
	if strings.Contains(body, "$k") {
		text += "-- param: k integer | a | a\n"
	}
	if uses != "" {
		text += "-- uses: " + uses + "\n"
	}
	return text + "\n" + body + "\n"
}

func folder(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m["indicators/"+name+".sql"] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func TestCompose(t *testing.T) {
	c, err := load(folder(map[string]string{
		"a": file("a", "", "SELECT $k AS n"),
		"b": file("b", "a", "SELECT n FROM a"),
		"c": file("c", "b, a", "-- why\nWITH d AS (SELECT 1) SELECT n FROM a, b, d"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	q, _ := c.Get("c")
	want := "WITH a AS (\nSELECT $k AS n\n),\nb AS (\nSELECT n FROM a\n),\n-- why\nd AS (SELECT 1) SELECT n FROM a, b, d"
	if q.SQL != want {
		t.Errorf("composed as\n%s", q.SQL)
	}
	if len(q.All) != 1 || q.All[0].Name != "k" {
		t.Errorf("parameters %+v", q.All)
	}
	d, err := c.With("a", file("a", "", "SELECT 7 AS n"))
	if err != nil {
		t.Fatal(err)
	}
	if q, _ := d.Get("b"); !strings.Contains(q.SQL, "SELECT 7") || len(q.All) != 0 {
		t.Errorf("not composed anew: %s", q.SQL)
	}
	if q, _ := c.Get("b"); strings.Contains(q.SQL, "SELECT 7") {
		t.Error("the replacement leaked into the old catalog")
	}
}

func TestComposeRefuses(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"circle":       {"a": file("a", "b", "SELECT n FROM b"), "b": file("b", "a", "SELECT n FROM a")},
		"not there":    {"a": file("a", "z", "SELECT n FROM z")},
		"wrong name":   {"a": file("b", "", "SELECT 1 AS n")},
		"undeclared":   {"a": file("a", "", "SELECT $other AS n")},
		"type differs": {"a": file("a", "", "SELECT $k AS n"), "b": strings.Replace(file("b", "a", "SELECT $k AS n FROM a"), "k integer", "k text", 1)},
		"unused":       {"a": strings.Replace(file("a", "", "SELECT $k AS n"), "SELECT $k", "SELECT 1", 1)},
	} {
		if _, err := load(folder(files)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// The parser neither panics nor takes a query whose parts it did not read.
func FuzzParse(f *testing.F) {
	f.Add(header + "\nSELECT 1")
	f.Add("-- name: x\n-- param: a | b | c\n-- uses: ,\n")
	f.Add("--\n--:\n-- unit: |\n")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse("x.sql", text)
		if err != nil {
			return
		}
		if q.Name == "" || q.Body == "" || len(q.Columns) == 0 || q.Title.VI == "" || q.Title.EN == "" || q.Unit.VI == "" {
			t.Errorf("taken with parts missing: %+v", q)
		}
	})
}
