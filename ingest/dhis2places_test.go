package ingest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"luanphien/ingest/read"
	"luanphien/queries/edition"
)

// A place that one file gives by its organisation unit here and by its code or name there is one place: a value that stands
// there twice counts once, two that differ are refused with both, and the parts of a figure are added up.
func TestOnePlaceUnderTwoSpellings(t *testing.T) {
	base := edition.Folder(t.TempDir())
	mustRun(t, base, write(t, "tram.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Na Ư,xã,TTYT A,2025-01-01\n00314,Sín Thầu,xã,TTYT A,2025-01-01\n"))
	mapping := &read.Mapping{
		Elements: []read.Element{{DataElement: "V", Kind: "activity", Field: "visits", Name: "hô hấp"}, {DataElement: "R", Kind: "activity", Field: "referrals", Name: "hô hấp"}},
		OrgUnits: map[string]string{"uidNaU": "T1", "uidSin": "00314", "uidSin2": "00314"},
	}
	value := func(element, unit, combo, text string) string {
		return fmt.Sprintf(`{"dataElement":%q,"period":"2026W10","orgUnit":%q,"categoryOptionCombo":%q,"value":%q}`, element, unit, combo, text)
	}
	for name, c := range map[string]struct {
		values []string
		want   string // visits, referrals
		both   []string
	}{
		"equal":                      {[]string{value("V", "uidNaU", "a", "9"), value("V", "T1", "a", "9"), value("R", "T1", "", "2")}, "9|2", nil},
		"equal as numbers":           {[]string{value("V", "T1", "a", "9"), value("V", "uidNaU", "a", "9.0"), value("R", "uidNaU", "", "2")}, "9|2", nil},
		"different":                  {[]string{value("V", "uidNaU", "a", "9"), value("V", "T1", "a", "8"), value("R", "T1", "", "2")}, "", []string{"9 (1)", "8 (2)"}},
		"different, by name":         {[]string{value("V", "T1", "a", "9"), value("R", "T1", "", "2"), value("V", "Xã Na Ư", "a", "8")}, "", []string{"9 (1)", "8 (3)"}},
		"other letters and blanks":   {[]string{value("V", "tyt  NA Ư", "a", "9"), value("V", " T1 ", "b", "4"), value("R", "uidNaU", "", "2")}, "13|2", nil},
		"a zero lost":                {[]string{value("V", "314", "a", "9"), value("V", "00314", "a", "9"), value("R", "Sín  Thầu", "", "1")}, "9|1", nil},
		"parts":                      {[]string{value("V", "uidNaU", "a", "9"), value("V", "T1", "b", "8"), value("R", "TYT Na Ư", "", "2")}, "17|2", nil},
		"two units of a place":       {[]string{value("V", "uidSin", "a", "9"), value("V", "uidSin2", "a", "9"), value("R", "uidSin", "", "2")}, "18|2", nil},
		"a unit and the whole":       {[]string{value("V", "uidSin", "a", "9"), value("V", "00314", "a", "20"), value("R", "uidSin", "", "2")}, "", []string{"9 (1)", "20 (2)"}},
		"deleted here, stands there": {[]string{strings.Replace(value("V", "uidNaU", "a", "9"), "{", `{"deleted":true,`, 1), value("V", "T1", "a", "9"), value("R", "T1", "", "2")}, "", []string{"deleted (1)", "9 (2)"}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := edition.Folder(t.TempDir())
			if err := os.CopyFS(string(folder), os.DirFS(string(base))); err != nil {
				t.Fatal(err)
			}
			report, err := Run(t.Context(), folder, []string{write(t, "a.json", `{"dataValues":[`+strings.Join(c.values, ",")+`]}`)}, Options{Now: sampleNow, MaxReject: 1, Mapping: mapping})
			if err != nil || report.Failed() {
				t.Fatal(err, report)
			}
			f := report.Files[0]
			if got := strings.Join(rowsOf(t, folder, "SELECT visits, referrals FROM activity"), " "); got != c.want {
				t.Errorf("%q, want %q; %+v", got, c.want, f.Refusals)
			}
			if l := f.Ledger; l.Content != int64(len(c.values)) || l.Content != l.Header+l.Loaded+l.Quarantined+l.Passed {
				t.Errorf("%+v", l)
			}
			if (c.both != nil) != (len(f.Refusals) == 1) {
				t.Fatalf("%+v", f.Refusals)
			}
			for _, text := range c.both {
				if !strings.Contains(f.Refusals[0].Value, text) {
					t.Errorf("%+v names not %s", f.Refusals[0], text)
				}
			}
		})
	}
}
