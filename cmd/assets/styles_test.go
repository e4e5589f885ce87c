package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What styles keep to:
//   - Colours, fonts and sizes of words are tokens: they stand in tokens.css, and elsewhere as var(--name), so that dark,
//     paper and print change them in one place, and charts and pages agree. currentColor, transparent, inherit and none are
//     no colours of their own.
//   - Space (margin, padding, gap) is one of the steps below, so that things line up.
//   - A custom property that is asked for is defined, and one that is defined is asked for.
//   - A class that is styled is one that a template, the Go code or a script gives.
//   - !important is for what cannot be told otherwise, as against the style attribute of a chart library.
//
// Where a rule must be broken, a comment on the line, or on the line above, says why.

// spaces are the steps of space, px.
var spaces = []string{"0", "2", "3", "4", "6", "8", "10", "12", "16", "20", "24", "28", "40"}

var (
	blockComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	quotedText   = regexp.MustCompile(`"[^"]*"`)
	colour       = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab|color-mix)\(|:\s*[^;{}]*\b(?:white|black|red|green|blue|gray|grey|silver|orange|yellow)\b`)
	fontLiteral  = regexp.MustCompile(`\bfont(?:-size)?:\s*[^;}]*?[\d.]+(?:px|pt|r?em)\b|\bfont-family:\s*[^;}]*(?:"|serif|monospace|system-ui)`)
	space        = regexp.MustCompile(`\b(?:margin|padding|gap)(?:-[a-z]+)*:\s*([^;}]*)`)
	pixels       = regexp.MustCompile(`-?([\d.]+)px`)
	asked        = regexp.MustCompile(`var\((--[\w-]+)|getPropertyValue\(["` + "`" + `](--[\w-]+)`)
	defined      = regexp.MustCompile(`(?m)(?:^|[{;\s])(--[\w-]+):`)
	classNames   = regexp.MustCompile(`\.(-?[a-zA-Z][\w-]*)`)
	rule         = regexp.MustCompile(`([^{};]*)\{`)
)

type sheet struct {
	name  string
	lines []string // as they stand
	code  []string // without comments, the same number of lines
}

func newSheet(name, text string) sheet {
	plain := blockComment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	return sheet{name, strings.Split(text, "\n"), strings.Split(plain, "\n")}
}

// excused tells a line that says why it breaks a rule.
func (s sheet) excused(line int) bool {
	above := line > 0 && strings.HasPrefix(strings.TrimSpace(s.lines[line-1]), "/*")
	return strings.Contains(s.lines[line], "/*") || above
}

// breaches lists what a sheet does against the rules that a line alone can break; tokens.css may hold colours and fonts.
func (s sheet) breaches() []string {
	var list []string
	for i, line := range s.code {
		if s.excused(i) {
			continue
		}
		say := func(format string, args ...any) {
			list = append(list, fmt.Sprintf("%s:%d: ", s.name, i+1)+fmt.Sprintf(format, args...))
		}
		if s.name != "tokens.css" {
			if found := colour.FindString(quotedText.ReplaceAllString(line, `""`)); found != "" {
				say("the colour %q is no token", strings.TrimLeft(found, ": "))
			}
			if found := fontLiteral.FindString(line); found != "" && s.name != "fonts.css" {
				say("%q is no token", found)
			}
		}
		for _, m := range space.FindAllStringSubmatch(line, -1) {
			for _, px := range pixels.FindAllStringSubmatch(m[1], -1) {
				if !slices.Contains(spaces, px[1]) {
					say("%s px is no step of space (%s)", px[1], strings.Join(spaces, ", "))
				}
			}
		}
		if strings.Contains(line, "!important") {
			say("!important without a comment that says why")
		}
	}
	return list
}

func sheets(t *testing.T) []sheet {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(web, "styles", "*.css"))
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), "style sheets", err)
	}
	var list []sheet
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, newSheet(filepath.Base(file), string(text)))
	}
	return list
}

func TestStylesKeepToTheTokens(t *testing.T) {
	for _, s := range sheets(t) {
		for _, breach := range s.breaches() {
			t.Error(breach)
		}
	}
}

