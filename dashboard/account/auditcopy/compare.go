package auditcopy

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"luanphien/dashboard/account"
)

// Comparison holds a copy or an export of lines against the trail, entry by entry, while that is walked.
type Comparison struct {
	lines      *bufio.Reader
	next       *account.Entry // of the copy; nil = none is read
	text       []byte         // of next
	at         int            // line of next
	last       int64          // number of the last entry read
	Same       int            // entries that are the same in both
	Missing    int            // entries of the trail that the copy lacks
	Repeated   int            // lines of the copy that say again what an earlier one said
	Unreadable []int          // lines that hold no entry, such as one that was cut when the program was killed
	Broken     *account.Broken
}

// Compare begins a comparison with a copy.
func Compare(copied io.Reader) *Comparison {
	return &Comparison{lines: bufio.NewReaderSize(copied, 1<<16)}
}

// read gives the copy's next entry, or nil at its end.
func (c *Comparison) read() (*account.Entry, error) {
	for c.next == nil {
		text, err := c.lines.ReadBytes('\n')
		if len(text) == 0 && err != nil {
			if err == io.EOF {
				err = nil
			}
			return nil, err
		}
		c.at++
		e, failed := Decode(text)
		switch {
		case len(bytes.TrimSpace(text)) == 0:
		case failed != nil:
			c.Unreadable = append(c.Unreadable, c.at)
		case e.ID <= c.last:
			c.Repeated++
		default:
			c.next, c.text, c.last = &e, text, e.ID
		}
	}
	return c.next, nil
}

// See holds the trail's next entry against the copy.
func (c *Comparison) See(e account.Entry) error {
	if c.Broken != nil {
		return nil
	}
	copied, err := c.read()
	switch {
	case err != nil:
		return err
	case copied == nil || copied.ID > e.ID:
		c.Missing++
	case copied.ID < e.ID:
		c.lacks(copied.ID)
	case !bytes.Equal(bytes.TrimSpace(c.text), bytes.TrimSpace(Encode(e))):
		c.Broken = &account.Broken{ID: e.ID, VI: fmt.Sprintf("bản chép (dòng %d) ghi khác", c.at), EN: fmt.Sprintf("the copy (line %d) says otherwise", c.at)}
	default:
		c.Same++
		c.next = nil
	}
	return nil
}

// End ends the comparison: what is left in the copy, the trail does not hold.
func (c *Comparison) End() error {
	if c.Broken != nil {
		return nil
	}
	copied, err := c.read()
	if err == nil && copied != nil {
		c.lacks(copied.ID)
	}
	return err
}

func (c *Comparison) lacks(id int64) {
	c.Broken = &account.Broken{ID: id, VI: fmt.Sprintf("có trong bản chép (dòng %d), không còn trong nhật ký", c.at),
		EN: fmt.Sprintf("stands in the copy (line %d), no longer in the trail", c.at)}
}
