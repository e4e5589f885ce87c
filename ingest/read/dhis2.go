package read

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
)

// dataValue is one value of a DHIS2 dataValueSets file.
type dataValue struct {
	DataElement string `json:"dataElement"`
	Period      string `json:"period"`
	OrgUnit     string `json:"orgUnit"`
	Combo       string `json:"categoryOptionCombo"`
	Value       any    `json:"value"`
	Deleted     bool   `json:"deleted"`
}

// parcel is a value that the mapping knows, on its way to the row it belongs to.
type parcel struct {
	Place                      int // its place among the values, 1-based
	Kind, Station, Week, Group string
	Field, Value               string
}

// parcels is the number of files into which the values are parted: the values of one row go to the same file, so that
// rows are put together one file at a time and memory stays bounded.
const parcels = 64

// openDHIS2 reads a dataValueSets file once, from its beginning to its end, and makes a sheet of each kind in it.
func (f *File) openDHIS2(source *os.File, opts Options) error {
	f.Container = ContainerJSON
	if opts.Mapping == nil {
		return f.refuse("là JSON (DHIS2): cần một tệp ánh xạ mã. Hãy cho biết bằng --mapping TỆP.",
			"is JSON (DHIS2): it needs a mapping of its codes. Give one with --mapping FILE.", nil)
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
	if _, err := source.Seek(start, io.SeekStart); err != nil {
		return cannotOpen(f.Name, err)
	}
	p, err := newParting(folder, opts.Mapping)
	if err != nil {
		return cannotOpen(f.Name, err)
	}
	f.closers = append(f.closers, p.close)
	if err := p.read(&countingReader{src: source, progress: opts.Progress}); err != nil {
		return f.refuse("không phải JSON dataValueSets của DHIS2, hoặc bị cắt cụt. Hãy xuất lại từ DHIS2.",
			"is not the dataValueSets JSON of DHIS2, or is cut short. Export it again.", err)
	}
	p.remark(f)
	f.ledger.Content = int64(p.deleted + p.unmapped())
	f.passTogether(ledger.Deleted, p.deleted)
	f.passTogether(ledger.Unmapped, p.unmapped())
	for _, name := range []string{"activity", "indicators"} {
		if opts.Kind != "" && opts.Kind != name {
			f.ledger.Content += int64(p.rows[name])
			f.passTogether(ledger.OtherKind, p.rows[name])
			continue
		}
		if p.rows[name] == 0 {
			continue
		}
		kind, _ := header.KindNamed(name)
		sheet := &Sheet{Name: name, Kind: kind, Header: 1, file: f, src: &parted{parting: p, kind: name}}
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

// fieldsOf are the columns of the rows that the values are put together to.
var fieldsOf = map[string][]string{
	"activity":   {"station_code", "week", "diagnosis_group", "visits", "referrals"},
	"indicators": {"station_code", "week", "indicator", "value"},
}

// parting parts the values of a file by the rows they belong to.
type parting struct {
	mapping  *Mapping
	files    []*os.File
	writers  []*bufio.Writer
	encoders []*gob.Encoder
	index    map[[2]string]Element
	rows     map[string]int // values by kind
	values   int
	deleted  int
	unknown  map[string]int // values by data element that the mapping does not know
	many     int            // values of further unknown elements
}

func newParting(folder string, m *Mapping) (*parting, error) {
	p := &parting{mapping: m, index: m.index(), rows: map[string]int{}, unknown: map[string]int{}}
	for range parcels {
		file, err := os.CreateTemp(folder, "part-")
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		w := bufio.NewWriterSize(file, 16<<10)
		p.files, p.writers, p.encoders = append(p.files, file), append(p.writers, w), append(p.encoders, gob.NewEncoder(w))
	}
	return p, nil
}

func (p *parting) close() error {
	var err error
	for _, f := range p.files {
		err = errors.Join(err, f.Close())
	}
	return err
}

// read goes through {"dataValues": [...], ...}. The parts of a set that hold for all its values may stand anywhere
// before them.
func (p *parting) read(source io.Reader) error {
	d := json.NewDecoder(&shortTokens{src: bufio.NewReaderSize(source, chunk)})
	d.UseNumber()
	if err := want(d, json.Delim('{')); err != nil {
		return err
	}
	shared, found := dataValue{}, false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		switch key {
		case "dataValues":
			found = true
			err = p.readValues(d, shared)
		case "orgUnit":
			err = d.Decode(&shared.OrgUnit)
		case "period":
			err = d.Decode(&shared.Period)
		default:
			err = skip(d)
		}
		if err != nil {
			return err
		}
	}
	if err := want(d, json.Delim('}')); err != nil {
		return err
	}
	if !found {
		return errors.New("no dataValues")
	}
	for _, w := range p.writers {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) readValues(d *json.Decoder, shared dataValue) error {
	if err := want(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		v := shared
		if err := d.Decode(&v); err != nil {
			return err
		}
		if p.values++; v.Deleted {
			p.deleted++
			continue
		}
		if err := p.part(v); err != nil {
			return err
		}
	}
	return want(d, json.Delim(']'))
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
		if _, seen := p.unknown[v.DataElement]; seen || len(p.unknown) < mostUnknown {
			p.unknown[v.DataElement]++
		} else {
			p.many++
		}
		return nil
	}
	c := parcel{
		Place: p.values, Kind: to.Kind, Station: p.mapping.station(v.OrgUnit), Week: weekOf(v.Period), Group: to.Name,
		Field: to.Field, Value: valueText(v.Value),
	}
	p.rows[to.Kind]++
	h := fnv.New32a()
	for _, part := range []string{c.Station, c.Week, c.Group} {
		_, _ = h.Write([]byte(part + "\x00")) // it never fails
	}
	return p.encoders[h.Sum32()%parcels].Encode(c)
}

func valueText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	return fmt.Sprint(v)
}

var weekPeriod = regexp.MustCompile(`^(\d{4})W(\d{1,2})$`)

// weekOf turns DHIS2's weekly periods (2026W7, 2026W07) into ISO weeks; what is no week is left for the checks.
func weekOf(period string) string {
	m := weekPeriod.FindStringSubmatch(strings.TrimSpace(period))
	if m == nil {
		return period
	}
	n, _ := strconv.Atoi(m[2]) // two digits at most
	return fmt.Sprintf("%s-W%02d", m[1], n)
}

// remark says what was passed over, and what the line of a row means.
func (p *parting) remark(f *File) {
	f.notice("Tệp JSON của DHIS2: «dòng» là số thứ tự của giá trị trong tệp.", "DHIS2 JSON: the “line” is the value's place in the file.")
	if len(p.unknown) == 0 {
		return
	}
	var names []string
	total := p.unmapped()
	for name := range p.unknown {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return p.unknown[names[i]] > p.unknown[names[j]] })
	shown := strings.Join(names[:min(10, len(names))], ", ")
	f.notice(fmt.Sprintf("%d giá trị của %d phần tử dữ liệu không có trong tệp ánh xạ, đã bỏ qua: %s.", total, len(names), shown),
		fmt.Sprintf("%d values of %d data elements are not in the mapping and were passed over: %s.", total, len(names), shown))
}

