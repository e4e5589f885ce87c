// Package soak says how much of what takes long a run of the tests does. An ordinary run takes a sample, another one each
// day; `make soak`, which sets LUANPHIEN_SOAK, does all of it.
package soak

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// All tells whether everything is to be done.
func All() bool { return os.Getenv("LUANPHIEN_SOAK") != "" }

// Times is how often something is done: few in an ordinary run, many in a long one.
func Times(few, many int) int {
	if All() {
		return many
	}
	return few
}

// Long leaves a test out of `make test-fast`, which says so.
func Long(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes long: make test-fast leaves it out")
	}
}

// Random gives a test's random numbers, which are others each day. The log of a test that fails names the seed;
// LUANPHIEN_SEED=seed repeats that run.
func Random(t testing.TB) *rand.Rand {
	t.Helper()
	seed, err := seedOf(os.Getenv("LUANPHIEN_SEED"), time.Now())
	if err != nil {
		t.Fatalf("LUANPHIEN_SEED: %v", err)
	}
	t.Logf("LUANPHIEN_SEED=%d repeats this run", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// seedOf reads a seed; "" is that of the day, 20261130.
func seedOf(text string, now time.Time) (uint64, error) {
	if text == "" {
		text = now.Format("20060102")
	}
	return strconv.ParseUint(text, 10, 64)
}

// Sample gives the part of a list that an ordinary run takes, n at random in their order, or the whole list.
func Sample[T any](t testing.TB, list []T, n int) []T {
	t.Helper()
	if All() || n >= len(list) {
		return list
	}
	taken := map[int]bool{}
	for _, i := range Random(t).Perm(len(list))[:n] {
		taken[i] = true
	}
	var part []T
	for i, v := range list {
		if taken[i] {
			part = append(part, v)
		}
	}
	return part
}
