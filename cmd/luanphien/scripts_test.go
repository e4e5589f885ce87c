package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var importsOfScript = regexp.MustCompile(`(?m)(?:from|import) ?\(?"(\./[^"]+)"`)

// A script may be read from what it imports downwards: there is no circle.
func TestScriptsImportOneWay(t *testing.T) {
	folder := filepath.Join(root, "dashboard", "web", "scripts")
	files, err := filepath.Glob(filepath.Join(folder, "*.js"))
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), "scripts", err)
	}
	imports, found := map[string][]string{}, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range importsOfScript.FindAllStringSubmatch(string(text), -1) {
			imports[filepath.Base(file)] = append(imports[filepath.Base(file)], path.Clean(m[1]))
			found++
		}
	}
	if found < 40 {
		t.Fatal("only", found, "imports were found")
	}
	done := map[string]bool{}
	var visit func(script string, way []string)
	visit = func(script string, way []string) {
		for i, s := range way {
			if s == script {
				t.Errorf("a circle: %s", strings.Join(append(way[i:], script), " → "))
				return
			}
		}
		if done[script] {
			return
		}
		for _, next := range imports[script] {
			visit(next, append(way, script))
		}
		done[script] = true
	}
	for script := range imports {
		visit(script, nil)
	}
}
