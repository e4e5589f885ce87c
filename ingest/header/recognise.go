package header

import (
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/lex"
)

// Match is a recognised header.
type Match struct {
	Kind      Kind
	Fields    []string // the canonical field of each title, in order; "" where it is not understood
	Given     []string // required or optional fields that no column has, but that are given from elsewhere
	Explained int      // how many titles are understood
}

// Error says why a header cannot be taken, and how to mend it.
type Error struct {
	VI, EN     string
	Candidates []string // the kinds it may be, when it may be several
	Kind       string   // the nearest kind, when something is missing
	Missing    []string // the canonical names of the missing columns
	Personal   bool     // the table holds data of persons: the whole file is refused
	Option     string   // of the command line that would do instead; "" = none
}

func (e *Error) Error() string { return e.EN }

// Recognise finds the kind of a table from its column titles: the kind whose required columns are all there and whose
// columns explain the most titles. Fields in given (from a title row, or told by the user) count as present. forced
// names the kind that it must be, or is "". Every error is an *Error.
func Recognise(titles []string, given map[string]bool, forced string) (Match, error) {
	if err := CheckPersonal(titles); err != nil {
		return Match{}, err
	}
	keys := make([]string, len(titles))
	for i, title := range titles {
		keys[i] = lex.Key(title)
	}
	if forced != "" {
		kind, ok := KindNamed(forced)
		if !ok {
			return Match{}, unknownKind(forced)
		}
		if _, _, missing := weigh(kind, keys, given); len(missing) > 0 {
			if e := ScaledTitle(titles); e != nil {
				return Match{}, e
			}
		}
		return settle(kind, titles, keys, given)
	}
	var best []Kind
	top, nearest, partial := 0, Kind{}, 0
	likely, fit := Kind{}, 0 // that explains several titles and lacks the fewest beside
	for _, kind := range kinds {
		explained, own, missing := weigh(kind, keys, given)
		if fits := explained - len(missing); own > 1 && (likely.Name == "" || fits > fit) {
			likely, fit = kind, fits
		}
		switch {
		case len(missing) > 0 && own > partial:
			nearest, partial = kind, own
		case len(missing) == 0 && explained > top:
			best, top = []Kind{kind}, explained
		case len(missing) == 0 && explained == top && top > 0:
			best = append(best, kind)
		}
	}
	if len(best) == 0 && likely.Name != "" {
		nearest = likely
	}
	if len(best) == 0 || partial > top {
		if e := formerNames(keys); e != nil {
			return Match{}, e
		}
		if e := ScaledTitle(titles); e != nil {
			return Match{}, e
		}
		if e := acrossColumns(nearest, titles, keys, given); e != nil {
			return Match{}, e
		}
		return Match{}, incomplete(nearest, keys, given)
	}
	if len(best) > 1 {
		return Match{}, tie(best)
	}
	return settle(best[0], titles, keys, given)
}

// CheckPersonal refuses titles that look like a person's identity or insurance number or a patient's name.
func CheckPersonal(titles []string) error {
	for _, title := range titles {
		key := lex.Key(title)
		for _, m := range personal {
			if m.on(key) {
				return &Error{
					VI:       fmt.Sprintf("Cột «%s» trông như %s. Chương trình không giữ dữ liệu người bệnh hay giấy tờ cá nhân: hãy xóa cột này rồi nạp lại.", lex.Text(title), m.vi),
					EN:       fmt.Sprintf("The column “%s” looks like %s. This program holds no patient data and no identity numbers: delete that column and load the file again.", lex.Text(title), m.en),
					Personal: true,
				}
			}
		}
	}
	return nil
}

// weigh counts the titles that a kind explains, how many of them are its own (not described), and lists the required
// fields it lacks.
func weigh(kind Kind, keys []string, given map[string]bool) (explained, own int, missing []Field) {
	seen := map[string]bool{}
	for _, key := range keys {
		name := kind.titles[key].field
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		explained++
		if field, _ := kind.Field(name); !field.Described && !field.Aside {
			own++
		}
	}
	for _, field := range kind.Fields {
		if field.Required && !seen[field.Name] && !kind.stands(field.Name, given) {
			missing = append(missing, field)
		}
	}
	return explained, own, missing
}

// settle assigns the titles of a table to the fields of its kind. Where two titles stand for one field, the field's
// own title is taken before another in use (a code before a name), which is only compared with it; two alike are refused,
// and so are two of a figure.
func settle(kind Kind, titles, keys []string, given map[string]bool) (Match, error) {
	if _, _, missing := weigh(kind, keys, given); len(missing) > 0 {
		return Match{}, incomplete(kind, keys, given)
	}
	m := Match{Kind: kind, Fields: make([]string, len(titles))}
	at := map[string]int{}
	for i, title := range titles {
		r := kind.titles[keys[i]]
		if r.field == "" {
			continue
		}
		first, taken := at[r.field]
		switch {
		case !taken:
		case kind.titles[keys[first]].exact == r.exact:
			if field, _ := kind.Field(r.field); field.code() && !r.exact {
				continue // both name the same thing, and are compared (Kind.Beside)
			}
			return Match{}, twice(kind, titles[first], title)
		case measures(kind, r.field): // «Lượt khám» beside «Số lượt khám bệnh»: nothing says which is meant
			return Match{}, twice(kind, titles[first], title)
		case !r.exact:
			continue
		default:
			m.Fields[first] = ""
		}
		at[r.field], m.Fields[i] = i, r.field
	}
	m.Explained = len(at)
	for _, field := range kind.Fields {
		if _, ok := at[field.Name]; !ok && kind.stands(field.Name, given) {
			m.Given = append(m.Given, field.Name)
		}
	}
	return m, strayName(m, titles, keys)
}

