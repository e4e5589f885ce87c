package read

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/read/streams"
)

// dataValue is one value of a DHIS2 dataValueSets file.
type dataValue struct {
	DataElement, Period, OrgUnit string
	Combo, Attribute             string // the categories that the value is a part of
	Value                        string
	Deleted                      bool // it stands no longer
}

// parcel is a value that the mapping knows, on its way to the row it belongs to.
type parcel struct {
	Place                        int // its place among the values, 1-based
	Kind, Station, Period, Group string
	Field, Value                 string
	Key                          string // what DHIS2 knows the value by, beside the place and the period: one stands once
	Unit                         string // the organisation unit, where the mapping lists it
	Deleted, OtherPeriod         bool
}

// parcels is the number of files into which the values are parted: the values of one row go to the same file, so that
// rows are put together one file at a time and memory stays bounded.
const parcels = 64

// openDHIS2 reads a dataValueSets file once, from its beginning to its end, and makes a sheet of each kind in it.
func (f *File) openDHIS2(source *os.File, opts Options) error {
	f.Container = ContainerJSON
	if opts.Mapping == nil {
		e := f.refuse("là JSON (DHIS2): cần một tệp ánh xạ mã của DHIS2 sang mã ở đây. Hãy nhờ người quản trị nạp tệp này cùng tệp ánh xạ.",
			"is JSON (DHIS2): it needs a mapping of the codes of DHIS2 to those here. Ask the administrator to load it with the mapping.", nil)
		e.Option = "--mapping"
		return e
	}
	folder, err := os.MkdirTemp(opts.TempDir, "luanphien-dhis2-")
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, func() error { return os.RemoveAll(folder) })
	mark := make([]byte, 3)
	start := int64(0)
	if n, err := source.ReadAt(mark, 0); err == nil && string(mark[:n]) == "\xef\xbb\xbf" {
		start = int64(n)
	}
	p, err := f.partValues(source, start, folder, dataValue{}, opts)
	if errors.Is(err, errLateShared) {
		p, err = f.partValues(source, start, folder, p.shared, opts)
	}
	if told := new(Error); errors.As(err, &told) {
		return err
	}
	if err != nil {
		return f.refuse("không phải JSON dataValueSets của DHIS2, hoặc bị cắt cụt. Hãy xuất lại từ DHIS2.",
			"is not the dataValueSets JSON of DHIS2, or is cut short. Export it again.", err)
	}
	p.remark(f)
	f.ledger.Content = int64(p.unmapped())
	p.passUnmapped(f)
	for _, name := range []string{"activity", "indicators", "monthly_indicators"} {
		if opts.Kind != "" && opts.Kind != name {
			f.ledger.Content += int64(p.rows[name])
			f.passTogether(ledger.OtherKind, p.rows[name])
			continue
		}
		if p.rows[name] == 0 {
			continue
		}
		kind, _ := header.KindNamed(name)
		rows := &parted{parting: p, kind: name}
		sheet := &Sheet{Name: name, Kind: kind, Header: 1, file: f, src: rows}
		sheet.OwnParts = map[string]string{}
		sheet.Parts, sheet.GoneParts = listed(p.parts, name), listed(p.deletions, name)
		rows.sheet = sheet
		for _, field := range fieldsOf[name] {
			known, _ := kind.Field(field)
			sheet.Columns = append(sheet.Columns, Column{Title: known.Title, Field: field})
			sheet.layout.titles = append(sheet.layout.titles, known.Title)
		}
		f.Sheets = append(f.Sheets, sheet)
	}
	if len(f.Sheets) == 0 {
		return f.refuse("không có giá trị nào mà tệp ánh xạ biết.", "holds no value that the mapping knows.", nil)
	}
	return nil
}

// partValues reads the file once. What its values share is known beforehand, or stands before them: else the error is
// errLateShared, and the parting tells what they share.
func (f *File) partValues(source *os.File, start int64, folder string, shared dataValue, opts Options) (*parting, error) {
	if _, err := source.Seek(start, io.SeekStart); err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	p, err := newParting(folder, opts.Mapping)
	if err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, p.close)
	p.shared = shared
	return p, p.read(&streams.Counting{Source: &streams.Ending{Check: opts.stopped, Source: source}, Progress: opts.Progress})
}

// fieldsOf are the columns of the rows that the values are put together to.
var fieldsOf = map[string][]string{
	"activity":           {"station_code", "week", "diagnosis_group", "visits", "referrals"},
	"indicators":         {"station_code", "week", "indicator", "value"},
	"monthly_indicators": {"station_code", "month", "indicator", "value"},
}

