package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/release"
)

// The program says its release and schema; the changelog's newest entry is of that release.
func TestVersion(t *testing.T) {
	code, said := runProgram(t, "version")
	if code != exitDone || !strings.HasPrefix(said, "luanphien "+release.Number) || !strings.Contains(said, fmt.Sprint(") ", edition.SchemaVersion)) {
		t.Errorf("%d %s", code, said)
	}
	changes, err := os.ReadFile(filepath.Join("..", "..", "docs", "changelog.md"))
	if err != nil {
		t.Fatal(err)
	}
	newest := regexp.MustCompile(`(?m)^## (\S+)`).FindSubmatch(changes)
	if newest == nil || string(newest[1]) != release.Number {
		t.Errorf("the newest entry of the changelog is %s, the program's release %s", newest[1], release.Number)
	}
}
