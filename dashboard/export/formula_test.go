package export

import "testing"

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Trạm A": "Trạm A", "3": "3", " a": " a", "a-b": "a-b", "a = b": "a = b", "a; b": "a; b", ";": ";",
		"=1+1": "'=1+1", "+84": "'+84", "-5": "'-5", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "−1": "'−1",
		" =1": "' =1", "\u00a0=1": "'\u00a0=1", "\u3000＝1": "'\u3000＝1", "\ufeff=1": "'\ufeff=1", "\n=1": "'\n=1", "\x00=1": "'\x00=1", `"=1`: `'"=1`,
		";=1": ";'=1", "a;=1;b": "a;'=1;b", "a; =1": "a;' =1", "=1;=2": "'=1;'=2", "a;＝1": "a;'＝1",
	} {
		if got := GuardFormula(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
