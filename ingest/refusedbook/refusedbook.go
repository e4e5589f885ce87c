// Package refusedbook reads the workbook in which refused rows come back mended.
package refusedbook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/appstore"
	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/sheettext"
)

// The columns that a workbook of refused rows has behind those of the file; the ingest passes over them.
const (
	ReasonTitle  = "Lý do bị từ chối (reason)"
	sourceTitle  = "Dòng trong tệp gốc (source line)"
	nearestTitle = "Gần nhất (nearest)"
	// IdentityTitle is over the numbers by which rows that come back are taken off the list, mended or not.
	IdentityTitle = "Mã dòng, không sửa (row id, leave as it is)"
)

var ownTitles = []string{ReasonTitle, sourceTitle, nearestTitle, IdentityTitle}

// Own tells whether a title is of a column that the program has put behind those of a file.
func Own(title string) bool { return slices.Contains(ownTitles, title) }

// IsRefusedBook tells a workbook of refused rows that comes back: those that are mended load, however many are not.
func IsRefusedBook(f *read.File) bool {
	return slices.ContainsFunc(f.Sheets, func(s *read.Sheet) bool {
		return slices.ContainsFunc(s.Columns, func(c read.Column) bool { return c.Title == ReasonTitle })
	})
}

// reason is why one row was refused.
type reason struct {
	line           int
	column, vi, en string
	settled        bool // it has left the list since
}

// RefusedWorkbook writes the rows of a load that are in the quarantine as an XLSX: their cells as they stood, the one
// at fault marked, with the reason behind them. Mended, it loads like any file. Rows that have left the list since are
// left out. It reads the newest edition and the application store, and needs no lock.
func RefusedWorkbook(ctx context.Context, folder edition.Folder, loadID int, w io.Writer) error {
	key, reasons, err := refusalsOf(ctx, folder, loadID)
	if err != nil {
		return err
	}
	store, err := appstore.Open(folder.Application())
	if err != nil {
		return err
	}
	defer store.Close()
	tables, err := store.RefusedTables(ctx, key)
	if err != nil {
		return err
	}
	b := &refusedBook{loadID: loadID, file: excelize.NewFile(), tables: tables, reasons: reasons}
	defer b.file.Close()
	if err := b.prepare(); err != nil {
		return err
	}
	dismissed, err := store.Dismissed(ctx)
	if err != nil {
		return err
	}
	for _, d := range dismissed {
		if d.LoadID == loadID {
			delete(reasons, rowPlace{d.Sheet, d.RowNo})
		}
	}
	if err := store.EachRefused(ctx, key, b.add); err != nil {
		return err
	}
	if len(b.sheets) == 0 {
		return &mend.Error{
			VI: fmt.Sprintf("Lần nạp %d không còn dòng nào bị từ chối.", loadID),
			EN: fmt.Sprintf("Load %d has no refused row (any more).", loadID),
		}
	}
	return b.write(w)
}

// rowPlace is where a refused row stands.
type rowPlace struct {
	sheet string
	rowNo int
}

// refusalsOf reads a load's key and the reasons of its refused rows from the newest edition.
func refusalsOf(ctx context.Context, folder edition.Folder, loadID int) (string, map[rowPlace]reason, error) {
	missing := &mend.Error{
		VI:     fmt.Sprintf("Không có lần nạp %d. Hãy chọn một số trong danh sách các lần nạp.", loadID),
		EN:     fmt.Sprintf("There is no load %d. Choose a number in the list of loads.", loadID),
		Option: "luanphien loads",
	}
	var key string
	reasons := map[rowPlace]reason{}
	err := warehouse.InNewest(ctx, folder, func(conn *sql.Conn) error {
		keys, err := LoadKeys(ctx, conn)
		if err != nil {
			return err
		}
		if key = keys[loadID]; key == "" {
			return missing
		}
		return warehouse.Each(ctx, conn, checks.Get("history", "refused"), warehouse.Params{"load_id": loadID}, func(rows *sql.Rows) error {
			var at rowPlace
			var r reason
			err := rows.Scan(&at.sheet, &at.rowNo, &r.line, &r.column, &r.vi, &r.en, &r.settled)
			reasons[at] = r
			return err
		})
	})
	if errors.Is(err, edition.ErrNone) {
		err = missing
	}
	return key, reasons, err
}

// refusedBook is the workbook in the making: a sheet for each sheet of the file that had rows refused.
type refusedBook struct {
	loadID  int
	file    *excelize.File
	tables  []appstore.Table
	reasons map[rowPlace]reason
	sheets  []string // of the file, in the order of the workbook's
	rows    []int    // written so far, by sheet
	styles  struct{ head, fault, text int }
}

