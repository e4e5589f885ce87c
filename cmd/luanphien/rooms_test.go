package main

import (
	"go/ast"
	"go/parser"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms are the packages of a part of the program from the bottom up: one may import those above its own line only.
// docs/architecture.md draws them.
var rooms = map[string][][]string{
	"dashboard": {
		{"words", "disclosure", "docx", "docx/ziptest", "browsertest", "outflow", "render/typeface", "web"},
		{"account", "boundaries", "render/drawing"},
		{"problem", "account/auditcopy", "account/identity", "followup", "render/raster", "render/pdf"},
		{"address", "roles", "answer", "render"},
		{"question", "upload"},
		{"guard"},
		{"table", "chart"},
		{"figure"},
		{"figure/variation"},
		{"figure/coverage", "figure/reporting", "figure/referrals", "figure/incidents", "figure/indicators", "figure/quality", "figure/rotation", "figure/compare"},
		{"figure/estimates", "figure/funnel", "figure/needs", "figure/postings", "figure/reminders"},
		{"figure/station", "figure/maps", "figure/scorecard"},
		{"figure/attention"},
		{"figure/catalogue"},
		{"export", "page"},
		{"exhibit", "verify", "form", "report", "brief"},
		{"sqlpage", "people", "loading", "following", "pack", "digest"},
		{""},
	},
	"analytics": {
		{"stats", "stationset", "statement", "console", "cut", "editiontest"},
		{"spc"},
		{""},
		{"lists", "attention", "compare", "definitions", "editions", "analyticstest", "internal/simulate"},
	},
	"ingest": {
		{"rule", "ledger", "mend", "inplace", "internal/pack", "read/lines", "read/streams", "read/foreign", "ingesttest", "demo"},
		{"lex"},
		{"header", "title", "provinces", "nearest", "read/charset", "read/likeness", "read/ooxml"},
		{"aliases", "area", "rowrole", "read/aside"},
		{"read"},
		{"appstore"},
		{"warehouse"},
		{"figureparts", "cells", "refusedbook", "backup", "onename"},
		{"moved"},
		{"", "template"},
		{"inbox"},
	},
}

// floor is the line of a package among the rooms of its part; -1 = it is not listed.
func floor(part, folder string) int {
	return slices.IndexFunc(rooms[part], func(line []string) bool { return slices.Contains(line, folder) })
}

func TestRoomsImportWhatIsBelow(t *testing.T) {
	found := map[string]bool{}
	program(t, func(file string) {
		part, room, _ := strings.Cut(path.Dir(file), "/")
		if rooms[part] == nil {
			return
		}
		found[part+"/"+room] = true
		if floor(part, room) < 0 {
			t.Errorf("%s: the room has no line in rooms", file)
			return
		}
		parsed, _ := parse(t, file, parser.ImportsOnly)
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			below, inside := strings.CutPrefix(imported+"/", module+part+"/")
			if below = strings.TrimSuffix(below, "/"); inside && floor(part, below) >= floor(part, room) {
				t.Errorf("%s imports %s, which is not below it", file, imported)
			}
		}
	})
	for part := range rooms {
		for _, line := range rooms[part] {
			for _, room := range line {
				if !found[part+"/"+room] {
					t.Errorf("there is no room %q of %s", room, part)
				}
			}
		}
	}
}

// docs/architecture.md names every room, so that who is new finds what each is for.
func TestRoomsAreDrawn(t *testing.T) {
	drawn := text(t, "docs/architecture.md")
	_, topics, _ := strings.Cut(drawn, "| `figure/<topic>` |")
	topics, _, _ = strings.Cut(topics, "\n")
	for part := range rooms {
		for _, room := range slices.Concat(rooms[part]...) {
			topic, isTopic := strings.CutPrefix(room, "figure/")
			if room != "" && !strings.Contains(drawn, "`"+room+"`") && !(isTopic && strings.Contains(topics, topic)) {
				t.Errorf("docs/architecture.md does not name %s of %s", room, part)
			}
		}
	}
	program(t, func(file string) {
		if folder := path.Dir(file); topFolder(file) == "queries" && !strings.Contains(drawn, "`"+path.Base(folder)+"`") {
			t.Errorf("docs/architecture.md does not name %s", folder)
		}
		if folder := path.Dir(file); topFolder(file) == "cmd" && !strings.Contains(drawn, "`"+folder+"`") {
			t.Errorf("docs/architecture.md does not name %s", folder)
		}
	})
}

// A figure is a function of a question: what makes it knows neither HTTP nor who answers.
func TestFiguresKnowNoServer(t *testing.T) {
	apart := []string{"net/http", "github.com/gofiber/fiber/v2", module + "dashboard", module + "dashboard/answer"}
	program(t, func(file string) {
		folder := path.Dir(file) + "/"
		if !slices.ContainsFunc([]string{"question", "chart", "table", "figure"}, func(room string) bool { return strings.HasPrefix(folder, "dashboard/"+room+"/") }) {
			return
		}
		parsed, _ := parse(t, file, parser.ImportsOnly)
		for _, spec := range parsed.Imports {
			if imported, _ := strconv.Unquote(spec.Path.Value); slices.Contains(apart, imported) {
				t.Errorf("%s imports %s", file, imported)
			}
		}
	})
}

// size is what a package may hold at most, tests left out.
type size struct{ files, lines int }

func TestPackagesAreSmall(t *testing.T) {
	sizes := map[string]size{}
	program(t, func(file string) {
		s := sizes[path.Dir(file)]
		sizes[path.Dir(file)] = size{s.files + 1, s.lines + strings.Count(text(t, file), "\n")}
	})
	for folder, s := range sizes {
		most := size{40, 5000}
		if strings.HasPrefix(folder+"/", "dashboard/") {
			most = size{30, 3500}
		}
		if s.files > most.files || s.lines > most.lines {
			t.Errorf("%s has %d files of %d lines; at most %d of %d", folder, s.files, s.lines, most.files, most.lines)
		}
	}
}

// longest is how many lines a function may have: it is read at one sight.
const longest = 80

func TestFunctionsAreShort(t *testing.T) {
	program(t, func(file string) {
		parsed, set := parse(t, file, parser.SkipObjectResolution)
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > longest {
				t.Errorf("%s: %s has %d lines; at most %d", file, f.Name.Name, lines, longest)
			}
		}
	})
}
