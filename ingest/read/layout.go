package read

import (
	"errors"
	"maps"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
)

const (
	headerWithin = 30 // a header is looked for in so many rows that hold anything
	headSize     = headerWithin + 2
)

// layout is where the table lies in a sheet, and what its columns are.
type layout struct {
	match   header.Match
	titles  []string   // of the file's columns, two header rows joined
	fields  []string   // the canonical field of each of the file's columns, "" when not understood
	line    int        // of the header's first row
	first   int        // the first row of data, counted among the rows of the head
	header  [][]string // the texts of the header's rows, which printed tables repeat
	report  bool       // made for the eye: totals, group rows and signatures may stand among the rows
	given   []given    // fields whose value stands outside the table
	groups  []group    // of a wide table, else empty
	numbers []int      // columns of running numbers (TT) or without a title
	years   years      // the columns of a week's number and year, where they are two
}

// given is a field whose value stands in a title row or was told by the user.
type given struct {
	field header.Field
	value []byte
}

// group is one diagnosis group of a wide table.
type group struct {
	name              string
	visits, referrals int // the columns in the file; -1 = none
}

// findLayout looks for a header among the first rows of a sheet. The error is that of the row which came nearest.
func findLayout(head []record, opts Options, spreadsheet bool) (layout, error) {
	var nearest error
	nearestTitles := -1
	for i := 0; i < len(head) && i < headerWithin; i++ {
		found, err := layoutAt(head, i, opts)
		if err == nil {
			for _, row := range head[:found.first] {
				if err := found.match.Kind.Scaled(row.line, texts(row)); err != nil {
					return layout{}, err
				}
			}
			if err := found.match.Kind.ScaledColumn(found.titles, found.fields); err != nil {
				return layout{}, err
			}
			found.line = head[i].line
			found.report = spreadsheet || i > 0 || found.first > i+1
			for _, row := range head[i:found.first] {
				found.header = append(found.header, texts(row))
			}
			return found, nil
		}
		var told *header.Error
		if !errors.As(err, &told) || told.Personal {
			return layout{}, err
		}
		if n := understood(texts(head[i])); n > nearestTitles {
			nearest, nearestTitles = err, n
		}
	}
	if nearest == nil {
		_, nearest = header.Recognise(nil, nil, opts.Kind)
	}
	return layout{}, nearest
}

// layoutAt tries to take row i as the header, alone or with the row below it.
func layoutAt(head []record, i int, opts Options) (layout, error) {
	top := texts(head[i])
	if opts.Kind == "" && len(top) > 1 && filled(top) < 2 {
		return layout{}, &header.Error{VI: noHeaderVI, EN: noHeaderEN} // a title, not a header
	}
	told, problems := titleValues(head[:i], opts)
	l, err := layoutUnder(head, i, told, opts)
	if err == nil {
		return l, nil
	}
	if why := problems.explain(err, func(given outside) error {
		maps.Copy(given, told)
		_, err := layoutUnder(head, i, given, opts)
		return err
	}); !errors.Is(why, err) {
		return layout{}, why
	}
	return underHeader(head, i, told, opts, err)
}

// mostHeaderRows is over how many rows a header may stand.
const mostHeaderRows = 3

// layoutUnder tries to take row i as the header, with what is told from outside the table.
func layoutUnder(head []record, i int, told outside, opts Options) (layout, error) {
	top := texts(head[i])
	if err := sideBySide(top); err != nil {
		return layout{}, err
	}
	if l, ok := threeRows(head, i, told, opts); ok {
		return l, nil
	}
	single, err := header.Recognise(top, told.names(), opts.Kind)
	if i+1 < len(head) && head[i+1].line == head[i].line+1 {
		sub := texts(head[i+1])
		if wide, ok := wideLayout(top, sub, told, opts); ok {
			wide.first = i + 2
			return wide, nil
		}
		joined := joinTitles(top, sub)
		if adds(top, joined, sub) {
			double, errDouble := header.Recognise(joined, told.names(), opts.Kind)
			if errDouble == nil && (err != nil || double.Explained > single.Explained) {
				l := plainLayout(double, joined, told, i+2)
				return l, crossed(l, told, opts)
			}
		}
	}
	if err != nil {
		if i+1 < len(head) { // below groups of a header over two rows
			if e := header.ScaledTitle(texts(head[i+1])); e != nil {
				return layout{}, e
			}
			err = twoRows(err, head[i], head[i+1])
		}
		return layout{}, err
	}
	l := plainLayout(single, top, told, i+1)
	return l, crossed(l, told, opts)
}

