package lex

import (
	"strconv"
	"testing"

	"luanphien/ingest/rule"
)

func TestCount(t *testing.T) {
	for _, c := range []struct {
		cell    string
		value   int64
		missing bool
		rule    rule.Rule
	}{
		{"17", 17, false, ""}, {"0", 0, false, ""}, {"007", 7, false, ""}, {" 45 ", 45, false, ""},
		{"17.0", 17, false, ""}, {"1.234", 1234, false, ""}, {"1 234", 1234, false, ""}, {"12.345", 12345, false, ""},
		{"1\u00a0234", 1234, false, ""}, {"1\u202f234", 1234, false, ""}, {"1.234.567", 1234567, false, ""},
		{"1.234,0", 1234, false, ""}, {"1 234 567", 1234567, false, ""}, {"999999999999999999", 999999999999999999, false, ""},
		{"-", 0, false, ""}, {"–", 0, false, ""}, {" – ", 0, false, ""}, {"-0", 0, false, ""},
		{"", 0, true, ""}, {"  ", 0, true, ""}, {"\u00a0", 0, true, ""}, {"Không", 0, true, ""}, {"KHÔNG", 0, true, ""},
		{"Kho\u0302ng", 0, true, ""}, {"KBC", 0, true, ""}, {"kbc", 0, true, ""}, {"x", 0, true, ""}, {" X ", 0, true, ""},
		{"-5", 0, false, rule.CountNegative}, {"−5", 0, false, rule.CountNegative}, {"-1.234", 0, false, rule.CountNegative},
		{"-0,5", 0, false, rule.CountNegative},
		{"3,5", 0, false, rule.CountFractional}, {"1.5", 0, false, rule.CountFractional}, {"1,234", 1234, false, ""}, {"12,340", 12340, false, ""}, {"-1,234", 0, false, rule.CountNegative}, {"0,123", 0, false, rule.CountFractional}, {"1,23", 0, false, rule.CountFractional},
		{"0.123", 0, false, rule.CountFractional}, {"1234.567", 0, false, rule.CountFractional}, {"1.234,5", 0, false, rule.CountFractional},
		{"mười hai", 0, false, rule.CountUnparsable}, {"120 (BHYT 98)", 0, false, rule.CountUnparsable},
		{"12 ca", 0, false, rule.CountUnparsable}, {">50", 0, false, rule.CountUnparsable}, {"1O5", 0, false, rule.CountUnparsable},
		{"1.23.456", 0, false, rule.CountUnparsable}, {"1 23", 0, false, rule.CountUnparsable}, {"1.234 567", 0, false, rule.CountUnparsable},
		{"1,234,567", 1234567, false, ""}, {"1,234,56", 0, false, rule.CountUnparsable}, {"1,", 0, false, rule.CountUnparsable}, {",5", 0, false, rule.CountUnparsable},
		{"99999999999999999999", 0, false, rule.CountUnparsable}, {"--", 0, false, rule.CountUnparsable}, {"+5", 0, false, rule.CountUnparsable},
		{"x1", 0, false, rule.CountUnparsable}, {"không có", 0, false, rule.CountUnparsable}, {"1e3", 0, false, rule.CountUnparsable},
		{"#REF!", 0, false, rule.CellError}, {"#n/a", 0, false, rule.CellError}, {" #DIV/0! ", 0, false, rule.CellError},
		{"#12", 0, false, rule.CountUnparsable},
	} {
		value, missing, r := Count(c.cell)
		if value != c.value || missing != c.missing || r != c.rule {
			t.Errorf("Count(%q) = %d, %v, %q; want %d, %v, %q", c.cell, value, missing, r, c.value, c.missing, c.rule)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		cell    string
		value   float64
		missing bool
		rule    rule.Rule
	}{
		{"17", 17, false, ""}, {"21,5", 21.5, false, ""}, {"21.5", 21.5, false, ""}, {"21.40953", 21.40953, false, ""},
		{"1.234", 1.234, false, ""}, {"1,234", 1.234, false, ""}, {"1.234,5", 1234.5, false, ""}, {"1 234,5", 1234.5, false, ""},
		{"1 234.5", 1234.5, false, ""}, {"1.234.567", 1234567, false, ""}, {"-3", -3, false, ""}, {"−0,25", -0.25, false, ""},
		{"2E-5", 2e-5, false, ""}, {"1.5E+20", 1.5e20, false, ""}, {"12345678901234567890", 12345678901234567890, false, ""},
		{"", 0, true, ""}, {"KBC", 0, true, ""}, {"Không", 0, true, ""},
		{"-", 0, false, rule.DecimalUnparsable}, {"1,234.5", 0, false, rule.DecimalUnparsable}, {"abc", 0, false, rule.DecimalUnparsable},
		{"1e999", 0, false, rule.DecimalUnparsable}, {"1e99999", 0, false, rule.DecimalUnparsable}, {"1e", 0, false, rule.DecimalUnparsable},
		{"Inf", 0, false, rule.DecimalUnparsable}, {"NaN", 0, false, rule.DecimalUnparsable}, {"0x10", 0, false, rule.DecimalUnparsable},
		{"1_000", 0, false, rule.DecimalUnparsable}, {".5", 0, false, rule.DecimalUnparsable}, {"#VALUE!", 0, false, rule.CellError},
	} {
		value, missing, r := Decimal(c.cell)
		if value != c.value || missing != c.missing || r != c.rule {
			t.Errorf("Decimal(%q) = %v, %v, %q; want %v, %v, %q", c.cell, value, missing, r, c.value, c.missing, c.rule)
		}
	}
}

func FuzzCount(f *testing.F) {
	for _, s := range []string{"", "17", "1.234", "1 234", "-5", "–", "3,5", "#REF!", "120 (BHYT 98)", "Không", "1\u00a0234", "17.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		value, missing, r := Count(s)
		if value < 0 || (missing || r != "") && value != 0 || missing && r != "" {
			t.Fatalf("Count(%q) = %d, %v, %q", s, value, missing, r)
		}
		if missing || r != "" {
			return
		}
		again, missing, r := Count(strconv.FormatInt(value, 10))
		if again != value || missing || r != "" {
			t.Fatalf("Count(%q) = %d, but its canonical text reads %d, %v, %q", s, value, again, missing, r)
		}
	})
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"", "17", "1.234,5", "1 234.5", "-3", "2E-5", "#N/A", "x", "1.234.567"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		value, missing, r := Decimal(s)
		if value != value || (missing || r != "") && value != 0 || missing && r != "" {
			t.Fatalf("Decimal(%q) = %v, %v, %q", s, value, missing, r)
		}
		if missing || r != "" {
			return
		}
		again, missing, r := Decimal(strconv.FormatFloat(value, 'f', -1, 64))
		if again != value || missing || r != "" {
			t.Fatalf("Decimal(%q) = %v, but its canonical text reads %v, %v, %q", s, value, again, missing, r)
		}
	})
}

func TestPlainCellsAllocateNothing(t *testing.T) {
	cells := [][]byte{[]byte("1234"), []byte("2026-W07"), []byte("15/12/2025"), []byte("15/12/2025 13:14:26"), []byte("12345")}
	allocations := testing.AllocsPerRun(100, func() {
		Count(string(cells[0]))
		Week(string(cells[1]))
		Date(string(cells[2]))
		DateTime(string(cells[3]))
		Decimal(string(cells[4]))
	})
	if allocations != 0 {
		t.Errorf("plain cells cost %v allocations", allocations)
	}
}
