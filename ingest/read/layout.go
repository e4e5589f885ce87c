package read

import (
	"errors"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
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
	told, problem := titleValues(head[:i], opts)
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
				return plainLayout(double, joined, told, i+2), nil
			}
		}
	}
	if err != nil {
		return layout{}, explain(err, problem)
	}
	return plainLayout(single, top, told, i+1), nil
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
	for _, name := range l.match.Given {
		field, _ := l.match.Kind.Field(name)
		l.given = append(l.given, given{field, []byte(told[name])})
	}
}

// wideLayout recognises a header over two rows in which diagnosis groups span their visits and referrals.
func wideLayout(top, sub []string, told outside, opts Options) (layout, bool) {
	kind, _ := header.KindNamed("activity")
	if opts.Kind != "" && opts.Kind != kind.Name {
		return layout{}, false
	}
	titles := joinTitles(top, sub)
	fields := make([]string, len(titles))
	flat := make([]string, len(titles)) // the titles of the columns that belong to no group
	copy(flat, titles)
	var groups []group
	over := ""
	for i := range titles {
		if at(top, i) != "" {
			over = at(top, i)
		}
		if at(sub, i) == "" {
			over = ""
			continue
		}
		measure := kind.Means(sub[i])
		if measure != "visits" && measure != "referrals" || over == "" || kind.Means(over) != "" {
			continue
		}
		titles[i] = over + " – " + sub[i]
		flat[i] = ""
		if isTotal(lex.Key(over)) {
			continue // the total over the groups is not a group
		}
		if n := len(groups); n == 0 || groups[n-1].name != over || groups[n-1].column(measure) >= 0 {
			groups = append(groups, group{name: over, visits: -1, referrals: -1})
		}
		groups[len(groups)-1].set(measure, i)
		fields[i] = measure
	}
	if len(groups) == 0 {
		return layout{}, false
	}
	match, err := header.Recognise(append(flat, "diagnosis_group", "visits", "referrals"), told.names(), kind.Name)
	if err != nil {
		return layout{}, false
	}
	for i := range titles {
		if fields[i] == "" {
			fields[i] = match.Fields[i]
		}
	}
	l := layout{match: match, titles: titles, fields: fields, groups: groups}
	l.finish(told)
	return l, true
}

func (g *group) column(measure string) int {
	if measure == "visits" {
		return g.visits
	}
	return g.referrals
}

func (g *group) set(measure string, column int) {
	if measure == "visits" {
		g.visits = column
	} else {
		g.referrals = column
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

// outside holds values for fields that stand outside the table, by field.
type outside map[string]string

func (o outside) names() map[string]bool {
	names := map[string]bool{}
	for name := range o {
		names[name] = true
	}
	return names
}

// titleValues gathers what the title rows and the user tell. problem says what a title row names in vain.
func titleValues(titles []record, opts Options) (told outside, problem *Message) {
	told = outside{}
	for _, row := range titles {
		for _, title := range texts(row) {
			if week, found, r := lex.WeekIn(title); found {
				switch {
				case r != rule.None:
					problem = &Message{
						VI: "Tuần ghi ở dòng tiêu đề không đúng tuần ISO (thứ Hai đến Chủ nhật): «" + title + "».",
						EN: "The week of the title row is not an ISO week (Monday to Sunday): “" + title + "”.",
					}
				case told["week"] != "" && told["week"] != week.String():
					problem = &Message{VI: "Các dòng tiêu đề ghi nhiều tuần khác nhau.", EN: "The title rows name different weeks."}
				default:
					told["week"] = week.String()
				}
			}
			if number := decisionIn(title); number != "" {
				told["decision_no"] = number
			}
		}
	}
	if problem != nil {
		delete(told, "week")
	}
	for field, value := range opts.Set {
		told[field] = value
	}
	return told, problem
}

var decision = regexp.MustCompile(`(?i)(?:quy[eế]t\s+[dđ][iị]nh|q[dđ])\s+(?:s[oố])?\s*:?\s*(\d+)\s*/\s*([\p{L}\d][\p{L}\d/-]*)`)

// decisionIn finds a decision's number in a title («Kèm theo Quyết định số 001/QĐ-SYT»).
func decisionIn(title string) string {
	m := decision.FindStringSubmatch(norm.NFC.String(title))
	if m == nil {
		return ""
	}
	return m[1] + "/" + strings.TrimRight(m[2], "-/")
}

// explain adds to a header's error what the title rows named in vain.
func explain(err error, problem *Message) error {
	var told *header.Error
	if problem == nil || !errors.As(err, &told) {
		return err
	}
	more := *told
	more.VI, more.EN = problem.VI+" "+told.VI, problem.EN+" "+told.EN
	return &more
}
