package dashboard

import (
	"os"

	"luanphien/dashboard/words"
)

// The folders of the source tree that a server in development reads at each request, from where the program is run.
const (
	devTemplates = "dashboard/templates"
	devMessages  = "dashboard/words/messages"
	devStamp     = "dashboard/web/dist/.inputs" // written when styles and scripts are bundled
)

// loadWords reads the messages of both languages.
func (s *Server) loadWords() (err error) {
	for _, lang := range []words.Lang{words.Vietnamese, words.English} {
		if s.dev {
			s.words[lang], err = words.Follow(os.DirFS(devMessages), lang, s.log)
		} else {
			s.words[lang], err = words.Load(lang)
		}
		if err != nil {
			return err
		}
	}
	if s.dev {
		words.SpeakFrom(s.words[words.Vietnamese], s.words[words.English])
	}
	return nil
}

// sourceState is when a template, a message, a style or a script last changed, in milliseconds since 1970: a page that
// was made of another state loads anew. 0 = the bundle is being made: nobody knows yet.
func sourceState() int64 {
	info, err := os.Stat(devStamp)
	if err != nil {
		return 0
	}
	last := info.ModTime()
	for _, tree := range []string{devTemplates, devMessages} {
		if at := words.Changed(os.DirFS(tree)); at.After(last) {
			last = at
		}
	}
	return last.UnixMilli()
}
