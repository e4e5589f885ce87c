package ingest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/ingest/read"
	"luanphien/queries/edition"
)

// A figure of which a file has only some of the parts is refused, and leaves the list once all of them come in one file.
func TestFiguresOfParts(t *testing.T) {
	at := func(name string) string { return filepath.Join("testdata", "neighbours", "offices", name) }
	mapping, err := read.ReadMapping(at("dhis2_map.csv"))
	if err != nil {
		t.Fatal(err)
	}
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	for _, step := range []struct {
		file         string
		open, mended int64
	}{{"dhis2_men.json", 0, 0}, {"dhis2_women.json", 1, 0}, {"dhis2_both.json", 0, 1}} {
		report, err := Run(t.Context(), folder, []string{at(step.file)}, Options{Now: sampleNow, MaxReject: 1, Mapping: mapping})
		if err != nil || report.Failed() {
			t.Fatal(err, report)
		}
		if f := report.Files[0]; f.Mended != step.mended || int64(len(listed(t, folder))) != step.open {
			t.Errorf("%s: %d mended, open %v", step.file, f.Mended, listed(t, folder))
		}
	}
}

// A part that was deleted is awaited no more, whether or not its deletion changed the figure; one that is told again is.
func TestDeletedPartsAreNotAwaited(t *testing.T) {
	path := filepath.Join("testdata", "neighbours", "offices", "dhis2_map.csv")
	mapping, err := read.ReadMapping(path)
	if err != nil {
		t.Fatal(err)
	}
	part := func(combo, value string) string {
		return `{"dataElement": "DEcm", "period": "2026W10", "orgUnit": "OU1", "categoryOptionCombo": "` + combo + `", ` + value + `}`
	}
	for name, women := range map[string]string{"changes the figure": `"value": "7"`, "changes nothing": `"value": "0"`} {
		folder := edition.Folder(t.TempDir())
		mustRun(t, folder, reference(t)...)
		for i, step := range []struct {
			values, visits string
			refused        int64
		}{
			{part("COCm", `"value": "5"`) + "," + part("COCf", women), map[string]string{`"value": "7"`: "12", `"value": "0"`: "5"}[women], 0},
			{part("COCm", `"value": "5"`) + "," + part("COCf", `"value": "7", "deleted": true`), "5", 0},
			{part("COCm", `"value": "8"`), "8", 0},
			{part("COCm", `"value": "8"`) + "," + part("COCf", `"value": "1"`), "9", 0},
			{part("COCm", `"value": "6"`), "9", 1},
		} {
			file := write(t, "x.json", `{"dataValues": [`+step.values+`]}`)
			report, err := Run(t.Context(), folder, []string{file}, Options{Now: sampleNow, MaxReject: 1, Mapping: mapping})
			if err != nil || report.Failed() || report.Files[0].Counts.Quarantined != step.refused {
				t.Fatal(name, i, err, report.Files)
			}
			if got := rowsOf(t, folder, "SELECT visits FROM activity WHERE station_code = '03127' AND diagnosis_group = 'tiêu hóa' AND week = '2026-W10'"); len(got) != 1 || got[0] != step.visits {
				t.Errorf("%s, file %d: %v visits, not %s", name, i+1, got, step.visits)
			}
		}
	}
}

// A part that was deleted for one station is awaited of the others still, and only of them, though one load told both.
func TestADeletionIsOfItsStation(t *testing.T) {
	mapping, err := read.ReadMapping(filepath.Join("testdata", "neighbours", "offices", "dhis2_map.csv"))
	if err != nil {
		t.Fatal(err)
	}
	mapping.OrgUnits["OU9"] = "03151"
	part := func(unit, combo, value string) string {
		return `{"dataElement": "DEcm", "period": "2026W10", "orgUnit": "` + unit + `", "categoryOptionCombo": "` + combo + `", ` + value + `}`
	}
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	const one, nine = "OU1", "OU9"
	for i, step := range []struct {
		values  []string
		visits  string // of the two stations
		refused int64
	}{
		{[]string{part(one, "COCm", `"value": "5"`), part(one, "COCf", `"value": "7"`), part(nine, "COCm", `"value": "3"`), part(nine, "COCf", `"value": "4"`)}, "[12 7]", 0},
		{[]string{part(one, "COCm", `"value": "5"`), part(one, "COCf", `"value": "7", "deleted": true`), part(nine, "COCm", `"value": "3"`), part(nine, "COCf", `"value": "5"`)}, "[5 8]", 0},
		{[]string{part(one, "COCm", `"value": "6"`), part(nine, "COCm", `"value": "2"`)}, "[6 8]", 1},
		{[]string{part(one, "COCm", `"value": "6"`), part(nine, "COCm", `"value": "2"`), part(nine, "COCf", `"value": "1", "deleted": true`)}, "[6 2]", 0},
		{[]string{part(one, "COCm", `"value": "6", "deleted": true`)}, "[2]", 0},
	} {
		file := write(t, "x.json", `{"dataValues": [`+strings.Join(step.values, ",")+`]}`)
		report, err := Run(t.Context(), folder, []string{file}, Options{Now: sampleNow, MaxReject: 1, Mapping: mapping})
		if err != nil || report.Failed() || report.Files[0].Counts.Quarantined != step.refused {
			t.Fatal(i+1, err, report.Files)
		}
		got := rowsOf(t, folder, "SELECT visits FROM activity WHERE diagnosis_group = 'tiêu hóa' AND week = '2026-W10' ORDER BY station_code")
		if fmt.Sprint(got) != step.visits {
			t.Errorf("file %d: %v visits, not %s", i+1, got, step.visits)
		}
	}
}
