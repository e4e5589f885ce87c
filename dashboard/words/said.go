package words

import (
	"sync"
	"sync/atomic"
)

// Said is a sentence in both languages, for where the reader's is not known yet.
type Said struct{ VI, EN string }

// Key is the key of a message where no sentence may stand by mistake: what is put together is not one.
type Key string

// Both is the message of a key in both languages, its places filled from name, value pairs; a value that is Said itself
// goes in as each language has it. What a package keeps in a variable is worded as the program begins.
func Both(key Key, pairs ...any) Said {
	speakers := spoken.Load()
	if speakers == nil {
		speakers = held()
	}
	return Said{VI: said(speakers[0], key, pairs), EN: said(speakers[1], key, pairs)}
}

// SpeakFrom gives Both other messages than those that the program holds: in development, those of the source tree.
func SpeakFrom(vi, en *Words) { spoken.Store(&[2]*Words{vi, en}) }

// SpeakAsHeld gives Both the messages that the program holds again.
func SpeakAsHeld() { spoken.Store(nil) }

var spoken atomic.Pointer[[2]*Words]

// held are the messages that the program holds. Load tells the server of such as cannot be read.
var held = sync.OnceValue(func() *[2]*Words {
	vi, _ := Load(Vietnamese)
	en, _ := Load(English)
	return &[2]*Words{vi, en}
})

func said(w *Words, key Key, pairs []any) string {
	filled := make([]any, len(pairs))
	for i, v := range pairs {
		if both, ok := v.(Said); ok {
			v = both.In(w.Lang)
		}
		filled[i] = v
	}
	return w.T(string(key), filled...)
}

// In is the sentence in a language.
func (s Said) In(lang Lang) string {
	if lang == English {
		return s.EN
	}
	return s.VI
}

// String is the sentence in both languages, for the log and the command line.
func (s Said) String() string { return s.VI + " – " + s.EN }