// TitleStation is given where a title above a table names a station. It stands for the column of stations in reports alone: a
// list may come from a station and be about others.
const TitleStation = "station of the title"

// stands tells whether a field is given from outside a table of the kind.
func (k Kind) stands(name string, given map[string]bool) bool {
	return given[name] || name == "station_code" && given[TitleStation] && k.report()
}

// report tells whether the kind is of figures of stations and their weeks or months.
func (k Kind) report() bool {
	timed, figures := false, false
	for _, f := range k.Fields {
		timed = timed || f.Required && (f.Class == Week || f.Class == Month)
		figures = figures || f.Required && (f.Class == Count || f.Class == Decimal)
	}
	return timed && figures && k.OfStations()
}

// measures tells whether a field is a figure.
func measures(kind Kind, name string) bool {
	field, _ := kind.Field(name)
	return field.Class == Count || field.Class == Decimal || field.Class == Goal
}

// strayName refuses a column of persons' names in a table that is not about workers: it can only be patients'.
func strayName(m Match, titles, keys []string) error {
	if _, ok := m.Kind.Field("worker_code"); ok {
		return nil
	}
	for i, title := range titles {
		if key := keys[i]; key == "ho_ten" || key == "ho_va_ten" || key == "full_name" {
			return &Error{
				VI:       fmt.Sprintf("Cột «%s» trong bảng %s trông như tên người bệnh. Chương trình không giữ dữ liệu người bệnh: hãy xóa cột này rồi nạp lại.", lex.Text(title), m.Kind.VI),
				EN:       fmt.Sprintf("The column “%s” in a table of %s looks like patients' names. This program holds no patient data: delete that column and load the file again.", lex.Text(title), m.Kind.EN),
				Personal: true,
			}
		}
	}
	return nil
}

func incomplete(kind Kind, keys []string, given map[string]bool) *Error {
	if kind.Name == "" {
		return &Error{
			VI: "Không nhận ra cột nào. Dòng tiêu đề phải có tên cột như trong hướng dẫn (ví dụ: Mã trạm, Tuần, Nhóm bệnh, Lượt khám, Chuyển tuyến).",
			EN: "No column title is understood. The header must carry the titles of the input formats (such as Mã trạm, Tuần, Nhóm bệnh, Lượt khám, Chuyển tuyến).",
		}
	}
	_, _, missing := weigh(kind, keys, given)
	e := &Error{Kind: kind.Name}
	var quoted []string
	for _, field := range missing {
		e.Missing = append(e.Missing, field.Name)
		quoted = append(quoted, "«"+field.Title+"» ("+field.Name+")")
	}
	list := strings.Join(quoted, ", ")
	e.VI = fmt.Sprintf("Bảng gần nhất với loại «%s» (%s) nhưng thiếu cột %s. Hãy thêm cột đó, hoặc đặt tên các cột theo mẫu của loại cần nạp.", kind.VI, kind.Name, list)
	e.EN = fmt.Sprintf("The table is nearest to %s (%s), but lacks the column %s. Add it, or name the columns as in the template of the kind that is meant.", kind.EN, kind.Name, list)
	e.Option = "--kind"
	if slices.Contains(e.Missing, "decision_no") {
		e.VI += " Số quyết định có thể ghi ở một dòng phía trên bảng: «Quyết định số 001/QĐ-SYT»."
		e.EN += " A decision's number may stand in a row above the table: “Quyết định số 001/QĐ-SYT”."
		e.Option += ", --set decision_no=001/QĐ-SYT"
	}
	if slices.Contains(e.Missing, "week") {
		e.VI += " Tuần có thể ghi ở một dòng phía trên bảng: «Tuần 7 năm 2026»."
		e.EN += " The week may stand in a row above the table: “Tuần 7 năm 2026”."
		e.Option += ", --set week=2026-W07"
	}
	return e
}

func tie(best []Kind) *Error {
	e := &Error{Option: "--kind"}
	var vi, en []string
	for _, kind := range best {
		e.Candidates = append(e.Candidates, kind.Name)
		vi, en = append(vi, "«"+kind.VI+"» ("+kind.Name+")"), append(en, "“"+kind.EN+"” ("+kind.Name+")")
	}
	e.VI = fmt.Sprintf("Bảng có thể thuộc nhiều loại: %s. Hãy đặt tên các cột theo mẫu của loại cần nạp.", strings.Join(vi, ", "))
	e.EN = fmt.Sprintf("The table may be of several kinds: %s. Name its columns as in the template of the kind that is meant.", strings.Join(en, ", "))
	return e
}

func twice(kind Kind, first, second string) *Error {
	return &Error{
		VI:   fmt.Sprintf("Hai cột «%s» và «%s» cùng chỉ một mục. Hãy bỏ hoặc đổi tên một cột.", lex.Text(first), lex.Text(second)),
		EN:   fmt.Sprintf("The columns “%s” and “%s” mean the same. Remove or rename one.", lex.Text(first), lex.Text(second)),
		Kind: kind.Name,
	}
}

func unknownKind(name string) *Error {
	var names []string
	for _, kind := range kinds {
		names = append(names, kind.Name)
	}
	list := strings.Join(names, ", ")
	return &Error{
		VI: fmt.Sprintf("Không có loại bảng «%s». Các loại: %s.", name, list),
		EN: fmt.Sprintf("There is no kind of table “%s”. The kinds are: %s.", name, list),
	}
}
