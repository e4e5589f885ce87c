package ingest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// spellings are the ways in which a file may name a station, and what each means: a code, or the rule that refuses it.
var spellings = []struct{ name, week, means string }{
	{"03158", "2026-W10", "03158"},
	{"3158", "2026-W10", "03158"},
	{"Sín Thầu", "2026-W10", "03158"},
	{"Xã Sín Thầu", "2026-W10", "03158"},
	{"Trạm Y tế xã Sín Thầu", "2026-W10", "03158"},
	{"TYT Sín Thầu", "2026-W10", "03158"},
	{"TYT xã Sín Thầu", "2026-W10", "03158"},
	{"SÍN THẦU", "2026-W10", "03158"},
	{"sin thau", "2026-W10", "03158"},
	{"  Sín   Thầu ", "2026-W10", "03158"},
	{norm.NFD.String("Trạm y tế xã Sín Thầu"), "2026-W10", "03158"},
	{"Xa Dung", "2026-W10", "03208"},
	{"Xã Xa Dung", "2026-W10", "03208"},
	{"Mường Chà", "2026-W10", "03166"},
	{"Mường Nhà", "2026-W10", "03368"},
	{"Mường Nhé", "2026-W10", "03160"},
	{"Muong Nhe", "2026-W10", "03160"},
	// A letter more or less is another name, however near.
	{"Mường Nhá", "2026-W10", "03368"}, // without accents the same letters as Mường Nhà
	{"Mường Nhe1", "2026-W10", "station_unknown"},
	{"Sín Thầuu", "2026-W10", "station_unknown"},
	{"Mường", "2026-W10", "station_unknown"},
	// Former names hold until the last day of June 2025, and are kept as the unit of origin.
	{"Thanh Bình", "2025-W25", "03127/Thanh Bình"},
	{"Phường Thanh Bình", "2025-W25", "03127/Thanh Bình"},
	{"Sín Thầu", "2025-W25", "03158/Sín Thầu"}, // the old commune, one of three that made the new one
	{"03158", "2025-W25", "03158"},
	{"Noong Bua", "2025-W26", "03334/Noong Bua"},
	{"Noong Bua", "2025-W28", "station_name_former"},
	// A township by its whole name is not the commune of that name; the bare name may mean either.
	{"thị trấn Mường Chà", "2025-W26", "03172/Mường Chà"},
	{"Thị trấn Mường Chà", "2026-W10", "station_name_former"},
	{"Mường Chà", "2025-W26", "station_name_trap"},
	// The two traps.
	{"Phường Mường Thanh", "2025-W25", "station_name_trap"},
	{"Sam Mứn", "2025-W25", "station_name_trap"},
	{"Phường Mường Thanh", "2026-W10", "03334"},
	{"Sam Mứn", "2026-W10", "03356"},
}

func TestStationNames(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	// A file and a group each, so that none repeats another's key.
	groups := "Nhóm bệnh,Mã ICD-10\n"
	for i := range spellings {
		groups += fmt.Sprintf("nhóm %d,\n", i)
	}
	paths := []string{writeFile(t, "nhom.csv", groups)}
	for i, s := range spellings {
		text := activityHeader + fmt.Sprintf("\"%s\",%s,nhóm %d,%d,0\n", s.name, s.week, i, i)
		paths = append(paths, writeFile(t, fmt.Sprintf("%d.csv", i), text))
	}
	report, err := Preview(context.Background(), folder, paths, Options{Now: sampleNow, MaxReject: -1})
	if err != nil || report.Failed() {
		t.Fatalf("%v %v", err, report)
	}
	for i, s := range spellings {
		p := report.Files[i+1]
		got := ""
		if len(p.Refusals) == 1 {
			got = string(p.Refusals[0].Rule)
		} else if first := p.FirstRows[0]; len(first.Rows) == 1 {
			got = strings.TrimSuffix(cellOf(first, "station_code")+"/"+cellOf(first, "source_unit"), "/")
		}
		if got != s.means {
			t.Errorf("%q in %s is %s, want %s", s.name, s.week, got, s.means)
		}
	}
}

// cellOf is a cell of the first row of a preview; blank where it has no such column.
func cellOf(first FirstRows, name string) string {
	i := slices.IndexFunc(first.Columns, func(c FirstColumn) bool { return c.Name == name })
	if i < 0 {
		return ""
	}
	return first.Rows[0][i].VI
}

