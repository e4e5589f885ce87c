package read

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Mapping says what the codes of a DHIS2 file mean here.
type Mapping struct {
	Elements []Element         `json:"data_elements"`
	OrgUnits map[string]string `json:"org_units"` // station code by organisation unit; one that is not listed stands as it is
}

// Element is what the values of a data element are.
type Element struct {
	DataElement string `json:"data_element"`
	Combo       string `json:"category_option_combo,omitempty"` // "" = all of them, added up
	Kind        string `json:"kind"`                            // activity or indicators
	Field       string `json:"field"`                           // visits or referrals; value
	Name        string `json:"name"`                            // the diagnosis group, or the indicator
}

// ReadMapping reads a mapping file: JSON as in Mapping, or CSV with the columns dhis2_id, category_option_combo, kind,
// field, name, where a row of kind «station» gives an organisation unit's station code as its name.
func ReadMapping(path string) (*Mapping, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	m := &Mapping{}
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err = d.Decode(m)
	} else {
		err = m.readCSV(text)
	}
	if err == nil {
		err = m.check()
	}
	if err != nil {
		told := notMapping
		_ = errors.As(err, &told)
		return nil, &Error{
			VI:  "Tệp ánh xạ " + filepath.Base(path) + " không đúng: " + told.VI,
			EN:  "The mapping file " + filepath.Base(path) + " is not right: " + told.EN,
			Err: err,
		}
	}
	return m, nil
}

// notMapping is said of a file that is no mapping at all.
var notMapping = &Message{"cần CSV với các cột dhis2_id, category_option_combo, kind, field, name, mọi dòng đủ năm ô, hoặc JSON cùng nội dung.",
	"it must be CSV with the columns dhis2_id, category_option_combo, kind, field, name and five cells in each row, or JSON that says the same."}

var mappingColumns = []string{"dhis2_id", "category_option_combo", "kind", "field", "name"}

func (m *Mapping) readCSV(text []byte) error {
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return err
	}
	if len(records) == 0 || !slices.Equal(records[0], mappingColumns) {
		return notMapping
	}
	m.OrgUnits = map[string]string{}
	for _, r := range records[1:] {
		if r[2] == "station" {
			m.OrgUnits[r[0]] = r[4]
			continue
		}
		m.Elements = append(m.Elements, Element{DataElement: r[0], Combo: r[1], Kind: r[2], Field: r[3], Name: r[4]})
	}
	return nil
}

func (m *Mapping) check() error {
	if len(m.Elements) == 0 {
		return &Message{"không có phần tử dữ liệu nào. Hãy thêm ít nhất một dòng activity hoặc indicators.",
			"it has no data element. Add one row of activity or indicators at least."}
	}
	for _, e := range m.Elements {
		fields := map[string][]string{"activity": {"visits", "referrals"}, "indicators": {"value"}}[e.Kind]
		if e.DataElement == "" || e.Name == "" || !slices.Contains(fields, e.Field) {
			return &Message{fmt.Sprintf("phần tử dữ liệu «%s» ghi kind «%s», field «%s», name «%s». Hãy ghi activity với visits hoặc referrals, hoặc indicators với value, và điền tên.", e.DataElement, e.Kind, e.Field, e.Name),
				fmt.Sprintf("the data element “%s” has the kind “%s”, the field “%s” and the name “%s”. Write activity with visits or referrals, or indicators with value, and fill in the name.", e.DataElement, e.Kind, e.Field, e.Name)}
		}
	}
	return nil
}

// index finds an element by its id and combination.
func (m *Mapping) index() map[[2]string]Element {
	index := map[[2]string]Element{}
	for _, e := range m.Elements {
		index[[2]string{e.DataElement, e.Combo}] = e
	}
	return index
}