func TestBreachesAreFound(t *testing.T) {
	for text, want := range map[string]int{
		"a { color: #fff; }": 1, "a { color: var(--ink); }": 0, "a { background: white; }": 1, "a { color: rgb(0 0 0); }": 1,
		"a { font-size: 13px; }": 1, "a { font: 400 13px/1.5 var(--font); }": 1, "a { font-size: var(--text-small); }": 0, `a { font-family: "X"; }`: 1,
		"a { margin: 0 5px; }": 1, "a { margin: 0 -8px; }": 0, "a { row-gap: 7px }": 1, "a { width: 7px }": 0,
		"a { width: 0 !important; }": 1, "a { width: 0 !important; } /* why */": 0, "/* why */\na { width: 0 !important; }": 0,
		"/* #fff\n !important */\na { color: inherit; }": 0, `a::before { content: "white: red"; }`: 0, "#fff { color: transparent; }": 1,
	} {
		if got := newSheet("x.css", text).breaches(); len(got) != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := newSheet("tokens.css", "a { color: #fff; font-size: 13px }").breaches(); len(got) != 0 {
		t.Error("tokens.css holds the tokens:", got)
	}
}

// sources are the texts of what gives elements their classes and asks for tokens, by file.
func sourceTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(filepath.Join(web, ".."), func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{"node_modules", "dist", "testdata", "styles", "test"}, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".html", ".js"}, filepath.Ext(file)) || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		b, err := os.ReadFile(file)
		texts[filepath.ToSlash(file)] = string(b)
		return err
	})
	if err != nil || len(texts) < 100 {
		t.Fatal(len(texts), "sources", err)
	}
	return texts
}

func TestCustomPropertiesAreDefinedAndUsed(t *testing.T) {
	uses, known := map[string]string{}, map[string]string{}
	for _, s := range sheets(t) {
		code := strings.Join(s.code, "\n")
		for _, m := range asked.FindAllStringSubmatch(code, -1) {
			uses[m[1]] = s.name
		}
		for _, m := range defined.FindAllStringSubmatch(code, -1) {
			known[m[1]] = s.name
		}
	}
	var named bytes.Buffer // the texts that name tokens without the dashes (scripts, options of charts)
	for file, text := range sourceTexts(t) {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			uses[m[1]+m[2]] = file
		}
		named.WriteString(text)
	}
	for name, file := range uses {
		if known[name] == "" {
			t.Errorf("%s asks for %s, which no style sheet defines", file, name)
		}
	}
	for name, file := range known {
		word := regexp.MustCompile(`["` + "`" + `:]` + regexp.QuoteMeta(strings.TrimPrefix(name, "--")) + `["` + "`" + `]|\bt\.` + regexp.QuoteMeta(strings.TrimPrefix(name, "--")) + `\b|"` + name + `"`)
		if uses[name] == "" && !word.MatchString(named.String()) {
			t.Errorf("%s defines %s, for which nobody asks", file, name)
		}
	}
}

// classGivers find, by the kind of file, the texts in which a class may be given: attributes of a template, and texts of
// the code.
var (
	classGivers = map[string]*regexp.Regexp{
		".html": regexp.MustCompile(`class="(?:[^"{]|\{\{.*?\}\})*"|\{\{.*?\}\}`),
		".go":   regexp.MustCompile("\"[^\"\\n]*\"|`[^`]*`"),
		".js":   regexp.MustCompile("\"[^\"\\n]*\"|`[^`]*`"),
	}
	anyWord = regexp.MustCompile(`[\w-]+`)
)

func TestStyledClassesAreGiven(t *testing.T) {
	words := map[string]bool{}
	for file, text := range sourceTexts(t) {
		for _, given := range classGivers[filepath.Ext(file)].FindAllString(text, -1) {
			for _, word := range anyWord.FindAllString(given, -1) {
				words[word] = true
			}
		}
	}
	checked := 0
	for _, s := range sheets(t) {
		for _, m := range rule.FindAllStringSubmatch(quotedText.ReplaceAllString(strings.Join(s.code, "\n"), `""`), -1) {
			if strings.HasPrefix(strings.TrimSpace(m[1]), "@") {
				continue
			}
			for _, class := range classNames.FindAllStringSubmatch(m[1], -1) {
				checked++
				if name := class[1]; !words[name] && !composed(words, name) {
					t.Errorf("%s styles .%s, which no template, Go file or script gives", s.name, name)
				}
			}
		}
	}
	if checked < 200 {
		t.Fatal("only", checked, "classes were found")
	}
}

// composed tells a class that a template puts together of a beginning and a value: severity-{{.Severity}}.
func composed(words map[string]bool, name string) bool {
	i := strings.LastIndex(name, "-")
	return i > 0 && words[name[:i+1]]
}
