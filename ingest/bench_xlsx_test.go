package ingest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/queries/calendar"
)

// The workbook of the benchmark: a sheet of activity, a row in a hundred bad.
const (
	workbook     = "activity.xlsx"
	workbookRows = 200_000
)

// BenchmarkIngestWorkbook loads a workbook of 200,000 rows, all checks on and the edition published, against excelize's
// own row iterator going over it once. ratio as in BenchmarkIngestActivity.
func BenchmarkIngestWorkbook(b *testing.B) {
	dir := b.TempDir()
	writeBenchStations(b, dir)
	writeWorkbook(b, filepath.Join(dir, workbook))
	compare(b, dir, workbookRows, "xlsx", "iterator")
}

func competeIterator(dir string) error {
	book, err := excelize.OpenFile(filepath.Join(dir, workbook))
	if err != nil {
		return err
	}
	defer book.Close()
	rows, err := book.Rows(book.GetSheetList()[0])
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		if _, err := rows.Columns(); err != nil {
			return err
		}
	}
	if n != workbookRows+1 {
		return fmt.Errorf("%d rows, not %d and a header", n, workbookRows)
	}
	return rows.Error()
}

// writeWorkbook writes the rows as a spreadsheet program does: texts in the table of shared strings, counts as numbers.
func writeWorkbook(b *testing.B, path string) {
	b.Helper()
	book := excelize.NewFile()
	defer book.Close()
	row := func(n int, cells ...any) {
		place, err := excelize.CoordinatesToCellName(1, n)
		if err == nil {
			err = book.SetSheetRow("Sheet1", place, &cells)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	row(1, "Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến")
	random, first := rand.New(rand.NewPCG(3, 4)), calendar.Week{Year: 2024, Number: 1}
	for n := range workbookRows {
		groups := len(benchGroups)
		week, station, group := n/(benchStations*groups), n/groups%benchStations, n%groups
		visits := random.IntN(120)
		referrals := random.IntN(visits/5 + 1)
		if n%100 == 99 {
			referrals = visits + 5
		}
		row(n+2, fmt.Sprintf("%05d", 10000+station), first.Add(week).String(), benchGroups[group], visits, referrals)
	}
	if err := book.SaveAs(path); err != nil {
		b.Fatal(err)
	}
}