// parting parts the values of a file by the rows they belong to.
type parting struct {
	mapping  *Mapping
	shared   dataValue // what all values have in common
	files    []*os.File
	writers  []*bufio.Writer
	encoders []*gob.Encoder
	index    map[[2]string]Element
	rows     map[string]int // values by kind
	values   int
	deleted  int                 // of the values that the mapping knows
	periods  int                 // of them, those that are of no week and of no month of an indicator
	unknown  map[string]unmapped // by data element that the mapping does not know
	parts    map[figure]map[string]bool
	many     int // values of further unknown elements

	deletions map[figure]map[string]bool // parts that are deleted, of each station and period
	elements  map[string]bool            // that the mapping knows, in some combination at least
	spelled   map[string]bool            // stations, as the file or the mapping spells them
	gathered  bool                       // the files are parted by what the lists know of the stations
	folder    string
}

// unmapped are the values of a data element that the mapping does not know.
type unmapped struct{ first, values int }

func newParting(folder string, m *Mapping) (*parting, error) {
	p := &parting{folder: folder, spelled: map[string]bool{}, mapping: m, index: m.index(), rows: map[string]int{}, unknown: map[string]unmapped{}, parts: map[figure]map[string]bool{}, deletions: map[figure]map[string]bool{}, elements: map[string]bool{}}
	for _, e := range m.Elements {
		p.elements[e.DataElement] = true
	}
	return p, p.makeFiles()
}

// makeFiles makes the files into which the values are parted.
func (p *parting) makeFiles() error {
	p.files, p.writers, p.encoders = nil, nil, nil
	for range parcels {
		file, err := os.CreateTemp(p.folder, "part-")
		if err != nil {
			return errors.Join(err, p.close())
		}
		w := bufio.NewWriterSize(file, 16<<10)
		p.files, p.writers, p.encoders = append(p.files, file), append(p.writers, w), append(p.encoders, gob.NewEncoder(w))
	}
	return nil
}

func (p *parting) close() error {
	var err error
	for _, f := range p.files {
		err = errors.Join(err, f.Close())
	}
	return err
}

// mostUnknown bounds the unknown data elements that are told apart.
const mostUnknown = 1000

// part sends a value to the file of its row.
func (p *parting) part(v dataValue) error {
	// The row for its very combination goes before the row for all.
	to, ok := p.index[[2]string{v.DataElement, v.Combo}]
	if !ok {
		to, ok = p.index[[2]string{v.DataElement, ""}]
	}
	if !ok {
		name := p.unmappedName(v)
		u, seen := p.unknown[name]
		if !seen && len(p.unknown) == mostUnknown {
			p.many++
			return nil
		}
		if !seen {
			u.first = p.values
		}
		u.values++
		p.unknown[name] = u
		return nil
	}
	period, ok := weekOf(v.Period)
	if to.Kind == "indicators" && monthPeriod.MatchString(period) {
		to.Kind, ok = "monthly_indicators", true
	}
	c := parcel{
		Place: p.values, Kind: to.Kind, Station: lex.Text(v.OrgUnit), Period: period, Group: to.Name, Field: to.Field,
		Value: v.Value, Key: strings.Join([]string{v.DataElement, v.Combo, v.Attribute}, "\x00"), Deleted: v.Deleted, OtherPeriod: !ok,
	}
	if code, listed := p.mapping.OrgUnits[v.OrgUnit]; listed {
		c.Station, c.Unit = code, v.OrgUnit
	}
	p.rows[to.Kind]++
	p.note(figure{kind: to.Kind, group: to.Name, field: to.Field}, v, c.Station+FigurePart+c.Period)
	if v.Deleted {
		p.deleted++
	}
	if !ok {
		p.periods++
	}
	if len(p.spelled) < mostSpelled {
		p.spelled[c.Station] = true
	}
	return p.send(&c, spelling(c.Station))
}

// send writes a value to the file in which all of its row stand. place is what the spellings of its station have in common.
func (p *parting) send(c *parcel, place string) error {
	h := fnv.New32a()
	for _, part := range []string{place, c.Period, c.Group} {
		_, _ = h.Write([]byte(part + "\x00")) // it never fails
	}
	return p.encoders[h.Sum32()%parcels].Encode(c)
}

