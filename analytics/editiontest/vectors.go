package editiontest

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// VectorFolder is where the test vectors of the methods document lie: LUANPHIEN_VECTORS, or the project's copy.
func VectorFolder() string {
	if folder := os.Getenv("LUANPHIEN_VECTORS"); folder != "" {
		return folder
	}
	// A test runs in its package's folder. The compiler's name of this file is no path where it was built with -trimpath.
	root, err := os.Getwd()
	for ; err == nil && filepath.Dir(root) != root; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
	}
	return filepath.Join(root, "analytics", "testdata", "vectors")
}

// VectorJSON reads a JSON file of the vectors into v.
func VectorJSON(t testing.TB, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(VectorFolder(), name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// VectorCSV reads a CSV file of the vectors, a map a row.
func VectorCSV(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(VectorFolder(), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// Number reads a number of a vector.
func Number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Near tells whether two reals agree within the vectors' tolerance: 1e-6 relative, 1e-9 absolute near zero.
func Near(got, want float64) bool {
	return got == want || math.Abs(got-want) <= max(1e-9, 1e-6*math.Abs(want))
}

// Check compares a real with a vector's.
func Check(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !Near(got, want) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}
