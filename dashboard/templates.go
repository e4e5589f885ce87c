package dashboard

import (
	"context"
	"embed"
	"io/fs"
	"os"

	"luanphien/dashboard/export"
	"luanphien/dashboard/page"
	"luanphien/queries/fault"
)

//go:embed templates/*.html
var templateFiles embed.FS

// newFrame readies what surrounds every page. In development templates, bundle and messages are read from the source
// tree at each request.
func (s *Server) newFrame(loads bool) (*page.Frame, error) {
	source, err := fs.Sub(templateFiles, "templates")
	if err != nil {
		return nil, err
	}
	if s.dev {
		source = os.DirFS(devTemplates)
	}
	f := &page.Frame{Numbers: s.shelf.Numbers, Loads: loads}
	if s.dev {
		f.Source = sourceState
	}
	if f.Bundle, err = page.OpenAssets(s.dev); err != nil {
		return nil, err
	}
	f.Templates, err = page.LoadTemplates(source, s.dev, s.words)
	return f, err
}

// warm readies the pictures and the assets, so that the first reader need not wait; a failure is met again, and told, by
// who asks.
func (s *Server) warm(ctx context.Context) {
	err := fault.Call(func() error {
		if renderer, err := export.OwnPictures(); err == nil {
			_ = renderer.Warm(ctx)
		}
		if bundle, err := s.frame.Bundle(); err == nil {
			bundle.Pack()
		}
		return nil
	})
	if err != nil {
		s.log.Error("pictures and assets could not be readied", "error", err)
	}
}