// flush ends the writing of the files.
func (p *parting) flush() error {
	for _, w := range p.writers {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

var (
	weekPeriod  = regexp.MustCompile(`^(\d{4})W(\d{1,2})$`)
	monthPeriod = regexp.MustCompile(`^\d{6}$`) // the check of months says which there are none of
	otherPeriod = regexp.MustCompile(`^\d{4}(\d{2}|\d{4}|Q[1-4]|S[12]|April|July|Oct|Nov|B|0[1-6]B|BiW\d{1,2}|(Wed|Thu|Sat|Sun)W\d{1,2})?$`)
)

// weekOf turns DHIS2's weekly periods (2026W7, 2026W07) into ISO weeks. ok is false for its periods of other lengths, which
// are no weeks; what is no period at all is left for the checks.
func weekOf(period string) (week string, ok bool) {
	period = strings.TrimSpace(period)
	m := weekPeriod.FindStringSubmatch(period)
	if m == nil {
		return period, !otherPeriod.MatchString(period)
	}
	n, _ := strconv.Atoi(m[2]) // two digits at most
	return fmt.Sprintf("%s-W%02d", m[1], n), true
}

// remark says what was passed over, and what the line of a row means.
func (p *parting) remark(f *File) {
	f.notice("Tệp JSON của DHIS2: «dòng» là số thứ tự của giá trị trong tệp.", "DHIS2 JSON: the “line” is the value's place in the file.")
	if p.deleted > 0 {
		f.notice(fmt.Sprintf("%d giá trị có dấu đã xóa (deleted) trong DHIS2: số liệu tương ứng, nếu đã nạp, không còn hiệu lực, trừ các dòng bị cách ly hoặc không nạp.", p.deleted),
			fmt.Sprintf("Values marked as deleted in DHIS2: %d. The figures that they had brought, if any, are no longer in force, but for rows that are quarantined or not loaded.", p.deleted))
	}
	if n := p.rows["monthly_indicators"]; n > 0 {
		f.notice(fmt.Sprintf("%d giá trị của chỉ số theo tháng: để ở bảng «chỉ số theo tháng», không chia ra tuần.", n),
			fmt.Sprintf("Values of indicators that are of a month: %d. They are kept as monthly indicators, and spread over no weeks.", n))
	}
	if p.periods > 0 {
		f.notice(fmt.Sprintf("%d giá trị không theo tuần: không chia ra tuần được, đã cách ly. Hãy xuất số liệu theo tuần; riêng chỉ số thì theo tuần hoặc theo tháng.", p.periods),
			fmt.Sprintf("Values that are not of a week: %d. They are not spread over weeks, and are quarantined. Export weekly data; of indicators, weekly or monthly.", p.periods))
	}
	if len(p.unknown) == 0 {
		return
	}
	p.lacksParts(f)
	var names []string
	total := p.unmapped()
	for name := range p.unknown {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return p.unknown[names[i]].values > p.unknown[names[j]].values })
	shown := strings.Join(names[:min(10, len(names))], ", ")
	f.notice(fmt.Sprintf("%d giá trị của %d phần tử dữ liệu hoặc tổ hợp phân loại không có trong tệp ánh xạ, đã bỏ qua: %s.", total, len(names), shown),
		fmt.Sprintf("Values passed over, because the mapping does not know their data elements or category option combinations: %d, of %d (%s).", total, len(names), shown))
}

// unmappedName is what the mapping lacks: a data element, or of one that it knows the combination of categories.
func (p *parting) unmappedName(v dataValue) string {
	if !p.elements[v.DataElement] {
		return v.DataElement
	}
	combo := v.Combo
	if combo == "" {
		combo = "–"
	}
	return v.DataElement + " (categoryOptionCombo " + combo + ")"
}

// lacksParts says of which data elements a part is in the file and not in the mapping: their figures are not the whole.
func (p *parting) lacksParts(f *File) {
	var names []string
	for name := range p.unknown {
		if element, _, part := strings.Cut(name, " (categoryOptionCombo "); part && p.elements[element] {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return
	}
	sort.Strings(names)
	shown := strings.Join(names[:min(10, len(names))], ", ")
	f.notice(fmt.Sprintf("Tệp ánh xạ biết phần tử dữ liệu nhưng không có %d tổ hợp phân loại: %s. Số liệu của các phần tử này thiếu những phần đó. Nếu chúng thuộc số liệu, hãy thêm vào tệp ánh xạ rồi nạp lại.", len(names), shown),
		fmt.Sprintf("The mapping knows the data element but not these category option combinations (%d): %s. The figures of these elements are without those parts. If they belong to the figures, add them to the mapping and load again.", len(names), shown))
}

// unmapped counts the values of data elements that the mapping does not know.
func (p *parting) unmapped() int {
	total := p.many
	for _, u := range p.unknown {
		total += u.values
	}
	return total
}

// passUnmapped accounts for the values that the mapping does not know, element by element in the order of the file.
func (p *parting) passUnmapped(f *File) {
	elements := slices.SortedFunc(maps.Keys(p.unknown), func(a, b string) int { return p.unknown[a].first - p.unknown[b].first })
	for _, element := range elements {
		u := p.unknown[element]
		f.ledger.Pass(ledger.Unmapped, int64(u.values))
		f.passed = append(f.passed, ledger.Passed{Line: u.first, Rows: int64(u.values), Text: lex.Text(element), Reason: ledger.Unmapped})
	}
	f.passTogether(ledger.Unmapped, p.many)
}

// passTogether accounts for values that are passed over, wherever they stand in the file.
func (f *File) passTogether(reason ledger.Reason, values int) {
	if values > 0 {
		f.ledger.Pass(reason, int64(values))
		f.passed = append(f.passed, ledger.Passed{Rows: int64(values), Reason: reason})
	}
}