// unmapped counts the values of data elements that the mapping does not know.
func (p *parting) unmapped() int {
	total := p.many
	for _, n := range p.unknown {
		total += n
	}
	return total
}

// passTogether accounts for values that are passed over, wherever they stand in the file.
func (f *File) passTogether(reason ledger.Reason, values int) {
	if values > 0 {
		f.ledger.Pass(reason, int64(values))
		f.passed = append(f.passed, ledger.Passed{Rows: int64(values), Reason: reason})
	}
}

func want(d *json.Decoder, delim json.Delim) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != delim {
		return fmt.Errorf("%v where %v should be", t, delim)
	}
	return nil
}

// skip passes over the next value, whatever its depth, without keeping it.
func skip(d *json.Decoder) error {
	depth := 0
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > deepest {
				return errors.New("nested too deeply")
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// deepest bounds the nesting of what is passed over.
const deepest = 100

// shortTokens ends a stream in which one value runs on and on: the decoder would hold it in memory. A data value is a
// few hundred bytes, so a megabyte without a closing brace is none.
type shortTokens struct {
	src   io.Reader
	since int
}

func (s *shortTokens) Read(b []byte) (int, error) {
	n, err := s.src.Read(b[:min(len(b), 64<<10)])
	if i := bytes.LastIndexByte(b[:n], '}'); i >= 0 {
		s.since = n - i
	} else if s.since += n; s.since > maxRecord {
		return 0, errors.New("a value longer than 1 MB")
	}
	return n, err
}
