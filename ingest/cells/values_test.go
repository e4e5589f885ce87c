package cells

import "testing"

// The entries of lists that a department extends are shown by their own names, not by a short form of them; codes by their
// first Vietnamese word.
func TestFirstWords(t *testing.T) {
	words := FirstWords()
	for of := range words {
		if extended[of[0]] {
			t.Errorf("%v is shown as %q", of, words[of])
		}
	}
	if word := words[[2]string{"cadre", "nurse"}]; word != "điều dưỡng" {
		t.Errorf("a nurse is called %q", word)
	}
	if list := WordsOf("severity"); len(list) != 2 || list[0] != "thường" || list[1] != "khẩn" {
		t.Errorf("severities are %q", list)
	}
	if list := WordsOf(unitWords); len(list) > 0 {
		t.Errorf("words of units stand among those of lists: %q", list)
	}
}
