package dashboard

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
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

// speaks fails for each text of the page that holds a word of the other language.
func (b *tab) speaks(t *testing.T, foreign map[string]bool, where string) {
	t.Helper()
	texts := evaluate[[]string](t, b.ctx, spoken)
	if len(texts) < 20 {
		t.Errorf("%s says only %d things", where, len(texts))
	}
	told := 0
	for _, text := range texts {
		strange := slices.DeleteFunc(wordsOfText(notWords.ReplaceAllString(text, "")), func(w string) bool { return !foreign[w] })
		if len(strange) > 0 && told < 6 {
			told++
			t.Errorf("%s speaks the other language: %q in %q", where, strange, strings.Join(strings.Fields(text), " "))
		}
	}
}
