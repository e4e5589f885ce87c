package cells

import (
	"slices"
	"strconv"

	"luanphien/ingest/read"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// Kinds that come in millions of rows say which of their cells make the key (checks.KeyCells). Their repeated keys are
// looked for here, by the numbers of those cells, without asking the engine to read every row once more.

// classes are the texts of a column of the key, sorted by what they may mean: the same code, a code and a former name of
// it, the same day. Texts of different classes never make the same key; those of one may.
type classes struct {
	named  map[string]int32 // class of a code or a day
	parent []int32          // of each class: itself, or one that it was found to be the same as
	cells  []cellClass
}

type cellClass struct{ cell, class int32 }

// add sorts in what a text was read as. A text that means nothing is in no class: its row is refused.
func (k *classes) add(c *Cell) {
	class := int32(-1)
	for _, name := range []string{c.Code, c.FormerCode, dayName(c)} {
		if name == "" {
			continue
		}
		n, known := k.named[name]
		if !known {
			n = int32(len(k.parent))
			k.named[name], k.parent = n, append(k.parent, n)
		}
		if class >= 0 {
			k.parent[k.root(n)] = k.root(class)
		}
		class = n
	}
	if class >= 0 {
		k.cells = append(k.cells, cellClass{c.Number, class})
	}
}

// dayName is unlike any code, none of which begins with a line end.
func dayName(c *Cell) string {
	if !c.Day.Valid {
		return ""
	}
	return "\n" + strconv.FormatInt(c.Day.Time.Unix(), 10)
}

func (k *classes) root(class int32) int32 {
	for k.parent[class] != class {
		class = k.parent[class]
	}
	return class
}

// count is the number of classes, and one for texts of none.
func (k *classes) count() uint64 { return uint64(1 + len(k.parent)) }

// keyColumn is a column of cells that make the key.
type keyColumn struct {
	at      int // in a block
	classes *classes
	of      []int32 // class of each cell, counted from 1; 0 = none
}

// number says of each of so many cells in which class it is, once all are known.
func (k *keyColumn) number(cells int32) {
	k.of = make([]int32, cells)
	for _, c := range k.classes.cells {
		k.of[c.cell] = 1 + k.classes.root(c.class)
	}
}

// prepareKey has the dictionary sort the texts of the cells that make the key, where the kind names such.
func (s *Stage) prepareKey() error {
	s.words.keyed = map[string][]*classes{}
	for _, name := range checks.KeyCells(s.Kind.Name) {
		field, _ := s.Kind.Field(name)
		k := &classes{named: map[string]int32{}}
		for mark := read.Typed; mark < read.Marks; mark++ {
			reading := s.Resolver.ReadingOf(field, mark).name
			if !slices.Contains(s.words.keyed[reading], k) {
				s.words.keyed[reading] = append(s.words.keyed[reading], k)
			}
		}
		at, err := s.position(name)
		if err != nil {
			return err
		}
		s.Key = append(s.Key, keyColumn{at: at, classes: k})
	}
	return nil
}

// Repeated gives the numbers of the rows whose key may stand twice, those left out that are refused.
func (s *Stage) Repeated(refused RowSet) (found []uint64, err error) {
	below := uint64(1) // all numbers of keys are; where their product passes 64 bits, several keys are one number
	for i := range s.Key {
		s.Key[i].number(s.words.next)
		below *= s.Key[i].classes.count()
	}
	key := func(block [][]int32, row int) (n uint64) {
		for _, k := range s.Key {
			n = n*k.classes.count() + uint64(k.of[block[k.at][row]])
		}
		return n
	}
	seen, repeats := NewSeen(below, s.Rows.Rows()), false
	err = s.eachBlock(func(block [][]int32, rows int) {
		for row := range rows {
			if !refused.has(block[0][row]) {
				repeats = seen.Add(key(block, row)) || repeats
			}
		}
	})
	if err != nil || !repeats {
		return nil, err
	}
	err = s.eachBlock(func(block [][]int32, rows int) {
		for row := range rows {
			if n := block[0][row]; !refused.has(n) && seen.Twice(key(block, row)) {
				found = append(found, uint64(n))
			}
		}
	})
	return found, err
}

// eachBlock hands the number of each row, as the first column, and the cells of its key to f, block by block.
func (s *Stage) eachBlock(f func(block [][]int32, rows int)) error {
	block := make([][]int32, len(s.Rows.names))
	block[0] = make([]int32, engine.BlockRows())
	for _, k := range s.Key {
		block[k.at] = make([]int32, engine.BlockRows())
	}
	var scratch []byte
	for n := 0; n*engine.BlockRows() < s.Rows.Rows(); n++ {
		rows, err := s.Rows.Block(n, &scratch, block)
		if err != nil {
			return err
		}
		f(block, rows)
	}
	return nil
}

// RowSet is a set of row numbers, a bit each.
type RowSet []uint64

func (s *RowSet) Add(row int32) {
	for int(row)/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[row/64] |= 1 << (row % 64)
}

func (s RowSet) has(row int32) bool {
	return int(row)/64 < len(s) && s[row/64]&(1<<(row%64)) != 0
}