// threeRows tries to take row i and the two below it as one header: «Khám bệnh» over groups over their visits and referrals.
// The upper rows give what stands lowest in each column, and the row must name a column that the two below leave blank.
func threeRows(head []record, i int, told outside, opts Options) (layout, bool) {
	if i+2 >= len(head) || head[i+1].line != head[i].line+1 || head[i+2].line != head[i].line+2 {
		return layout{}, false
	}
	top, middle, sub := texts(head[i]), texts(head[i+1]), texts(head[i+2])
	lower := joinTitles(middle, sub)
	if !adds(top, joinTitles(top, lower), lower) || understood(middle) > understood(top) || understood(sub) == 0 {
		return layout{}, false
	}
	upper := joinTitles(top, middle)
	if l, ok := wideLayout(upper, sub, told, opts); ok {
		l.first = i + mostHeaderRows
		return l, true
	}
	joined := joinTitles(upper, sub)
	match, err := header.Recognise(joined, told.names(), opts.Kind)
	if two, errTwo := header.Recognise(upper, told.names(), opts.Kind); err != nil || errTwo == nil && two.Explained >= match.Explained {
		return layout{}, false
	}
	return plainLayout(match, joined, told, i+mostHeaderRows), true
}

const (
	noHeaderVI = "Không tìm thấy dòng tiêu đề. Dòng tiêu đề phải có tên cột như trong hướng dẫn (ví dụ: Mã trạm, Tuần, Nhóm bệnh, Lượt khám, Chuyển tuyến)."
	noHeaderEN = "No header row was found. It must carry the titles of the input formats (such as Mã trạm, Tuần, Nhóm bệnh, Lượt khám, Chuyển tuyến)."
)

func plainLayout(match header.Match, titles []string, told outside, first int) layout {
	l := layout{match: match, titles: titles, fields: match.Fields, first: first}
	l.finish(told)
	return l
}

// finish notes the columns that say nothing, and the values from outside the table.
func (l *layout) finish(told outside) {
	for i, title := range l.titles {
		if l.fields[i] == "" && (title == "" || header.Ignored(title)) {
			l.numbers = append(l.numbers, i)
		}
	}
	if i := header.YearBeside(l.titles, l.fields); i >= 0 {
		l.years = years{beside: true, year: i, week: slices.Index(l.fields, "week")}
	}
	for _, name := range l.match.Given {
		field, _ := l.match.Kind.Field(name)
		value, said := told[name]
		if !said {
			value = told[header.TitleStation]
		}
		l.given = append(l.given, given{field, []byte(value)})
	}
}

// joinTitles gives each column the lower of its two titles, or the upper where it has no lower (a cell merged over
// both rows).
func joinTitles(top, sub []string) []string {
	joined := make([]string, max(len(top), len(sub)))
	for i := range joined {
		if joined[i] = at(sub, i); joined[i] == "" {
			joined[i] = at(top, i)
		}
	}
	return joined
}

// adds tells whether the upper row gives titles of its own to the joined header: else the header is the lower row.
func adds(top, joined, sub []string) bool {
	for i := range top {
		if at(sub, i) == "" && joined[i] != "" && header.Known(joined[i]) {
			return true
		}
	}
	return false
}

// sideBySide refuses a header in which the column of stations stands twice under one title: two tables stand side by side,
// and one row would give the figures of two stations.
func sideBySide(titles []string) error {
	kind, _ := header.KindNamed("activity")
	seen := map[string]bool{}
	for _, title := range titles {
		if kind.Means(title) != "station_code" {
			continue
		}
		if key := lex.Key(title); seen[key] {
			return &Error{
				VI: "Cột «" + title + "» có hai lần: hai bảng đặt cạnh nhau. Hãy đặt bảng bên phải xuống dưới bảng bên trái rồi nạp lại.",
				EN: "The column “" + title + "” stands there twice: two tables are side by side. Put the right one below the left one and load again.",
			}
		} else {
			seen[key] = true
		}
	}
	return nil
}

// understood counts the titles that any kind knows.
func understood(titles []string) (n int) {
	for _, title := range titles {
		if title != "" && header.Known(title) {
			n++
		}
	}
	return n
}

func filled(titles []string) (n int) {
	for _, title := range titles {
		if title != "" {
			n++
		}
	}
	return n
}

func at(titles []string, i int) string {
	if i < len(titles) {
		return titles[i]
	}
	return ""
}

// texts gives the tidied texts of a row, without the blank cells at its end.
func texts(r record) []string {
	list := make([]string, 0, len(r.cells))
	for _, cell := range r.cells {
		list = append(list, lex.Text(string(cell)))
	}
	for len(list) > 0 && list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	return list
}
