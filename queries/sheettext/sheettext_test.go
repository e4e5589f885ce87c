package sheettext

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What is written as a shared text is read as the same text, by a library that keeps to the standard.
func TestSharedTextsComeBack(t *testing.T) {
	book := excelize.NewFile()
	texts := []string{"_x0000_", "a_x0041_b", "_x005F_", "_x005F_x0041_", "_x0041_x0042_", "_x00e9_", "__x0041__", "_x41_", "_x0041", "x0041_", "'_x000D_", "tab\tand\nline", "Ế 😀"}
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetCellStr("Sheet1", at, Shared(text)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	read, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if got, err := read.GetCellValue("Sheet1", at); err != nil || got != text {
			t.Errorf("%q comes back as %q (%v)", text, got, err)
		}
	}
}

func TestForeign(t *testing.T) {
	for text, want := range map[string]bool{"\x00": true, "\x1f": true, "\uffff": true, "\t\n\r": false, "Ế�\u007f\u200b": false} {
		if got := strings.ContainsFunc(text, Foreign); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
