package auditcopy

import (
	"bufio"
	"bytes"
	"io"
	"time"

	"luanphien/dashboard/account"
)

// Comparison holds a copy or an export of lines against the trail, entry by entry, while that is walked.
type Comparison struct {
	lines      *bufio.Reader
	next       *account.Entry // of the copy; nil = none is read
	text       []byte         // of next
	at         int            // line of next
	last       int64          // number of the last entry read
	asked      time.Time      // when the comparison began
	shortAt    int64          // the first entry after the copy's end that it should hold; 0 = none
	short      int            // how many it should hold after its end
	Same       int            // entries that are the same in both
	Before     int            // entries of the trail from before the copy's first
	First      int64          // number of the copy's first entry; 0 = it has none
	Late       int            // last entries of the trail that the copy may still get
	Repeated   int            // lines of the copy that say again what an earlier one said
	Unreadable []int          // lines that hold no entry, such as one that was cut when the program was killed
	Broken     *account.Broken
}

// lag is how far behind a copy may be that is being written: a target that fails is tried again after as long.
const lag = 2 * longest

// Compare begins a comparison with a copy. It may begin later than the trail, and at its end lack what came within the
// last minutes before now; anything else that it lacks is a fault, or a copy that was emptied would be no witness.
func Compare(copied io.Reader, now time.Time) *Comparison {
	return &Comparison{lines: bufio.NewReaderSize(copied, 1<<16), asked: now}
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
	case copied == nil:
		c.ended(e)
	case copied.ID > e.ID && c.Same == 0:
		c.Before++
	case copied.ID > e.ID:
		c.Broken = account.BrokenAt(e.ID, "account.copy.lacks")
	case copied.ID < e.ID:
		c.lacks(copied.ID)
	case !bytes.Equal(bytes.TrimSpace(c.text), bytes.TrimSpace(Encode(e))):
		c.Broken = account.BrokenAt(e.ID, "account.copy.otherwise", "at", c.at)
	default:
		if c.Same++; c.First == 0 {
			c.First = e.ID
		}
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
	switch {
	case err != nil:
		return err
	case copied != nil:
		c.lacks(copied.ID)
	case c.First == 0 && c.short+c.Late > 0:
		c.Broken = account.BrokenAt(1, "account.copy.empty")
	case c.short > 0:
		c.Broken = account.BrokenAt(c.shortAt, "account.copy.ends", "same", c.Same, "short", c.short)
	}
	return nil
}

// ended counts an entry of the trail after the copy's end.
func (c *Comparison) ended(e account.Entry) {
	if c.asked.Sub(e.At) < lag {
		c.Late++
		return
	}
	if c.short++; c.shortAt == 0 {
		c.shortAt = e.ID
	}
}

func (c *Comparison) lacks(id int64) {
	c.Broken = account.BrokenAt(id, "account.copy.only", "at", c.at)
}
