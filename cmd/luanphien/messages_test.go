package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// vietnameseLetter finds a letter with marks: English has none here.
var vietnameseLetter = regexp.MustCompile(`[À-ÖØ-öø-ưẠ-ỹ]`)

// notMessages are the files of the dashboard that may hold Vietnamese, with the reason.
var notMessages = map[string]string{
	"dashboard/account/demo.go":            "names of the accounts of the demo, which are data",
	"dashboard/account/factor.go":          "the program's name, as the application of a second factor shows it",
	"dashboard/account/guess.go":           "the letter that has no mark to take off",
	"dashboard/browsertest/browsertest.go": "a word that tests measure letters by",
	"dashboard/chart/grid.go":              "words that the names of stations begin with, as they are loaded",
	"dashboard/page/assets.go":             "said to who built the program without its bundle, before there is a page",
	"dashboard/people/own.go":              "the name of a browser",
}

// What a reader is told stands in the messages, in both languages beside each other: no sentence in Go.
func TestSentencesStandInTheMessages(t *testing.T) {
	found := map[string]bool{}
	program(t, func(path string) {
		if topFolder(path) != "dashboard" || strings.HasPrefix(path, "dashboard/words/") {
			return
		}
		file, set := parse(t, path, parser.SkipObjectResolution)
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING || !vietnameseLetter.MatchString(literal.Value) {
				return true
			}
			if found[path] = true; notMessages[path] == "" {
				t.Errorf("%s:%d says %s; it belongs in dashboard/words/messages", path, set.Position(literal.Pos()).Line, literal.Value)
			}
			return true
		})
	})
	for path := range notMessages {
		if !found[path] {
			t.Errorf("%s holds no Vietnamese any more", path)
		}
	}
}
