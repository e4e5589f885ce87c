package demo

import (
	"bytes"
	"encoding/csv"
	"testing"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// kinds are what the files must be taken for, in their order.
var kinds = []string{
	"stations", "units", "workers", "postings", "absences", "needs", "activity", "indicators", "weekly_reports",
	"incident_reports", "targets", "rebases", "holidays", "contacts",
}

func TestHeadersAreRecognised(t *testing.T) { each(t, testHeadersAreRecognised) }

func testHeadersAreRecognised(t *testing.T, p *Province) {
	_, files := read(t, p)
	for i, f := range files {
		titles := records(t, f)[0]
		match, err := header.Recognise(titles, nil, "")
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		if match.Kind.Name != kinds[i] {
			t.Errorf("%s is taken for %s, want %s", f.Name, match.Kind.Name, kinds[i])
		}
		for k, field := range match.Fields {
			if field == "" {
				t.Errorf("%s: column %q is not understood", f.Name, titles[k])
			}
		}
	}
}

// Every cell of a good row can be read as what its column holds.
func TestCellsAreReadable(t *testing.T) { each(t, testCellsAreReadable) }

func testCellsAreReadable(t *testing.T, p *Province) {
	_, files := read(t, p)
	for _, f := range files {
		faulty := map[int]bool{}
		for _, fault := range f.Faults {
			faulty[fault.Line] = true
		}
		rows := records(t, f)
		match, err := header.Recognise(rows[0], nil, "")
		if err != nil {
			t.Fatal(err)
		}
		classes := map[string]header.Field{}
		for _, field := range match.Kind.Fields {
			classes[field.Name] = field
		}
		for i, row := range rows[1:] {
			if faulty[i+2] {
				continue
			}
			for k, cell := range row {
				field := classes[match.Fields[k]]
				missing, r := readAs(field.Class, cell)
				if r != rule.None || missing && field.Required && !field.Optional {
					t.Errorf("%s line %d: %s = %q (missing %v) %s", f.Name, i+2, field.Name, cell, missing, r)
				}
			}
		}
	}
}

func readAs(class header.Class, cell string) (missing bool, r rule.Rule) {
	switch class {
	case header.Count:
		_, missing, r = lex.Count(cell)
	case header.Decimal:
		_, missing, r = lex.Decimal(cell)
	case header.Week:
		_, missing, r = lex.Week(cell)
	case header.Date:
		_, missing, r = lex.Date(cell)
	case header.DateTime:
		_, missing, r = lex.DateTime(cell)
	default:
		missing = lex.Missing(cell)
	}
	return missing, r
}

func records(t *testing.T, f File) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(f.Bytes)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
