package stationset

import (
	"fmt"
	"testing"
)

func TestStationSet(t *testing.T) {
	set := New("B", " A ", "", "B")
	if set != New("A", "B") || set != ",A,B," || fmt.Sprint(set.Codes()) != "[A B]" {
		t.Error(set, set.Codes())
	}
	for code, want := range map[string]bool{"A": true, "B": true, "C": false, "": false, "A,B": false, "AB": false} {
		if set.Holds(code) != want {
			t.Errorf("%q: %t", code, !want)
		}
	}
	if all := New(); all != "" || !all.Holds("A") || all.Codes() != nil {
		t.Error("no code is not all stations:", all)
	}
}
