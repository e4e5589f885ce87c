package province

import (
	"slices"
	"testing"
)

func TestProvinces(t *testing.T) {
	list := All()
	if len(list) != 34 || !slices.IsSortedFunc(list, func(a, b Province) int { return slices.Compare([]byte(a.Code), []byte(b.Code)) }) {
		t.Errorf("%d provinces: %v", len(list), list)
	}
	for _, p := range list {
		if len(p.Code) != 2 || p.Name == "" || Of(p.Code) != p {
			t.Errorf("%+v", p)
		}
	}
	for code, want := range map[string]string{"11": "Điện Biên", "15": "Lào Cai", "10": "10", "": ""} {
		if got := Of(code).String(); got != want {
			t.Errorf("%s is called %q, want %q", code, got, want)
		}
	}
}
