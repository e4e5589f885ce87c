package read

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

const mappingText = `dhis2_id,category_option_combo,kind,field,name
deVisit01,,activity,visits,hô hấp
deRefer01,,activity,referrals,hô hấp
deMixed02,cocA,activity,visits,tiêu hóa
deMixed02,cocB,activity,referrals,tiêu hóa
deVaccine,,indicators,value,liều vắc xin tiêm chủng
ouSinThau,,station,,03158
`

func mapping(t *testing.T, name, text string) *Mapping {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := ReadMapping(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func value(element, combo, period, unit, v string) string {
	return fmt.Sprintf(`{"dataElement":%q,"categoryOptionCombo":%q,"period":%q,"orgUnit":%q,"value":%s,"storedBy":"x","comment":"{]","followup":false}`,
		element, combo, period, unit, v)
}

func dhis2File(t *testing.T, values ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.json")
	text := "\ufeff {\"dataSet\":\"x\",\"completeDate\":\"2026-02-16\",\"deep\":{\"a\":[1,{\"b\":2}]},\"dataValues\":[" + strings.Join(values, ",\n") + "]}"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDHIS2(t *testing.T) {
	path := dhis2File(t,
		value("deVisit01", "boys", "2026W7", "ouSinThau", `"7"`),
		value("deMixed02", "cocB", "2026W07", "ouSinThau", `"1"`),
		value("deVaccine", "", "2026W07", "ouSinThau", `12.5`),
		value("deVisit01", "girls", "2026W07", "ouSinThau", `"5"`),
		value("deRefer01", "", "2026W07", "ouSinThau", `"2"`),
		value("deMixed02", "cocA", "2026W7", "ouSinThau", `"9"`),
		value("deVisit01", "", "202602", "Mường Nhé", `"3 ca"`),
		value("deOther", "", "2026W07", "ouSinThau", `"3"`),
		strings.Replace(value("deVisit01", "", "2026W07", "ouSinThau", `"100"`), "{", `{"deleted":true,`, 1),
	)
	asJSON := `{"data_elements":[{"data_element":"deVisit01","kind":"activity","field":"visits","name":"hô hấp"},
		{"data_element":"deRefer01","kind":"activity","field":"referrals","name":"hô hấp"},
		{"data_element":"deMixed02","category_option_combo":"cocA","kind":"activity","field":"visits","name":"tiêu hóa"},
		{"data_element":"deMixed02","category_option_combo":"cocB","kind":"activity","field":"referrals","name":"tiêu hóa"},
		{"data_element":"deVaccine","kind":"indicators","field":"value","name":"liều vắc xin tiêm chủng"}],"org_units":{"ouSinThau":"03158"}}`
	for _, m := range []*Mapping{mapping(t, "m.csv", mappingText), mapping(t, "m.json", asJSON)} {
		rows, file := rowsOf(t, path, Options{Mapping: m, TempDir: t.TempDir()})
		got := linesOf(rows[:3], "station_code", "week", "diagnosis_group", "visits", "referrals")
		slices.Sort(got)
		expect(t, got, []string{"1|03158|2026-W07|hô hấp|12|2", "2|03158|2026-W07|tiêu hóa|9|1", "7|Mường Nhé|202602|hô hấp|3 ca|"})
		expect(t, linesOf(rows[3:], "station_code", "week", "indicator", "value"), []string{"3|03158|2026-W07|liều vắc xin tiêm chủng|12.5"})
		if file.Container != ContainerJSON || len(file.Notices) != 4 || !strings.Contains(file.Notices[3].EN, "does not know their data elements or category option combinations: 1, of 1") {
			t.Errorf("%s %v", file.Container, file.Notices)
		}
	}
}

func TestDHIS2Refused(t *testing.T) {
	m := mapping(t, "m.csv", mappingText)
	for name, c := range map[string]struct {
		text, says string
		mapping    *Mapping
	}{
		"no mapping":    {`{"dataValues":[]}`, "needs a mapping", nil},
		"no values":     {`{"dataValues":[]}`, "holds no value", m},
		"not DHIS2":     {`{"a":1}`, "dataValueSets", m},
		"cut short":     {`{"dataValues":[{"dataElement":"a"`, "cut short", m},
		"nested":        {`{"x":` + strings.Repeat("[", 200_000), "dataValueSets", m},
		"deep value":    {`{"dataValues":[{"value":` + strings.Repeat("[", 200_000), "dataValueSets", m},
		"a name twice":  {`{"dataValues":[{"value":"1","value":"2"}]}`, "dataValueSets", m},
		"more behind":   {`{"dataValues":[]}{"dataValues":[]}`, "dataValueSets", m},
		"not UTF-8":     {"{\"dataValues\":[{\"value\":\"\xff\"}]}", "dataValueSets", m},
		"shared last":   {`{"dataValues":[],"orgUnit":"x"}`, "no value that the mapping knows", m},
		"an array":      {`{"dataValues":{"a":1}}`, "dataValueSets", m},
		"one long text": {`{"dataValues":[{"value":"` + strings.Repeat("x", 3<<20) + `"}]}`, "dataValueSets", m},
	} {
		path := filepath.Join(t.TempDir(), "a.json")
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path, Options{Mapping: c.mapping, TempDir: t.TempDir()})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"", "a,b\n", "dhis2_id,category_option_combo,kind,field,name\nx,,activity,value,y\n", `{"data_elements":[]}`, `{"what":1}`} {
		path := filepath.Join(t.TempDir(), "m.csv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadMapping(path); err == nil {
			t.Errorf("the mapping %q is taken", text)
		}
	}
}

// Memory does not grow with the file: every value is a row of its own, they pass through, and the heap stays small.
func TestDHIS2Memory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	const values = 60_000
	io.WriteString(f, `{"dataValues":[`)
	for i := range values {
		if i > 0 {
			io.WriteString(f, ",")
		}
		io.WriteString(f, value("deVisit01", "", "2026W07", fmt.Sprintf("ou%d", i), `"7"`))
	}
	io.WriteString(f, "]}")
	f.Close()
	file, err := Open(path, Options{Mapping: mapping(t, "m.csv", mappingText), TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, most := 0, uint64(0)
	for {
		_, err := file.Sheets[0].Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if rows++; rows%10_000 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if rows != values || most > 24<<20 {
		t.Errorf("%d rows, %d MB of heap", rows, most>>20)
	}
}

func FuzzDHIS2(f *testing.F) {
	f.Add(`{"dataValues":[` + value("deVisit01", "", "2026W7", "ouSinThau", `"7"`) + `]}`)
	f.Add(`{"period":"2026W1","dataValues":[{"dataElement":"deVaccine","value":1e3,"deleted":false}],"x":{"y":[1,2]}}`)
	f.Add(`{"dataValues":[{"dataElement":"deVisit01","value":[]},`)
	m := &Mapping{Elements: []Element{{DataElement: "deVisit01", Kind: "activity", Field: "visits", Name: "hô hấp"},
		{DataElement: "deVaccine", Kind: "indicators", Field: "value", Name: "x"}}}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		file, err := OpenReader("a.json", strings.NewReader(text), Options{Mapping: m, TempDir: folder})
		if err != nil {
			var told *Error
			if !errors.As(err, &told) || told.VI == "" || told.EN == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		defer file.Close()
		for _, s := range file.Sheets {
			for {
				row, err := s.Next()
				if err != nil {
					break
				}
				if len(row.Cells) != len(s.Columns) {
					t.Fatalf("%d cells, %d columns", len(row.Cells), len(s.Columns))
				}
			}
		}
	})
}

// A combination that the mapping lacks is named, and so is that the figure of its data element is not the whole.
func TestUnmappedCombinations(t *testing.T) {
	m := mapping(t, "m.csv", mappingText)
	path := dhis2File(t, value("deMixed02", "cocA", "2026W07", "ouSinThau", `"9"`), value("deMixed02", "cocC", "2026W07", "ouSinThau", `"4"`),
		value("deMixed02", "", "2026W07", "ouSinThau", `"4"`), value("deOther", "", "2026W07", "ouSinThau", `"3"`))
	_, file := rowsOf(t, path, Options{Mapping: m, TempDir: t.TempDir()})
	var en, vi, passed []string
	for _, n := range file.Notices {
		en, vi = append(en, n.EN), append(vi, n.VI)
	}
	_, over := file.Ledger()
	for _, p := range over {
		passed = append(passed, p.Text)
	}
	if all := strings.Join(en, "\n"); !strings.Contains(all, "combinations (2): deMixed02 (categoryOptionCombo cocC), deMixed02 (categoryOptionCombo –). The figures of these elements are without those parts") {
		t.Errorf("%s\n%s", all, strings.Join(vi, "\n"))
	}
	if want := []string{"deMixed02 (categoryOptionCombo cocC)", "deMixed02 (categoryOptionCombo –)", "deOther"}; !slices.Equal(passed, want) {
		t.Errorf("%q", passed)
	}
}

// JSON in UTF-16, with a mark or without, is told by its encoding.
func TestJSONInUTF16(t *testing.T) {
	for name, begin := range map[string]string{"little": "\xff\xfe", "big": "\xfe\xff", "unmarked": ""} {
		text := begin
		for _, c := range []byte(" {\"dataValues\": []}") {
			if name == "big" {
				text += "\x00" + string(c)
			} else {
				text += string(c) + "\x00"
			}
		}
		_, err := OpenReader("a.json", strings.NewReader(text), Options{TempDir: t.TempDir()})
		if err == nil || !strings.Contains(err.Error(), "encoding UTF-16") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
