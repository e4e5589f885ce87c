package main

import (
	"strings"
	"testing"
)

// What is on its way to readers is bounded by a setting, or by a share of the machine's memory.
func TestAnswersOnTheirWay(t *testing.T) {
	for text, want := range map[string]int64{"0": -1, "128": 128 << 20, "512": 512 << 20, "1": 0, "-1": 0, "x": 0} {
		serve := newServeCommand()
		if err := serve.Flags().Set(settingAnswersMemory.Flag, text); err != nil {
			t.Fatal(err)
		}
		person, all, err := answersOnTheirWay(serve)
		switch {
		case want == 0:
			if err == nil || !strings.Contains(err.Error(), "128") {
				t.Errorf("%s: %v", text, err)
			}
		case err != nil || person*personsShare != all || want > 0 && all != want || all < 128<<20 || want < 0 && all > 256<<20:
			t.Errorf("%s: %d of %d, %v", text, person, all, err)
		}
	}
}
