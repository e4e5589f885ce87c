package dashboard

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/words"
	"luanphien/queries/province"
)

// spoken are the texts that a reader of the page sees or hears: what stands on it, on its charts, in what a pointer
// brings up, and its title. Code is no language; what says that it is in another language may be.
const spoken = `(() => {
  const texts = [document.title], skip = 'script, style, code, pre, .cm-editor, [translate="no"], [lang]:not(html)';
  for (const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT); walk.nextNode();) {
    const parent = walk.currentNode.parentElement;
    if (parent && !parent.closest(skip)) texts.push(walk.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
    for (const e of document.querySelectorAll('[' + name + ']')) if (!e.closest(skip)) texts.push(e.getAttribute(name));
  }
  return texts.filter(s => s.trim());
})()`

// A word has two letters at least, and three where none has a sign: «Th9» is a month.
var word = regexp.MustCompile(`[a-z]*[^\P{L}a-z]\p{L}+|\p{L}+[^\P{L}a-z][a-z]*|[a-z]{3,}`)

// wordsOfText are the words of a text in small letters, composed.
func wordsOfText(text string) []string {
	return word.FindAllString(strings.ToLower(norm.NFC.String(text)), -1)
}

// vocabulary are the words of a language's messages.
func vocabulary(t *testing.T, lang string) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, text := range messages(t, lang) {
		for _, w := range wordsOfText(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(text, " ")) {
			known[w] = true
		}
	}
	return known
}

// listed are the names in the lists that the program ships, by kind as they stand in the statements that write them.
func listed(t *testing.T) (names []string) {
	t.Helper()
	for _, row := range regexp.MustCompile(`(?m)^    \('([^']+)', (?:'(?:flow|stock)', '([^']+)')?`).FindAllStringSubmatch(readFile(t, "../queries/schema/lists.sql"), -1) {
		names = append(names, row[1])
		if row[2] != "" { // an indicator's unit
			names = append(names, row[2])
		}
	}
	if len(names) < 40 {
		t.Fatalf("only %d names are listed", len(names))
	}
	return names
}

// Each name of the lists is said in both languages; what a department adds to them stays as it is.
func TestListedNamesInBothLanguages(t *testing.T) {
	vi, en := &words.Words{Lang: words.Vietnamese, Texts: messages(t, "vi")}, &words.Words{Lang: words.English, Texts: messages(t, "en")}
	known := map[string]bool{}
	for _, name := range listed(t) {
		known["name."+name] = true
		if vi.Named(name) != name || en.Named(name) == name {
			t.Errorf("%q is %q in Vietnamese, %q in English", name, vi.Named(name), en.Named(name))
		}
	}
	for key := range vi.Texts {
		if strings.HasPrefix(key, "name.") && !known[key] {
			t.Errorf("%s is on no list", key)
		}
	}
	if got := en.Named("lão khoa"); got != "lão khoa" {
		t.Error(got)
	}
}

// foreign are the words that only the messages of the other language hold, and none of the files loaded: those are names
// and what people wrote, which no page translates.
func foreign(t *testing.T, lang string) map[string]bool {
	t.Helper()
	words := vocabulary(t, map[string]string{"vi": "en", "en": "vi"}[lang])
	for w := range vocabulary(t, lang) {
		delete(words, w)
	}
	files, err := filepath.Glob(filepath.Join(string(demoFolder(t)), "files", "*.csv"))
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../queries/schema/lists.sql") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range wordsOfText(string(text)) {
			delete(words, w)
		}
	}
	if len(words) < 300 {
		t.Fatalf("only %d words tell the other language from %s", len(words), lang)
	}
	return words
}

// notWords are options of the command, the logins and names of this test's people, and the codes of which the SQL page tells that
// columns hold them.
var notWords = regexp.MustCompile(`--[\w-]+|test-[\w.-]+|Người thử|\((?:flow|stock|doctor)[^)]*\)|: (?:doctor|commune),[ \w,]+`)

// withoutProvinces takes the names of provinces out of a text, which every language has.
var withoutProvinces = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, p := range province.All() {
		pairs = append(pairs, p.String(), "")
	}
	return strings.NewReplacer(pairs...)
})

// speaks fails for each text of the page that holds a word of the other language.
func (b *tab) speaks(t *testing.T, foreign map[string]bool, where string) {
	t.Helper()
	texts := browsertest.Evaluate[[]string](t, b.Ctx, spoken)
	if raw := strings.Contains(where, "/rows/") || strings.Contains(where, "/sql"); !raw && strings.Contains(where, "lang=en") {
		names := listed(t)
		for _, text := range texts {
			if i := slices.IndexFunc(names, func(name string) bool { return len(name) > 8 && strings.Contains(text, name) }); i >= 0 {
				t.Errorf("%s says %q in Vietnamese: %q", where, names[i], text)
			}
		}
	}
	if len(texts) < 20 {
		t.Errorf("%s says only %d things", where, len(texts))
	}
	told := 0
	for _, text := range texts {
		strange := slices.DeleteFunc(wordsOfText(notWords.ReplaceAllString(withoutProvinces().Replace(text), "")), func(w string) bool { return !foreign[w] })
		if len(strange) > 0 && told < 6 {
			told++
			t.Errorf("%s speaks the other language: %q in %q", where, strange, strings.Join(strings.Fields(text), " "))
		}
	}
}
