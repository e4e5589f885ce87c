package ooxml

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Book is a workbook whose parts were found by their relationships.
type Book struct {
	Sheets   []*Sheet
	Others   []string // names of sheets without rows, such as charts
	Date1904 bool     // days are counted from 1 January 1904
	Formats  []Format // the number format of each cell style

	parts   map[string]*zip.File // by name, in small letters with plain slashes
	strings texts
	check   func() error
}

// Format is a number format: its built-in number, and its code where it has one of its own.
type Format struct {
	ID   int
	Code string
}

// Sheet is one worksheet.
type Sheet struct {
	Name   string
	Hidden bool

	book *Book
	part *zip.File
}

// Part is the sheet's part in the archive.
func (s *Sheet) Part() *zip.File { return s.part }

// Open finds the parts of a workbook and reads all but its sheets. check is asked now and then whether to go on; it may be
// nil. Errors about the workbook are *Fault.
func Open(archive *zip.Reader, check func() error) (*Book, error) {
	b := &Book{parts: map[string]*zip.File{}, check: check}
	if len(archive.File) > MostParts {
		return nil, &Fault{Part: "zip", Limit: LimitParts, Err: errTooMany}
	}
	for _, part := range archive.File {
		name := normal(part.Name)
		if b.parts[name] != nil {
			return nil, &Fault{Part: part.Name, Err: errDouble}
		}
		b.parts[name] = part
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	related, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	if err := b.readWorkbook(main, related); err != nil {
		return nil, err
	}
	for _, r := range related {
		switch r.kind {
		case "sharedStrings":
			err = b.readStrings(r.target)
		case "styles":
			err = b.readStyles(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// normal is the name by which a part is looked for.
func normal(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/"))
}

// relation leads from one part to another. kind is the last word of its type, which the two dialects share.
type relation struct{ id, kind, target string }

// mainPart is the workbook: by the relationship of the package, else at its usual place.
func (b *Book) mainPart() (string, error) {
	if b.parts["_rels/.rels"] != nil {
		related, err := b.relations("")
		if err != nil {
			return "", err
		}
		for _, r := range related {
			if r.kind == "officeDocument" && b.parts[r.target] != nil {
				return r.target, nil
			}
		}
	}
	if b.parts["xl/workbook.xml"] == nil {
		return "", &Fault{Part: "xl/workbook.xml", Err: errMissing}
	}
	return "xl/workbook.xml", nil
}

// relations reads what a part refers to; a part without any has none. External targets are left out.
func (b *Book) relations(of string) ([]relation, error) {
	folder, base := path.Split(of)
	name := folder + "_rels/" + base + ".rels"
	if b.parts[name] == nil {
		return nil, nil
	}
	var list []relation
	err := b.walk(name, "Relationships", func(s *scanner, depth int) error {
		if depth != 1 || string(s.local()) != "Relationship" || string(s.attr("TargetMode")) == "External" {
			return nil
		}
		target := strings.ReplaceAll(string(s.attr("Target")), "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		list = append(list, relation{string(s.attr("Id")), path.Base(string(s.attr("Type"))), normal(target)})
		return nil
	})
	return list, err
}

// readWorkbook lists the worksheets and reads the system of dates.
func (b *Book) readWorkbook(main string, related []relation) error {
	targets := map[string]relation{}
	for _, r := range related {
		targets[r.id] = r
	}
	return b.walk(main, "workbook", func(s *scanner, depth int) error {
		switch string(s.local()) {
		case "workbookPr":
			b.Date1904 = isTrue(s.attr("date1904"))
		case "sheet":
			r, ok := targets[string(s.related())]
			if !ok {
				return &Fault{Part: string(s.attr("name")), Err: errMissing}
			}
			if r.kind != "worksheet" {
				b.Others = append(b.Others, string(s.attr("name")))
				return nil
			}
			part := b.parts[r.target]
			if part == nil {
				return &Fault{Part: r.target, Err: errMissing}
			}
			if slices.ContainsFunc(b.Sheets, func(other *Sheet) bool { return other.part == part }) {
				return &Fault{Part: r.target, Err: errShared}
			}
			state := string(s.attr("state"))
			b.Sheets = append(b.Sheets, &Sheet{Name: string(s.attr("name")), Hidden: state == "hidden" || state == "veryHidden", book: b, part: part})
		}
		return nil
	})
}

// related is the attribute r:id, whatever its prefix.
func (s *scanner) related() []byte {
	for _, a := range s.attrs {
		if len(local(a.name)) < len(a.name) && string(local(a.name)) == "id" {
			return a.value
		}
	}
	return nil
}

// readStyles lists the number format of each cell style.
func (b *Book) readStyles(name string) error {
	codes := map[int]string{}
	within := ""
	return b.walk(name, "styleSheet", func(s *scanner, depth int) error {
		if depth == 1 {
			within = string(s.local())
		}
		if depth != 2 {
			return nil
		}
		id, _ := strconv.Atoi(string(s.attr("numFmtId"))) // blank or none: the general format
		switch {
		case within == "numFmts" && string(s.local()) == "numFmt":
			codes[id] = string(s.attr("formatCode"))
		case within == "cellXfs" && string(s.local()) == "xf":
			b.Formats = append(b.Formats, Format{id, codes[id]})
		}
		return nil
	})
}

// walk reads a part whole and hands each beginning of an element to visit, with the number of elements around it.
func (b *Book) walk(name, root string, visit func(s *scanner, depth int) error) error {
	part := b.parts[name]
	if part == nil {
		return &Fault{Part: name, Err: errMissing}
	}
	content, err := b.open(part)
	if err != nil {
		return err
	}
	defer content.Close()
	s := newScanner(content)
	for {
		t, err := s.next()
		if err != nil {
			return b.faulty(part, err)
		}
		switch t {
		case ending:
			return nil
		case opening:
			if s.depth() == 1 && string(s.local()) != root {
				return b.faulty(part, errRoot)
			}
			if err := visit(s, s.depth()-1); err != nil {
				return err
			}
		}
	}
}

// faulty gives an error its part; what ends the reading from outside stays as it is.
func (b *Book) faulty(part *zip.File, err error) error {
	var told *Fault
	if errors.As(err, &told) || b.stopped() != nil && errors.Is(err, b.stopped()) {
		return err
	}
	return &Fault{Part: part.Name, Err: err}
}

func (b *Book) stopped() error {
	if b.check == nil {
		return nil
	}
	return b.check()
}

// open opens a part for reading to its end, where its checksum and its size are compared.
func (b *Book) open(part *zip.File) (io.ReadCloser, error) {
	content, err := part.Open()
	if err != nil {
		return nil, &Fault{Part: part.Name, Err: err}
	}
	return &bounded{ReadCloser: content, left: int64(part.UncompressedSize64), check: b.stopped}, nil
}

// bounded is the content of a part that may not be larger than the archive says.
type bounded struct {
	io.ReadCloser
	left  int64
	check func() error
}

func (c *bounded) Read(p []byte) (int, error) {
	if err := c.check(); err != nil {
		return 0, err
	}
	n, err := c.ReadCloser.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, errLarger
	}
	return n, err
}

func isTrue(value []byte) bool {
	switch string(value) {
	case "1", "true", "on":
		return true
	}
	return false
}