// «Hoà» and «Hòa» are one name in two fashions of placing the tone.
func TestTonePlacement(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", stationsHeader+"T1,Tân Hòa,xã,TTYT A,01/01/2020,\n"))
	report := mustRun(t, folder, writeFile(t, "a.csv", activityHeader+"Xã Tân Hoà,2026-W10,hô hấp,5,1\nTÂN HOÀ,2026-W11,hô hấp,5,1\n"))
	if c := report.Files[0].Counts; c.Loaded != 2 {
		t.Errorf("%+v %+v", c, report.Files[0].Refusals)
	}
}

func TestUnknownNameListsNearest(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	report := mustRun(t, folder, writeFile(t, "a.csv", activityHeader+"Mường Nhéé,2026-W10,hô hấp,5,1\n"))
	f := report.Files[0]
	if len(f.Refusals) != 1 || len(f.Refusals[0].Nearest) != 3 || f.Refusals[0].Nearest[0] != "Mường Nhé (03160)" {
		t.Fatalf("%+v", f.Refusals)
	}
	kept := 0
	for _, r := range refusedRows(t, folder, f.LoadID) {
		kept += len(r.Nearest)
	}
	if kept != 3 {
		t.Errorf("%d names are kept", kept)
	}
	content, err := os.ReadFile(folder.Warehouse())
	if err != nil || bytes.Contains(content, []byte("Nhéé")) {
		t.Errorf("the warehouse holds the value (%v)", err)
	}
}

// The parts of a station add up, and its week is whole only when every former commune that makes it has reported.
func TestFormerUnitsAddUp(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	names := rowsOf(t, folder, `SELECT alias_name FROM station_aliases WHERE station_code = '03158' AND alias_type <> '' ORDER BY 1`)
	if len(names) < 2 {
		t.Fatalf("station 03158 was made of %v", names)
	}
	text := activityHeader
	for i, n := range names {
		text += fmt.Sprintf("Xã %s,2025-W25,hô hấp,%d,1\n", n, 10*(i+1))
		if i > 0 {
			text += fmt.Sprintf("Xã %s,2025-W26,hô hấp,%d,1\n", n, 10*(i+1))
		}
	}
	if f := mustRun(t, folder, writeFile(t, "cu.csv", text)).Files[0]; f.Counts.Quarantined != 0 {
		t.Fatalf("%+v", f.Refusals)
	}
	catalog, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	cells, _ := catalog.Get("reported_cells")
	got := rowsOf(t, folder, "SELECT station_code, week_start, visits, referrals FROM ("+cells.SQL+") ORDER BY 2")
	n := len(names)
	want := []string{fmt.Sprintf("03158|2025-06-16T00:00:00Z|%d|%d", 5*n*(n+1), n), "03158|2025-06-23T00:00:00Z||"}
	equalSets(t, "cells", got, want)
}

func TestAliasesAreExtendedByAFile(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	waiting := writeFile(t, "a.csv", activityHeader+"Bản Cũ,2025-W10,hô hấp,5,1\nMuờng 1,2026-W10,hô hấp,6,1\n")
	if f := mustRun(t, folder, waiting).Files[0]; f.Waiting != 2 {
		t.Fatalf("%+v", f)
	}
	table := writeFile(t, "ten-cu.csv", "\ufeffTên cũ;Loại;Mã trạm;Đến ngày\nBản Cũ;xã;T2;30/06/2025\nMuờng 1;;T1;\n")
	report, err := Run(context.Background(), folder, []string{table}, Options{Now: sampleNow, Aliases: true, LoadedBy: "test"})
	if err != nil || report.Resolved != 2 || report.Files[0].Counts != (Counts{Read: 2, Loaded: 2}) {
		t.Fatalf("%v %+v", err, report)
	}
	want := []string{"T1||2026-W10|6", "T2|Bản Cũ|2025-W10|5"}
	equalSets(t, "activity", rowsOf(t, folder, "SELECT station_code, source_unit, week, visits FROM activity"), want)
	// A table of names is a load like any other: it is listed, and can be undone.
	mustUndo(t, folder, loadNamed(t, folder, "ten-cu.csv").ID)
	if n := rowsOf(t, folder, "SELECT count(*) FROM activity"); n[0] != "0" {
		t.Errorf("%s rows are left", n[0])
	}
	for _, bad := range []string{"a,b\n1,2\n", "alias_name,station_code,valid_to\nX,T1,hôm qua\n", "alias_name,alias_type,station_code\nX,làng,T1\n"} {
		report, err := Run(context.Background(), folder, []string{writeFile(t, "sai.csv", bad)}, Options{Now: sampleNow, Aliases: true})
		if err != nil || report.Files[0].Status != Refused || report.Files[0].Err == nil {
			t.Errorf("%q: %v %+v", bad, err, report)
		}
	}
}
