package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// commandLine is what speaks to the command line: an option, or a command of the program.
var commandLine = regexp.MustCompile(`(^|[^-\w])--[a-z]+(-[a-z]+)*|luanphien (ingest|serve|loads|query|template|aliases|demo|indicators|inbox|user|backup)\b`)

// speaksToOperators are the files whose sentences no page shows: they tell who starts the program why it does not start.
var speaksToOperators = map[string]bool{"queries/edition/version.go": true}

// toOperators are the messages that tell it.
var toOperators = regexp.MustCompile(`^\s*"(?:guard\.problem\.open_address|account\.problem\.identity_needs)":`)

// Sentences reach the pages: none names an option or a command. What the command line adds is in an error's Option.
func TestNoSentenceOfAPageSpeaksOfTheCommandLine(t *testing.T) {
	looked := 0
	sources(t, []string{".go"}, func(path string) {
		room, _, _ := strings.Cut(path, "/")
		if room == "cmd" || room == "analytics" || strings.HasSuffix(path, "_test.go") || speaksToOperators[path] {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		options := optionsOf(file)
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING || options[literal] {
				return true
			}
			looked++
			if said, err := strconv.Unquote(literal.Value); err == nil && commandLine.MatchString(said) {
				t.Errorf("%s: %s", path, literal.Value)
			}
			return true
		})
	})
	messages, err := filepath.Glob(filepath.Join(root, "dashboard", "words", "messages", "*.json"))
	if err != nil || len(messages) < 10 || looked < 1000 {
		t.Fatalf("%d files of messages, %d texts, %v", len(messages), looked, err)
	}
	for _, path := range messages {
		said, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(said)) {
			if commandLine.MatchString(line) && !toOperators.MatchString(line) {
				t.Errorf("%s: %s", path, line)
			}
		}
	}
}

// optionsOf finds the texts that are an error's Option, and those that say what of the command line mends an error.
func optionsOf(file *ast.File) map[*ast.BasicLit]bool {
	found := map[*ast.BasicLit]bool{}
	all := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok {
				found[literal] = true
			}
			return true
		})
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Option" {
				all(n.Value)
			}
		case *ast.AssignStmt:
			if field, ok := n.Lhs[0].(*ast.SelectorExpr); ok && field.Sel.Name == "Option" {
				all(n.Rhs[0])
			}
		case *ast.FuncDecl:
			if n.Name.Name == "Option" {
				all(n.Body)
			}
		}
		return true
	})
	return found
}
