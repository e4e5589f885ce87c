package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A bundle takes the place of the one before: what that had alone goes, what keeps the folder in version control stays.
// One that cannot be made leaves the one before as it was.
func TestABundleReplacesAnother(t *testing.T) {
	web := t.TempDir()
	dist := filepath.Join(web, "dist")
	write := func(files map[string]string) {
		t.Helper()
		for name, text := range files {
			path := filepath.Join(web, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	held := func() map[string]string {
		t.Helper()
		found := map[string]string{}
		err := filepath.WalkDir(dist, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			name, _ := filepath.Rel(dist, path)
			found[filepath.ToSlash(name)] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	write(map[string]string{"dist/.gitkeep": "", "dist/main-A.js": "a", "dist/same.ttf": "old", "dist/server/old.js": "o", "dist/manifest.json": "{a}", "dist/.inputs": "1"})
	write(map[string]string{"dist.new/main-B.js": "b", "dist.new/same.ttf": "new", "dist.new/server/new.js": "n", "dist.new/manifest.json": "{b}"})
	if err := replace(dist, dist+".new"); err != nil {
		t.Fatal(err)
	}
	whole := map[string]string{".gitkeep": "", "main-B.js": "b", "same.ttf": "new", "server/new.js": "n", "manifest.json": "{b}"}
	if got := held(); !maps.Equal(got, whole) {
		t.Errorf("the folder holds %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(whole)))
	}

	write(map[string]string{"scripts/main.js": "import {", "scripts/sql.js": "", "styles/main.css": ""})
	if err := fill(web, dist+".new"); err == nil {
		t.Fatal("a script with a fault is bundled")
	}
	if got := held(); !maps.Equal(got, whole) {
		t.Errorf("a bundle that cannot be made leaves %v", slices.Sorted(maps.Keys(got)))
	}
}
