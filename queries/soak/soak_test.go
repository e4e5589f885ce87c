package soak

import (
	"slices"
	"testing"
	"time"
)

// A sample is the same all day and for one seed, another the next, in the order of the list; a long run takes the whole.
func TestSample(t *testing.T) {
	list := make([]int, 100)
	for i := range list {
		list[i] = i
	}
	t.Setenv("LUANPHIEN_SOAK", "")
	t.Setenv("LUANPHIEN_SEED", "20261130")
	one, same := Sample(t, list, 10), Sample(t, list, 10)
	t.Setenv("LUANPHIEN_SEED", "20261201")
	next := Sample(t, list, 10)
	if len(one) != 10 || !slices.IsSorted(one) || !slices.Equal(one, same) || slices.Equal(one, next) {
		t.Errorf("%v, %v, the next day %v", one, same, next)
	}
	t.Setenv("LUANPHIEN_SOAK", "1")
	if !slices.Equal(Sample(t, list, 10), list) || Times(3, 7) != 7 {
		t.Error("a long run leaves something out")
	}
}

func TestSeed(t *testing.T) {
	day := time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC)
	if seed, err := seedOf("", day); err != nil || seed != 20261130 {
		t.Error(seed, err)
	}
	if seed, err := seedOf("7", day); err != nil || seed != 7 {
		t.Error(seed, err)
	}
	if _, err := seedOf("seven", day); err == nil {
		t.Error("a word is taken for a seed")
	}
}
