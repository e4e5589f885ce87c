package words

import (
	"io/fs"
	"log/slog"
	"sync"
	"time"
)

// Follow reads the messages of a language from a folder, and reads them again once a file of it has changed: what a
// developer writes is on the next page. Messages that cannot be read are told to the log, and those of before stay.
func Follow(folder fs.FS, lang Lang, log *slog.Logger) (*Words, error) {
	texts, err := read(folder, lang)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	seen, looked := Changed(folder), time.Now()
	return &Words{Lang: lang, Texts: texts, fresh: func() map[string]string {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(looked) < followed {
			return texts
		}
		looked = time.Now()
		changed := Changed(folder)
		if changed.Equal(seen) {
			return texts
		}
		seen = changed
		if now, err := read(folder, lang); err != nil {
			log.Error("the messages cannot be read; those of before stay", slog.Any("error", err))
		} else {
			texts = now
		}
		return texts
	}}, nil
}

// followed is for how long messages are taken to be as they were: a page asks for hundreds.
const followed = 100 * time.Millisecond

// Changed is when a file of a folder was last written; zero where there is none.
func Changed(folder fs.FS) (last time.Time) {
	_ = fs.WalkDir(folder, ".", func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a file that is gone has its successor
		}
		if info, err := d.Info(); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
		return nil
	})
	return last
}
