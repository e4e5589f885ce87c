package read

import (
	"errors"
	"maps"

	"luanphien/ingest/header"
	"luanphien/ingest/rowrole"
	"luanphien/ingest/title"
)

// mostUnder is how many rows below a header are looked at for a title: it stands there before the first row of data, or
// below the numbers of the columns.
const mostUnder = 4

// underHeader tries a header that lacks what a title may say with the titles that stand between it and the first row of
// data. They are rows of the table still, and hold from there on until the next. err is the header's without them.
func underHeader(head []record, i int, told outside, opts Options, err error) (layout, error) {
	var unfit *header.Error
	if !errors.As(err, &unfit) || unfit.Personal {
		return layout{}, err
	}
	for first := i + 1; first <= i+mostHeaderRows && first < len(head); first++ {
		block, found := titlesFrom(head[first:])
		if !found {
			continue
		}
		said, wrong := block.Tell()
		given := maps.Clone(told)
		for field, value := range ofTitles(said) {
			if given[field] == "" {
				given[field] = value
			}
		}
		l, still := layoutUnder(head, i, given, opts)
		if still == nil && l.first == first {
			return l, nil
		}
		if why := problems(wrong).explain(err, func(given outside) error {
			maps.Copy(given, told)
			_, err := layoutUnder(head, i, given, opts)
			return err
		}); !errors.Is(why, err) {
			return layout{}, why
		}
	}
	return layout{}, err
}

// titlesFrom reads the titles that the rows begin with.
func titlesFrom(rows []record) (block title.Block, found bool) {
	for _, r := range rows[:min(mostUnder, len(rows))] {
		switch list := texts(r); {
		case rowrole.IsColumnNumbers(list):
		case filled(list) <= 1 && isTitleLine(r):
			block.Read(r.line, texts(r))
			found = true
		default:
			return block, found
		}
	}
	return block, found
}

func isTitleLine(r record) bool {
	var block title.Block
	block.Read(r.line, texts(r))
	return block.Speaks()
}
