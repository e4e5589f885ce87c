package dashboard

import (
	"database/sql"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/verify"
	"luanphien/queries/engine"
	"luanphien/queries/soak"
)

// parquetOf reads a Parquet file by a connection that knows nothing of this program: the types of its columns, its rows as
// the engine writes them ("" = missing), and what it says.
func parquetOf(t *testing.T, file string) (names, types []string, rows [][]string, said map[string]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "figure.parquet")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := engine.OpenWarehouse("", engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	each := func(query string, width int, visit func([]string)) {
		answer, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Close()
		for answer.Next() {
			cells, to := make([]sql.NullString, width), make([]any, width)
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := answer.Scan(to...); err != nil {
				t.Fatal(err)
			}
			row := make([]string, width)
			for i, c := range cells {
				row[i] = c.String
			}
			visit(row)
		}
		if err := answer.Err(); err != nil {
			t.Fatal(err)
		}
	}
	each("SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet('"+path+"'))", 2, func(row []string) {
		names, types = append(names, row[0]), append(types, row[1])
	})
	each("SELECT COLUMNS(*)::VARCHAR FROM read_parquet('"+path+"')", len(names), func(row []string) { rows = append(rows, row) })
	said = map[string]string{}
	each("SELECT decode(key), decode(value) FROM parquet_kv_metadata('"+path+"')", 2, func(row []string) { said[row[0]] = row[1] })
	return names, types, rows, said
}

// sameCell tells whether a cell of a Parquet file is that of the CSV.
func sameCell(kind, cell, want string) bool {
	switch kind {
	case "DOUBLE":
		x, err := strconv.ParseFloat(cell, 64)
		y, other := strconv.ParseFloat(want, 64)
		return cell == want || err == nil && other == nil && x == y
	case "VARCHAR":
		return export.GuardFormula(cell) == want
	}
	return cell == want
}

// sameTable checks that a Parquet file holds the cells of the CSV of the same figure, column by column, and what the columns
// after its data say; masked are how many cells are not told.
func sameTable(t *testing.T, name, file, table string) (masked int) {
	t.Helper()
	names, types, rows, said := parquetOf(t, file)
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, export.ByteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	data := len(records[0]) - len(export.CsvTail)
	fields := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return strings.HasSuffix(n, "_withheld") })
	if data > 0 && !slices.Equal(fields, records[0][:data]) {
		t.Fatalf("%s has the columns %v, its CSV %v", name, names, records[0][:data])
	}
	for i, tail := range export.CsvTail {
		if want := records[1][data+i]; export.GuardFormula(said[tail]) != want {
			t.Errorf("%s: %s says %q, its CSV %q", name, tail, said[tail], want)
		}
	}
	if len(rows) == 0 && len(records) == 2 && strings.Join(records[1][:data], "") == "" {
		return 0
	}
	if len(rows) != len(records)-1 {
		t.Fatalf("%s has %d rows, its CSV %d", name, len(rows), len(records)-1)
	}
	for i, row := range rows {
		for k, field := range records[0][:data] {
			at := slices.Index(names, field)
			base := field
			for _, end := range []string{"_numerator", "_denominator"} {
				base = strings.TrimSuffix(base, end)
			}
			if w := slices.Index(names, base+"_withheld"); w >= 0 && row[w] != "" {
				masked++
				if row[at] != "" || row[w] != records[i+1][k] {
					t.Errorf("%s, row %d: %s tells %q, withheld %q, its CSV %q", name, i+1, field, row[at], row[w], records[i+1][k])
				}
				continue
			}
			if !sameCell(types[at], row[at], records[i+1][k]) {
				t.Errorf("%s, row %d: %s (%s) is %q, in its CSV %q", name, i+1, field, types[at], row[at], records[i+1][k])
			}
		}
	}
	return masked
}

