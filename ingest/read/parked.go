package read

import (
	"os"
	"path"
	"slices"
	"strings"
)

// openAtOnce is how many files of an archive stay open beside each other. Each further one is closed once its tables are
// known, and opened again when the rows of one are asked for: an archive of thousands takes neither their descriptors nor
// their buffers.
const openAtOnce = 8

// parked is a table of an archive's file that is closed.
type parked struct {
	archive  *File
	name     string // of the file, in the archive
	unpacked string
	table    int // which of the file's
	options  Options
}

// openPart opens an unpacked file as a part of this one, its sheets named after it.
func (f *File) openPart(name, unpacked string, opts Options) error {
	inner, err := f.openInner(name, unpacked, opts, f)
	if err != nil {
		return err
	}
	if f.held < openAtOnce {
		f.held++
		f.closers = append(f.closers, inner.Close)
		f.Sheets = append(f.Sheets, inner.Sheets...)
		return nil
	}
	for i, s := range inner.Sheets {
		f.Sheets = append(f.Sheets, &Sheet{Name: s.Name, Kind: s.Kind, Columns: s.Columns, Header: s.Header, Parts: s.Parts,
			parked: &parked{archive: f, name: name, unpacked: unpacked, table: i, options: opts}})
	}
	return inner.Close()
}

// openInner opens an unpacked file. What is said of it while it is opened goes to the owner.
func (f *File) openInner(name, unpacked string, opts Options, owner *File) (*File, error) {
	source, err := os.Open(unpacked)
	if err != nil {
		return nil, cannotOpen(name, err)
	}
	inner := &File{Name: name, whole: owner, closers: []func() error{source.Close}}
	info, err := source.Stat()
	if err != nil {
		inner.Close()
		return nil, cannotOpen(name, err)
	}
	inner.Size = info.Size()
	if err := inner.open(source, opts); err != nil {
		inner.Close()
		return nil, err
	}
	for _, sheet := range inner.Sheets {
		sheet.Name = strings.TrimSuffix(name+" › "+sheet.Name, " › ")
	}
	inner.whole, inner.opened = f, true
	return inner, nil
}

// unpark opens the table again, from its first row on. All that there is to say of the file was said the first time.
func (s *Sheet) unpark() error {
	p := s.parked
	inner, err := p.archive.openInner(p.name, p.unpacked, p.options, &File{Name: p.archive.Name})
	if err != nil {
		return err
	}
	known := s.Known
	*s = *inner.Sheets[p.table]
	s.Known, s.release = known, inner.Close
	if values, ok := s.src.(*parted); ok {
		values.sheet = s
	}
	return nil
}

// end gives back what an open table took, its buffers too: the tables of an archive are kept to its end.
func (s *Sheet) end() error {
	if s.release == nil {
		return nil
	}
	release := s.release
	s.release, s.src, s.pending, s.roles, s.spans, s.form = nil, nil, nil, nil, spans{}, form{}
	return release()
}

// isIncidental tells the files that programs leave in archives beside those that people put there.
func isIncidental(name string) bool {
	return strings.HasSuffix(name, "/") || slices.Contains(strings.Split(path.Dir(name), "/"), "__MACOSX") || strings.HasPrefix(path.Base(name), ".") ||
		slices.Contains([]string{"thumbs.db", "desktop.ini"}, strings.ToLower(path.Base(name)))
}
