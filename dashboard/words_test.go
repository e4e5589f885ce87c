package dashboard

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func messages(t *testing.T, lang string) map[string]string {
	t.Helper()
	w, err := words.Load(words.Lang(lang))
	if err != nil {
		t.Fatal(err)
	}
	return w.Texts
}

// program is the text of all sources that use messages.
func program(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path == "web":
			return filepath.SkipDir
		case filepath.Ext(path) == ".html", filepath.Ext(path) == ".go" && !strings.HasSuffix(path, "_test.go"):
			all.WriteString(readFile(t, path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// Both languages hold the same messages with the same places; English may split a count into one and other.
func TestLanguagesHoldTheSameMessages(t *testing.T) {
	vi, en := messages(t, "vi"), messages(t, "en")
	for key, text := range vi {
		if places(text) != places(en[key]) {
			t.Errorf("%s has the places %s in Vietnamese and %s in English", key, places(text), places(en[key]))
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok && !strings.HasSuffix(key, ".one") {
			t.Errorf("%s is missing in Vietnamese", key)
		}
	}
}

func places(text string) string {
	found := regexp.MustCompile(`\{\w+\}`).FindAllString(text, -1)
	sort.Strings(found)
	return strings.Join(found, "")
}

// dynamic are the beginnings of keys that the program puts together from codes.
var dynamic = []string{"figure.", "reason.", "state.", "report.", "reminder.", "stream.", "role.", "type.", "attention.", "severity.", "presence.", "posting.",
	"map.", "lead.", "nav.", "kind.", "ra.state.", "ra.threat.", "check.", "account.role.", "account.what.", "audit.", "xlsx.filter.", "file.status.", "follow.did.", "rows.n.",
	"progress.", "xmr.", "map_share.", "reference.", "open.kind.", "open.state.", "funnel.class.", "diagnostics.", "quality.", "name.", "compare.row.", "compare.with.",
	"cadre.", "unit.level.", "need.state.", "incident.severity.", "indicator.nature.", "item.sources.", "ahead.move.", "ahead.day.",
	"assurance.", "headline.", "of.", "recent.", "scorecard.", "scores.", "series.", "variation.", "worklist.",
	"column.n.", "column.x.", "empty.series.", "measured.", "pack.file.", "pack.estimates.", "said.", "tip.of.", "span.", "brief.format.",
}

func TestNoMessageIsUnused(t *testing.T) {
	text := program(t)
	for key := range messages(t, "en") {
		plain := strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
		used := strings.Contains(text, `"`+plain+`"`)
		for _, start := range dynamic {
			used = used || strings.HasPrefix(key, start)
		}
		if !used {
			t.Errorf("the message %s is not used", key)
		}
	}
}

func TestNoMessageIsMissing(t *testing.T) {
	vi := messages(t, "vi")
	for _, m := range regexp.MustCompile(`(?:\.T\(|\bt |\(t )"([\w.-]+)"([\s,)}]|$)`).FindAllStringSubmatch(program(t), -1) {
		if _, ok := vi[m[1]]; !ok && !strings.HasSuffix(m[1], ".") {
			t.Errorf("the message %s does not exist", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\b(?:Of|NotFound|Busy|BadParameter|BadFile|Both|Refuse|BrokenAt|Say|problem)\([^\n]*?"(\w+\.[\w.]+)"`).FindAllStringSubmatch(program(t), -1) {
		if _, ok := vi[m[1]]; !ok {
			t.Errorf("the message %s of a problem does not exist", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\.N\("([\w.-]+)"`).FindAllStringSubmatch(program(t), -1) {
		if _, ok := vi[m[1]+".other"]; !ok && !strings.HasSuffix(m[1], ".") {
			t.Errorf("the message %s.other does not exist", m[1])
		}
	}
}

func TestMessagesKeepTheirTone(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for key, text := range messages(t, lang) {
			if strings.ContainsAny(text, "!") {
				t.Errorf("%s.%s shouts", lang, key)
			}
			for _, word := range []string{"prevented", "thanks to", "ngăn được", "nhờ có"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s.%s says %q", lang, key, word)
				}
			}
		}
	}
}

func TestNumbersAndDatesInEachLanguage(t *testing.T) {
	vi, en := &words.Words{Lang: words.Vietnamese, Texts: messages(t, "vi")}, &words.Words{Lang: words.English, Texts: messages(t, "en")}
	week, err := calendar.ParseWeek("2025-W51")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ got, want string }{
		{vi.Decimal(1234.45, 1), "1.234,5"}, {en.Decimal(1234.45, 1), "1,234.5"},
		{vi.Int(-1234567.5), "−1.234.568"}, {en.Int(-0.4), "0"},
		{vi.Percent(557, 1000), "55,7\u00a0%"}, {en.Percent(3, 4), "75%"}, {vi.Percent(1, 0), "–"},
		{vi.Week(week), "Tuần 51 (15/12–21/12/2025)"}, {en.Week(week), "Week 51 (15\u00a0Dec–21\u00a0Dec\u00a02025)"},
		{vi.ShortWeek(week), "T51"}, {vi.Month(day("2025-12-15"), true), "Th12/2025"}, {en.Month(day("2025-12-15"), false), "Dec"}, {vi.Date(day("2025-12-15")), "15/12/2025"},
		{vi.Moment(calendar.EndOf(day("2026-11-15"))), "hết ngày 15/11/2026"},
		{vi.Period(day("2025-12-29"), day("2026-01-04")), "29/12/2025–04/01/2026"},
		{en.N("sentence.no_doctor", 1, "days", 14, "day", "15 Nov 2026"), "Up to 15 Nov 2026, 1 station has had no doctor for more than 14 days."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// The messages are plain tables: one file a part and language, flat, readable by translators.
func TestMessageFilesAreFlat(t *testing.T) {
	files, err := filepath.Glob("words/messages/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		var part map[string]string
		if err := json.Unmarshal([]byte(readFile(t, file)), &part); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
