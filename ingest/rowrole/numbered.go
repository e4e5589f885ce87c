package rowrole

import (
	"regexp"
	"slices"
	"strings"

	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/title"
)

// fewest is of how many rows below a known station's figures must be the sum before its row is taken for that of the area
// of the same name: one row may have equal figures by chance.
const fewest = 2

// numberedSum judges a row with figures whose number stands above those of the rows below it. A filled row is the heading
// of an area only where its name or its figures say so: any other is data, and refused where its name is not known.
func (t *Roles) numberedSum(r *row) ledger.Reason {
	known, rows := t.known(r.label), 0
	if t.table.Sums != nil {
		rows = t.table.Sums()
	}
	switch {
	case known && rows >= fewest, !known && rows > 0:
		return ledger.Heading
	case known:
		return Data
	case isArea(r.key), r.missing > 0 && (t.table.Measured || t.table.Own):
		return ledger.Heading
	case !t.table.Measured:
		return Data
	case t.adds(r):
		return ledger.Subtotal
	}
	return Data
}

// Rank is how high a running number stands: 3 for letters, 2 for Roman numbers, 1 for Arabic ones, 0 for anything else.
func Rank(number string) int {
	switch levelOf(number) {
	case letter:
		return 3
	case roman:
		return 2
	case arabic:
		return 1
	}
	return 0
}

// IsUnder tells whether a row with a number belongs to the block that one numbered above begins.
func IsUnder(number, above string) bool {
	if Rank(above) == 1 {
		return number == "" || isUnder(number, above)
	}
	return Rank(number) < Rank(above) || isUnder(number, above)
}

// parts are what the first cell of a title says whose words stand in cells of their own.
var parts = regexp.MustCompile(`^(?:(?:bao_cao_)?tuan(?:_le|_so|_thu|_bao_cao)?|ky_bao_cao|thoi_gian|(?:tuan_)?(?:tu|tu_ngay|ngay)|den|den_ngay|nam|thang|quy|(?:kem_theo_)?(?:quyet_dinh|qd)(?:_so)?|so|so_quyet_dinh)$`)

// isPartedTitle tells a title from a row of data by its first cell: «Tuần | 11 | Năm | 2026».
func (t *Roles) isPartedTitle(r *row) bool {
	if r.texted < 2 || r.texted > 8 || t.known(r.label) {
		return false
	}
	said := slices.DeleteFunc(slices.Clone(r.texts), func(s string) bool { return s == "" })
	if !parts.MatchString(lex.Key(said[0])) {
		return false
	}
	line := title.Read(strings.Join(said, " "))
	return line.Says() || line.Period || line.Order
}
