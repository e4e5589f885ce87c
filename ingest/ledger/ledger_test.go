package ledger

import "testing"

func TestEveryReasonHasWords(t *testing.T) {
	if len(Reasons()) != len(words) {
		t.Errorf("%d reasons in order, %d with words", len(Reasons()), len(words))
	}
	for _, r := range Reasons() {
		if vi, en := r.Words(); vi == "" || en == "" || vi == en {
			t.Errorf("%s: %q, %q", r, vi, en)
		}
	}
}

func TestSumsAddUp(t *testing.T) {
	var whole Ledger
	a := Ledger{Content: 5, Header: 2, Loaded: 2}
	a.Pass(Subtotal, 1)
	b := Ledger{Content: 4, Header: 1, Quarantined: 1}
	b.Pass(Subtotal, 1)
	b.Pass(Note, 1)
	whole.Add(a)
	whole.Add(b)
	if !whole.Balanced() || whole.Content != 9 || whole.Passed != 3 || whole.Reasons[Subtotal] != 2 || whole.Reasons[Note] != 1 {
		t.Errorf("%+v", whole)
	}
	if whole.Content++; whole.Balanced() {
		t.Error("a row that nobody accounts for goes unseen")
	}
}
