package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/url"
	"path"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"
)

// parts are the files of a workbook's archive, by name: without a slash before it, lower case, slashes forward.
type parts map[string]*zip.File

// partName is how a part is looked up.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/"))
}

// Prepare makes an archive unpack with a faster library than the standard one.
func Prepare(archive *zip.Reader) {
	archive.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
}

// CheckEntries refuses an archive whose directory cannot be trusted: more entries than most, two of one name, two that
// share their bytes. folded says that names differ only by more than their case and slashes.
func CheckEntries(archive *zip.Reader, most int, folded bool) error {
	if len(archive.File) > most {
		return manyEntries(len(archive.File), most)
	}
	type span struct {
		begin, end int64
		name       string
	}
	names := make(map[string]bool, len(archive.File))
	spans := make([]span, 0, len(archive.File))
	for _, f := range archive.File {
		name := f.Name
		if folded {
			name = partName(name)
		}
		if names[name] && !strings.HasSuffix(f.Name, "/") {
			return damaged(place{}, "trong tệp nén có hai phần cùng tên «"+f.Name+"»", "its archive holds two parts of the name “"+f.Name+"”", nil)
		}
		names[name] = true
		begin, err := f.DataOffset()
		if err != nil {
			return damaged(inPart(f.Name), "", "", err)
		}
		spans = append(spans, span{begin, begin + int64(f.CompressedSize64), f.Name})
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].begin < spans[j].begin })
	for i := 1; i < len(spans); i++ {
		// Between the bytes of two entries stands at least the head of the second.
		if spans[i].begin < spans[i-1].end+localHead {
			return damaged(place{}, "trong tệp nén hai phần chồng lên nhau («"+spans[i-1].name+"», «"+spans[i].name+"»)",
				"two parts of its archive overlap (“"+spans[i-1].name+"”, “"+spans[i].name+"”)", nil)
		}
	}
	return nil
}

// localHead is the least that stands before the bytes of an entry.
const localHead = 30

// open opens a part; it ends in an error where it is larger than it says, or its checksum is wrong.
func (p parts) open(name string) (io.ReadCloser, error) {
	f := p[name]
	if f == nil {
		return nil, damaged(inPart(name), "tệp không có phần này", "the file has no such part", nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(inPart(f.Name), "", "", err)
	}
	return &sized{ReadCloser: r, left: int64(f.UncompressedSize64)}, nil
}

// sized ends a part that is larger than it says.
type sized struct {
	io.ReadCloser
	left int64
}

func (s *sized) Read(b []byte) (int, error) {
	n, err := s.ReadCloser.Read(b)
	if s.left -= int64(n); s.left < 0 {
		return 0, errLarger
	}
	return n, err
}

var errLarger = errors.New("larger than it says")

// each calls f for every element of a part that begins, with the elements it stands in. A part must have the root it
// says, and be read whole, so that its checksum is looked at.
func (p parts) each(name, root string, f func(s *scanner, within string) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	var within []string
	for {
		t, err := s.next()
		if err == nil && t == opening {
			if s.depth() == 1 && string(s.local()) != root {
				return damaged(inPart(p[name].Name), "phần này không phải là <"+root+">", "the part is no <"+root+">", nil)
			}
			parent := ""
			if len(within) > 0 {
				parent = within[len(within)-1]
			}
			element := string(s.local())
			err = f(s, parent)
			within = append(within, element)
		}
		switch {
		case err != nil:
			return asFault(err, inPart(p[name].Name))
		case t == closing:
			within = within[:len(within)-1]
		case t == ending:
			return nil
		}
	}
}

// relation is what a part says of another.
type relation struct {
	kind   string // the last part of its type, lower case: worksheet, styles
	target string // a part's name, or "" where it lies outside
}

// relations reads what a part refers to, by id. A part without any has no list of them.
func (p parts) relations(of string) (map[string]relation, error) {
	found := map[string]relation{}
	list := partName(path.Join(path.Dir(of), "_rels", path.Base(of)+".rels"))
	if of == "" {
		list = "_rels/.rels"
	}
	if p[list] == nil {
		return found, nil
	}
	err := p.each(list, "Relationships", func(s *scanner, _ string) error {
		if string(s.local()) != "Relationship" {
			return nil
		}
		r := relation{kind: strings.ToLower(path.Base(string(s.attr("Type"))))}
		if !bytes.EqualFold(s.attr("TargetMode"), []byte("External")) {
			r.target = p.resolve(of, string(s.attr("Target")))
		}
		id := string(s.attr("Id"))
		if _, twice := found[id]; twice {
			return damaged(inPart(p[list].Name), "hai quan hệ cùng mang mã «"+id+"»", "two relations bear the name “"+id+"”", nil)
		}
		found[id] = r
		return nil
	})
	return found, err
}

// resolve finds the part that a target means: from the root, from the folder of the part that refers to it, or, as some
// programs write it, from the root without saying so.
func (p parts) resolve(from, target string) string {
	if plain, err := url.PathUnescape(target); err == nil && p[partName(target)] == nil {
		target = plain
	}
	target = strings.ReplaceAll(target, "\\", "/")
	beside := partName(path.Join(path.Dir("/"+from), target))
	if strings.HasPrefix(target, "/") || p[beside] == nil && p[partName(target)] != nil {
		return partName(target)
	}
	return beside
}

// types reads what the parts are declared to be; a part of which nothing is said gives "".
func (p parts) types() (func(part string) string, error) {
	byName, byExtension := map[string]string{}, map[string]string{}
	const list = "[content_types].xml"
	err := p.each(list, "Types", func(s *scanner, _ string) error {
		says := strings.ToLower(string(s.attr("ContentType")))
		switch string(s.local()) {
		case "Override":
			name := partName(string(s.attr("PartName")))
			if other, twice := byName[name]; twice && other != says {
				return damaged(inPart(p[list].Name), "phần «"+name+"» được khai hai lần khác nhau", "the part “"+name+"” is declared twice", nil)
			}
			byName[name] = says
		case "Default":
			byExtension[strings.ToLower(string(s.attr("Extension")))] = says
		}
		return nil
	})
	return func(part string) string {
		if says, ok := byName[part]; ok {
			return says
		}
		return byExtension[strings.TrimPrefix(path.Ext(part), ".")]
	}, err
}
