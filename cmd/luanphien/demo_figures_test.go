package main

import (
	"encoding/json"
	"testing"
)

// shownFigure is one object of the command «indicators».
type shownFigure struct {
	ID                     string
	Stream, Facility       *string
	Value                  *float64
	Numerator, Denominator *float64
	Low, High              *float64
	State                  string
	Reason                 *string
}

func figures(t *testing.T, args ...string) []shownFigure {
	t.Helper()
	common := []string{"--from", "2025-W51", "--to", "2026-W46", "--as-of", "2026-11-16T00:00:00+07:00"}
	return figuresOf(t, demoData(t), append(common, args...)...)
}

func figuresOf(t *testing.T, dir string, args ...string) []shownFigure {
	t.Helper()
	code, printed := runProgram(t, append([]string{"indicators", "--data", dir, "--format", "json"}, args...)...)
	if code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, printed)
	}
	var list []shownFigure
	if err := json.Unmarshal([]byte(printed), &list); err != nil {
		t.Fatalf("%v:\n%s", err, printed)
	}
	return list
}

// The demo is worth showing: the province's figures can be published, the built-in reduction of referrals is found, and
// a station whose figure is withheld shows what that looks like.
func TestDemoHasFiguresToShow(t *testing.T) {
	for _, f := range figures(t) {
		if f.ID == "RA-3" { // half a year before the start is too short for it (methods §4.3)
			if f.State != "withheld" {
				t.Errorf("RA-3: %s", f.State)
			}
			continue
		}
		if f.State != "ok" {
			t.Errorf("%s: %s", f.ID, f.State)
			continue
		}
		switch f.ID {
		case "RA-1":
			if ratio := *f.Numerator / *f.Denominator; *f.Low <= 0 || ratio < 0.71 || ratio > 0.79 {
				t.Errorf("RA-1: %.0f of %.0f expected (%.3f), from %.0f to %.0f", *f.Numerator, *f.Denominator, ratio, *f.Low, *f.High)
			}
		case "COV-1", "CMP-1", "CMP-2":
			if *f.Value < 0.5 || *f.Value > 0.97 {
				t.Errorf("%s = %.3f is not plausible", f.ID, *f.Value)
			}
		}
	}
	states := map[string]int{}
	for _, f := range figures(t, "--by-facility") {
		if f.ID == "RA-1" {
			states[f.State]++
		}
	}
	if states["ok"] < 40 || states["withheld"] < 1 {
		t.Errorf("RA-1 of the stations: %v", states)
	}
}
