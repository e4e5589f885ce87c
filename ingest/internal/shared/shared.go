// Package shared finds the reference data that lies beside the checkout, for tests.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Data gives the path of a file under the shared data folder. It is looked for under LUANPHIEN_SHARED, else in a
// folder named shared beside the checkout. A test that lacks it is skipped, but fails where CI=true.
func Data(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("LUANPHIEN_SHARED")
	if root == "" {
		root = filepath.Join(checkout(t), "..", "shared")
	}
	path := filepath.Join(append([]string{root, "data"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the shared data are missing: %v (set LUANPHIEN_SHARED)", err)
		}
		t.Skipf("the shared data are missing: %v (set LUANPHIEN_SHARED)", err)
	}
	return path
}

// checkout walks up from the package under test to the folder that holds go.mod.
func checkout(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the package")
		}
		dir = parent
	}
}