// Every figure is a Parquet file that another connection reads: the rows of the CSV, with types, and the words beside them.
func TestEveryParquet(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	seen := map[string]int{}
	for i, f := range catalogue.All.Order {
		lang := []string{"", "?lang=en"}[i%2]
		file := s.see("/figures/" + f.ID + ".parquet" + lang)
		sameTable(t, f.ID, file, s.see("/figures/"+f.ID+".csv"+lang))
		d := s.figure("/figures/" + f.ID + ".json" + lang)
		_, types, _, said := parquetOf(t, file)
		for _, kind := range types {
			seen[kind]++
		}
		if said["title"] != d.Title || said["alt"] != d.Alt || said["source"] != d.Source || strings.Contains(said["columns"], "⟨") {
			t.Errorf("%s says %v", f.ID, said)
		}
		if cited, ok := verify.FindCitation(said["citation"]); !ok || cited != said["citation"] {
			t.Errorf("%s cites %q", f.ID, said["citation"])
		}
	}
	for _, kind := range []string{"BIGINT", "DOUBLE", "DATE", "VARCHAR"} {
		if seen[kind] == 0 {
			t.Errorf("no figure has a column of %s: %v", kind, seen)
		}
	}
}

// What the press is not told, the file does not tell either: the number is missing, and the column beside it says so.
func TestParquetOfThePress(t *testing.T) {
	s := openDemo(t).as(account.PressOfficer)
	const address = "/figures/reporting_by_week%s?period=2026-W40"
	file := s.see(strings.Replace(address, "%s", ".parquet", 1))
	if sameTable(t, "reporting_by_week", file, s.see(strings.Replace(address, "%s", ".csv", 1), viFew)) == 0 {
		t.Error("nothing is withheld")
	}
}

func TestChangedParquetIsTold(t *testing.T) {
	s := openDemo(t)
	file := s.taken("coverage_by_station", ".parquet", "")
	written := func(change func(*engine.Parquet)) string {
		p, err := engine.ReadParquet(t.Context(), []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		change(&p)
		b, err := engine.WriteParquet(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if v, err := s.VerifyFile([]byte(written(func(*engine.Parquet) {}))); err != nil || !v.Equal() {
		t.Errorf("a file written again: %+v, %v", v, err)
	}
	p, err := engine.ReadParquet(t.Context(), []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range p.Columns {
		s.differs(c.Name, written(func(p *engine.Parquet) {
			switch v := p.Rows[6][k].(type) {
			case string:
				p.Rows[6][k] = v + "x"
			case int64:
				p.Rows[6][k] = v + 1
			case time.Time:
				p.Rows[6][k] = v.AddDate(0, 0, 1)
			case float64:
				p.Rows[6][k] = math.Nextafter(v, v+1)
			case nil:
				p.Rows[6][k] = map[string]any{"VARCHAR": "x", "BIGINT": int64(1), "DOUBLE": 1.5, "DATE": time.Unix(0, 0).UTC()}[c.Type]
			}
		}), "row 7", "“"+c.Name+"”", "dòng số liệu thứ 7")
	}
	s.differs("a cell left out", written(func(p *engine.Parquet) { p.Rows[2][0] = nil }), "row 3", p.Columns[0].Name)
	s.differs("a row less", written(func(p *engine.Parquet) { p.Rows = p.Rows[:len(p.Rows)-1] }), "number of rows", "“44”", "“45”")
	s.differs("two rows exchanged", written(func(p *engine.Parquet) { p.Rows[3], p.Rows[4] = p.Rows[4], p.Rows[3] }), "row 4")
	s.differs("a column's name", written(func(p *engine.Parquet) { p.Columns[1].Name = "other" }), "column 2", "other")
	s.differs("the notice", written(func(p *engine.Parquet) {
		for i := range p.Said {
			if p.Said[i][0] == "notice" {
				p.Said[i][1] = "Công khai"
			}
		}
	}), "notice", "Công khai")
}
