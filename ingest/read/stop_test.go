package read

import (
	"errors"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A workbook is walked whole before its first row is given: a reader that is told to stop must not wait for that.
func TestWalkOfAWorkbookIsStopped(t *testing.T) {
	path := workbook(t, nil, func(book *excelize.File) {
		stream, err := book.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for i := range 20_000 {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := stream.SetRow(cell, []any{"Mã trạm", "Tuần", "Nhóm bệnh", i, 0}); err != nil {
				t.Fatal(err)
			}
		}
		if err := stream.Flush(); err != nil {
			t.Fatal(err)
		}
	})
	stop, asked := errors.New("stopped"), 0
	file, err := Open(path, Options{Check: func() error {
		if asked++; asked > 20 {
			return stop
		}
		return nil
	}})
	if err == nil {
		file.Close()
	}
	if !errors.Is(err, stop) {
		t.Errorf("after %d questions: %v", asked, err)
	}
}
