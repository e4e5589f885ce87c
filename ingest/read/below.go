package read

import (
	"luanphien/ingest/lex"
	"luanphien/ingest/rowrole"
	"luanphien/ingest/rule"
)

// mostBelow bounds the block of rows that one heading is held against.
const mostBelow = 500

// peek gives a row below the current one before it is its turn, 0 = the next.
func (s *Sheet) peek(i int) (record, bool) {
	for len(s.pending) <= i && s.failed == nil {
		if len(s.pending) == 0 {
			s.current = s.current.clone()
		}
		r, err := s.src.next()
		if err != nil {
			s.failed = err
			break
		}
		s.pending = append(s.pending, r.clone())
	}
	if i >= len(s.pending) {
		return record{}, false
	}
	return s.pending[i], true
}

// numberOf gives the running number of a row.
func (s *Sheet) numberOf(r record) string {
	for _, i := range s.layout.numbers {
		if text := lex.Text(string(r.cell(i))); text != "" {
			return text
		}
	}
	return ""
}

// numberBelow gives the running number of the next row.
func (s *Sheet) numberBelow() string {
	r, ok := s.peek(0)
	if !ok {
		return ""
	}
	return s.numberOf(r)
}

// sumsBelow tells how many rows below, under the current one's number, its figures are the sum of: all that carry Arabic
// numbers or none, or all of one higher rank. 0 = they are no sum.
func (s *Sheet) sumsBelow() int {
	var blocks [4]struct {
		rows int
		sums []int64
	}
	above := s.numberOf(s.current)
	for i := range mostBelow {
		r, ok := s.peek(i)
		if !ok {
			break
		}
		number := s.numberOf(r)
		if !rowrole.IsUnder(number, above) {
			break
		}
		figures, any, ok := s.figures(r)
		if !ok {
			return 0
		}
		if !any || !s.sameGroup(r) || rowrole.IsTotal(lex.Text(string(r.cell(s.about)))) {
			continue
		}
		block := &blocks[max(1, rowrole.Rank(number))]
		block.rows++
		block.sums = append(block.sums, make([]int64, len(figures)-len(block.sums))...)
		for k, figure := range figures {
			block.sums[k] += figure
		}
	}
	for _, block := range blocks {
		if block.rows > 0 && s.isSum(block.sums) {
			return block.rows
		}
	}
	return 0
}

// figures are the counts of a row, in the order of the columns of counts. any: there are some; ok: they can be read.
func (s *Sheet) figures(r record) (values []int64, any, ok bool) {
	for _, sum := range s.totals.sums {
		value, missing, fault := r.figure(sum.column)
		if fault != rule.None {
			return nil, false, false
		}
		values, any = append(values, value), any || !missing
	}
	return values, any, true
}

// isSum tells whether sums are the current row's figures where it has any, one of them at least not zero.
func (s *Sheet) isSum(sums []int64) bool {
	found := false
	for k, sum := range s.totals.sums {
		value, missing, fault := s.current.figure(sum.column)
		if fault != rule.None || !missing && value != sums[k] {
			return false
		}
		found = found || value > 0
	}
	return found
}

// sameGroup tells whether a row is about what the current one is about besides the station: its group, its week.
func (s *Sheet) sameGroup(r record) bool {
	for _, i := range s.required {
		if mine := lex.Text(string(s.current.cell(i))); i != s.about && mine != "" && lex.Key(mine) != lex.Key(lex.Text(string(r.cell(i)))) {
			return false
		}
	}
	return true
}
