package read

import (
	"slices"

	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/rowrole"
)

// role tells what the current row is, and what it is about.
func (s *Sheet) role(r record) (reason ledger.Reason, label string) {
	if s.misfits(r) {
		return s.unfitting(r), s.roles.Label()
	}
	if label := s.sumUnderMerged(r); label != "" {
		return ledger.Subtotal, label
	}
	reason = s.roles.Of(s.shown(r))
	return reason, s.roles.Label()
}

// unfitting tells the rows of a delimited text that are longer or shorter than the header because they are none of its
// table: titles, the header of another table, and lines without any delimiter that stand below. Any other is a row of data
// that will be refused for its length.
func (s *Sheet) unfitting(r record) ledger.Reason {
	if filled(texts(r)) == 0 {
		return s.roles.Of(s.shown(r))
	}
	switch reason := s.roles.Of(s.shown(r)); {
	case reason == ledger.Title, reason == ledger.Header:
		return reason
	case filled(texts(r)) == 1 && len(s.layout.titles) > 2 && (reason == ledger.Signature || reason == ledger.Note):
		return reason
	}
	return rowrole.Data
}

// sumUnderMerged gives the words of a row that adds up those of one station: its station stands in a cell merged from above,
// and «Cộng» in the place of what a row of data is about besides. It is "" for any other row.
func (s *Sheet) sumUnderMerged(r record) string {
	if !slices.Contains(s.spans.filled, s.about) {
		return ""
	}
	for _, i := range s.required {
		if text := lex.Text(string(r.cell(i))); i != s.about && !slices.Contains(s.spans.filled, i) && rowrole.IsTotal(text) {
			return text
		}
	}
	return ""
}
