package ooxml

import (
	"errors"
	"fmt"
	"os"
)

// heldInMemory is how much of the shared strings of a workbook is kept in memory; the rest lies in a temporary file.
const heldInMemory = 32 << 20

// stringTable is the texts that cells name by their place in the table.
type stringTable struct {
	text   []byte
	ends   []int64
	blanks []bool
	folder string
	file   *os.File // holds the texts behind those in memory; nil while there are none
	behind int64    // bytes of it
	buffer []byte
}

// sharedStrings reads the table, once.
func (b *Book) sharedStrings() (*stringTable, error) {
	if b.strings != nil {
		return b.strings, nil
	}
	b.strings = &stringTable{folder: b.folder}
	if b.texts == "" || b.parts[b.texts] == nil {
		return b.strings, nil
	}
	r, err := b.parts.open(b.texts)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p := &parser{scanner: newScanner(r), sheet: &Sheet{book: b}, limit: b.limits.Cell}
	return b.strings, asFault(b.strings.read(p), inPart(b.parts[b.texts].Name))
}

func (t *stringTable) read(p *parser) error {
	where := inPart(p.sheet.book.parts[p.sheet.book.texts].Name)
	for {
		kind, err := p.next()
		switch {
		case err != nil || kind == ending:
			return err
		case kind == chars && !blank(p.scanner.text):
			return damaged(where, "có chữ nằm ngoài bảng chuỗi", "text stands outside its table", nil)
		case kind != opening:
			continue
		}
		name := string(p.local())
		switch {
		case p.depth() == 1 && name == "sst":
		case p.depth() == 2 && name == "si":
			p.text = p.text[:0]
			if err := p.richText(0); err != nil {
				return t.placed(err, where, p.limit)
			}
			p.text = unescape(p.text)
			err = t.add(p.text)
		case p.depth() == 2 && name == "extLst":
			err = p.skip()
		default:
			return damaged(where, "có phần tử lạ <"+name+">", "it holds an unknown element <"+name+">", nil)
		}
		if err != nil {
			return err
		}
	}
}

// placed says of a fault within the table which of its texts it is.
func (t *stringTable) placed(err error, where place, most int) error {
	var f *Fault
	if errors.As(err, &f) && f.Limit != "" {
		return longCell(place{fmt.Sprintf(" (chuỗi thứ %d%s)", len(t.ends)+1, where.vi), fmt.Sprintf(" (text %d%s)", len(t.ends)+1, where.en)}, most)
	}
	return asFault(err, where)
}

func (t *stringTable) add(text []byte) error {
	end := int64(len(text))
	if n := len(t.ends); n > 0 {
		end += t.ends[n-1]
	}
	t.ends, t.blanks = append(t.ends, end), append(t.blanks, blank(text))
	if t.file == nil && len(t.text)+len(text) <= heldInMemory {
		t.text = append(t.text, text...)
		return nil
	}
	if t.file == nil {
		file, err := os.CreateTemp(t.folder, "strings-")
		if err != nil {
			return err
		}
		t.file = file
	}
	if t.buffer = append(t.buffer, text...); len(t.buffer) < firstBuffer {
		return nil
	}
	return t.flush()
}

func (t *stringTable) flush() error {
	n, err := t.file.WriteAt(t.buffer, t.behind)
	t.behind += int64(n)
	t.buffer = t.buffer[:0]
	return err
}

// at appends a text of the table to another; false where the table has no such text.
func (t *stringTable) at(index int, to []byte) ([]byte, bool, error) {
	if index >= len(t.ends) {
		return to, false, nil
	}
	begin, end := int64(0), t.ends[index]
	if index > 0 {
		begin = t.ends[index-1]
	}
	if end <= int64(len(t.text)) {
		return append(to, t.text[begin:end]...), true, nil
	}
	if len(t.buffer) > 0 {
		if err := t.flush(); err != nil {
			return to, false, err
		}
	}
	n := len(to)
	to = append(to, make([]byte, end-begin)...)
	_, err := t.file.ReadAt(to[n:], begin-int64(len(t.text)))
	return to, true, err
}

func (t *stringTable) close() error {
	if t.file == nil {
		return nil
	}
	err := t.file.Close()
	if gone := os.Remove(t.file.Name()); err == nil {
		err = gone
	}
	return err
}
