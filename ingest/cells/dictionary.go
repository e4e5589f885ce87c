package cells

import (
	"bufio"
	"encoding/gob"
	"errors"
	"io"
	"os"
)

// mostRemembered bounds the texts that a dictionary keeps in memory. A file with more distinct texts forgets the old
// ones and numbers them anew when they come again, so memory stays bounded whatever the file holds.
const mostRemembered = 200_000

// Dictionary numbers the distinct texts of a load, and spools what each was read as to a temporary file until the
// engine takes them.
type Dictionary struct {
	numbers map[string]map[string]int32 // by reading, then by text
	known   int
	next    int32
	Private map[int32]string // names of persons
	// meanings are what texts that are no codes were taken to mean, by reading and text: a later list may change that.
	Meanings map[[2]string]string
	keyed    map[string][]*classes // by reading: the texts that make keys, where the kind names their cells
	file     *os.File
	buffer   *bufio.Writer
	encoder  *gob.Encoder
}

func NewDictionary(folder string) (*Dictionary, error) {
	f, err := os.CreateTemp(folder, "cells-*")
	if err != nil {
		return nil, err
	}
	d := &Dictionary{numbers: map[string]map[string]int32{}, next: 1, Private: map[int32]string{}, Meanings: map[[2]string]string{}, file: f,
		buffer: bufio.NewWriterSize(f, 1<<16)}
	d.encoder = gob.NewEncoder(d.buffer)
	return d, nil
}

func (d *Dictionary) Close() {
	d.file.Close()
	os.Remove(d.file.Name())
}

// texts is the dictionary of one reading.
func (d *Dictionary) texts(reading string) map[string]int32 {
	m := d.numbers[reading]
	if m == nil {
		m = map[string]int32{}
		d.numbers[reading] = m
	}
	return m
}

// add reads a text that is not in the dictionary and gives it a number.
func (d *Dictionary) add(r reading, text string) (int32, error) {
	if d.known >= mostRemembered {
		for _, m := range d.numbers {
			clear(m)
		}
		d.known = 0
	}
	c := Cell{Number: d.next, Text: text, Mark: r.mark}
	r.Read(text, &c)
	d.next++
	d.known++
	if m := c.Meaning(); r.resolves && m != "" && m != c.Text {
		d.Meanings[[2]string{r.name, text}] = m
	}
	d.texts(r.name)[text] = c.Number
	for _, k := range d.keyed[r.name] {
		k.add(&c)
	}
	if c.Private {
		d.Private[c.Number] = c.Text
		c.Text = ""
	}
	return c.Number, d.encoder.Encode(&c)
}

// Each hands every cell of the row file to f, in order.
func (d *Dictionary) Each(f func(*Cell) error) error {
	if err := d.buffer.Flush(); err != nil {
		return err
	}
	if _, err := d.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	decoder := gob.NewDecoder(bufio.NewReaderSize(d.file, 1<<16))
	for {
		var c Cell
		err := decoder.Decode(&c)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(&c); err != nil {
			return err
		}
	}
}