// mostRefused bounds the rows of a workbook; more are mended in the file itself.
const mostRefused = 100_000

func (b *refusedBook) prepare() error {
	var err error
	text := "@"
	if b.styles.text, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &text}); err != nil {
		return err
	}
	if b.styles.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, CustomNumFmt: &text,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6EE"}}}); err != nil {
		return err
	}
	b.styles.fault, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &text,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFD9B3"}}})
	return err
}

// add writes one refused row, unless it has passed since.
func (b *refusedBook) add(sheet string, row appstore.Row) error {
	why, ok := b.reasons[rowPlace{sheet, row.RowNo}]
	if !ok || why.settled {
		return nil
	}
	i := slices.IndexFunc(b.tables, func(t appstore.Table) bool { return t.Sheet == sheet })
	if i < 0 {
		return nil
	}
	n, err := b.sheet(b.tables[i])
	if err != nil || b.rows[n] > mostRefused {
		return err
	}
	b.rows[n]++
	at := 0
	for c, text := range row.Cells {
		if slices.Contains(ownTitles, b.tables[i].Titles[c]) { // of a workbook of refused rows that came back
			continue
		}
		style := b.styles.text
		if faulty(b.tables[i], c, why.column) {
			style = b.styles.fault
		}
		if err := b.cell(n, at, text, row.Mark(c), style); err != nil {
			return err
		}
		at++
	}
	for c, text := range []string{why.vi + "\n" + why.en, fmt.Sprint(why.line), strings.Join(row.Nearest, ", "), fmt.Sprintf("%d-%d", b.loadID, row.RowNo)} {
		if err := b.cell(n, at+c, text, read.Typed, b.styles.text); err != nil {
			return err
		}
	}
	return nil
}

// faulty tells whether a column is the one at fault; in a wide table the fault names the group before the column.
func faulty(t appstore.Table, column int, fault string) bool {
	title := t.Titles[column]
	return fault != "" && (title == fault || strings.HasSuffix(fault, " – "+title))
}

// sheet finds or makes the workbook's sheet for a table.
func (b *refusedBook) sheet(t appstore.Table) (int, error) {
	if i := slices.Index(b.sheets, t.Sheet); i >= 0 {
		return i, nil
	}
	n := len(b.sheets)
	b.sheets, b.rows = append(b.sheets, t.Sheet), append(b.rows, 1)
	name := b.name(n)
	if n == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return 0, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return 0, err
	}
	titles := slices.DeleteFunc(refusedTitles(t), func(title string) bool { return slices.Contains(ownTitles, title) })
	titles = append(titles, ownTitles...)
	for c, title := range titles {
		if err := b.cell(n, c, title, read.Typed, b.styles.head); err != nil {
			return 0, err
		}
	}
	last, err := excelize.ColumnNumberToName(len(titles))
	if err != nil {
		return 0, err
	}
	return n, b.file.SetColWidth(name, "A", last, 18)
}

// refusedTitles are the titles of the columns; where the file's own say nothing here (a value given for the whole file),
// the field's.
func refusedTitles(t appstore.Table) []string {
	titles := slices.Clone(t.Titles)
	kind, _ := header.KindNamed(t.Kind)
	for i, title := range titles {
		if field, ok := kind.Field(t.Fields[i]); ok && kind.Means(title) != t.Fields[i] {
			titles[i] = field.Title
		}
	}
	return titles
}

func (b *refusedBook) name(n int) string { return fmt.Sprintf("Bị từ chối %d", n+1) }

// cell writes a text as a text: never as a formula, whatever it begins with. A number that was stored stays one, so that
// it is read again as it was.
func (b *refusedBook) cell(sheet, column int, text string, mark read.Mark, style int) error {
	at, err := excelize.CoordinatesToCellName(column+1, b.rows[sheet])
	if err != nil {
		return err
	}
	if number, isNot := strconv.ParseFloat(text, 64); mark == read.Stored && isNot == nil {
		err = b.file.SetCellFloat(b.name(sheet), at, number, -1, 64)
	} else {
		err = b.file.SetCellStr(b.name(sheet), at, sheettext.Shared(text))
	}
	if err != nil {
		return err
	}
	return b.file.SetCellStyle(b.name(sheet), at, at, style)
}

func (b *refusedBook) write(w io.Writer) error {
	_, err := b.file.WriteTo(w)
	return err
}

// LoadKeys are the keys of the loads in force, by number.
func LoadKeys(ctx context.Context, conn *sql.Conn) (map[int]string, error) {
	keys := map[int]string{}
	return keys, warehouse.Each(ctx, conn, checks.Get("history", "keys"), nil, func(rows *sql.Rows) error {
		var id int
		var key string
		err := rows.Scan(&id, &key)
		keys[id] = key
		return err
	})
}
