package console

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What a page is given is bounded in cells and in all; what is left out is counted, and a file has it.
func TestRoomOfAPage(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	for _, c := range []struct {
		sql               string
		rows, total, cuts int
	}{
		{`SELECT repeat('"', 2000000) FROM range(150)`, 25, 150, 25}, // 64 KB of signs that are five bytes each
		{`SELECT repeat('ế', 1000) FROM range(3000)`, 2770, 3000, 0},
		{`SELECT repeat('x', 65536), 1 FROM range(3)`, 3, 3, 0},
		{`SELECT repeat('x', 65537), 1 FROM range(3)`, 3, 3, 3},
		{`SELECT ` + strings.Repeat(`NULL, `, 999) + `NULL FROM range(10000)`, 299, 10000, 0}, // a page writes the cell of a null, too
		{`SELECT repeat('\xFF', 100000)::BLOB`, 1, 1, 1},
		{`SELECT list(repeat('x', 1000)) FROM range(1000)`, 1, 1, 1},
	} {
		rows, result, err := rowsOf(t, r, Request{EditionPath: path, SQL: c.sql, MaxRows: 10_000, MaxBytes: 8 << 20, MaxCell: 64 << 10})
		if err != nil {
			t.Errorf("%.60s: %v%s", c.sql, err, internal(err))
			continue
		}
		sum := result.Summary()
		if len(rows) != c.rows || sum.Rows != c.rows || sum.Total != c.total || sum.Cut != c.cuts || sum.Truncated != (c.rows < c.total) {
			t.Errorf("%.60s: %d rows, %+v", c.sql, len(rows), sum)
		}
		for _, row := range rows {
			if text, ok := row[0].(string); ok && (len(text) > 64<<10+len("…") || !utf8.ValidString(text)) {
				t.Errorf("%.60s: a cell of %d bytes", c.sql, len(text))
			}
		}
	}
}

// Without a page's limits all comes over, but no row, name, type or message of an error that is larger than a program
// can bear.
func TestWhatIsTooLargeDoesNotCross(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	rows, result, err := rowsOf(t, r, Request{EditionPath: path, SQL: `SELECT repeat('"', 2000000) FROM range(20)`})
	if err != nil || len(rows) != 20 || len(rows[19][0].(string)) != 2_000_000 || result.Summary().Cut != 0 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	for sql, want := range map[string]Code{
		`SELECT repeat('x', 17000000)`:                                 CodeLarge,
		`SELECT ` + strings.Repeat(`repeat('x', 1000000), `, 20) + `1`: CodeLarge,
		`SELECT i, repeat('x', (i * 6000000)::INT) FROM range(4) r(i)`: CodeLarge,
		`SELECT 1 AS "` + strings.Repeat("ế", 400_000) + `"`:           CodeLarge,
		deepType(16):                                                        CodeMemory,
		`SELECT error(repeat('x', 50000000))`:                               CodeStatement,
		`SELECT CAST(repeat('ế', 10000000) AS INTEGER)`:                     CodeStatement,
		"SELECT\n" + strings.Repeat(" ", 100_000) + "nothing FROM postings": CodeStatement,
	} {
		code, p := codeOf(t, r, Request{EditionPath: path, SQL: sql})
		if code != want || p != nil && (len(p.Detail) > longestWords+len("…") || !utf8.ValidString(p.Detail)) {
			t.Errorf("%.60s: %q, %.200v", sql, code, p)
		}
		if strings.Contains(sql, "nothing") && (p == nil || p.Line != 2) {
			t.Errorf("the place of the mistake is lost: %+v", p)
		}
	}
}

// deepType gives a value whose type doubles its name with each step.
func deepType(steps int) string {
	from := `SELECT 1 AS a`
	for range steps {
		from = `SELECT {'l': a, 'r': a} AS a FROM (` + from + `)`
	}
	return from
}
