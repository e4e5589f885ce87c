package lex

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"luanphien/ingest/rule"
)

// Count reads a whole number of zero or more: `17`, `1.234`, `1,234`, `1 234`, `007`, `17.0`; `-` and `–` are zero.
func Count(cell string) (value int64, missing bool, r rule.Rule) {
	if cell == "" {
		return 0, true, rule.None
	}
	if len(cell) > 18 {
		return slowCount(strings.Clone(cell))
	}
	for i := 0; i < len(cell); i++ {
		digit := cell[i] - '0'
		if digit > 9 {
			return slowCount(strings.Clone(cell))
		}
		value = value*10 + int64(digit)
	}
	return value, false, rule.None
}

func slowCount(cell string) (int64, bool, rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return 0, missing, r
	}
	rest, dash := cutDash(s)
	if dash && rest == "" {
		return 0, false, rule.None
	}
	whole, fraction, ok := splitNumber(rest, true)
	if grouped, groups := Grouped(rest); groups > 0 { // with commas, too, as in the figures of indicators that are whole
		whole, fraction, ok = strconv.FormatInt(grouped, 10), "", true
	}
	if !ok {
		return 0, false, rule.CountUnparsable
	}
	hasFraction := strings.Trim(fraction, "0") != ""
	value, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case dash && (hasFraction || strings.Trim(whole, "0") != ""):
		return 0, false, rule.CountNegative
	case hasFraction:
		return 0, false, rule.CountFractional
	case err != nil:
		return 0, false, rule.CountUnparsable
	}
	return value, false, rule.None
}

// Decimal reads a number with `,` or `.` before its fraction: `21,5`, `21.5`, `1.234,5`, `1 234.5`, `-3`, `2E-5`.
func Decimal(cell string) (value float64, missing bool, r rule.Rule) {
	if cell == "" {
		return 0, true, rule.None
	}
	if len(cell) <= 15 && allDigits(cell) {
		var n int64
		for i := 0; i < len(cell); i++ {
			n = n*10 + int64(cell[i]-'0')
		}
		return float64(n), false, rule.None
	}
	return slowDecimal(strings.Clone(cell))
}

func slowDecimal(cell string) (float64, bool, rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return 0, missing, r
	}
	rest, dash := cutDash(s)
	mantissa, exponent := rest, ""
	if i := strings.IndexAny(rest, "eE"); i > 0 { // only spreadsheets write these, in their own notation
		mantissa, exponent = rest[:i], rest[i+1:]
		if len(exponent) > 4 || !allDigits(strings.TrimLeft(exponent, "+-")) {
			return 0, false, rule.DecimalUnparsable
		}
		exponent = "e" + exponent
	}
	whole, fraction, ok := splitNumber(mantissa, false)
	if !ok {
		return 0, false, rule.DecimalUnparsable
	}
	value, err := strconv.ParseFloat(whole+"."+fraction+"0"+exponent, 64)
	if err != nil || math.IsInf(value, 0) {
		return 0, false, rule.DecimalUnparsable
	}
	if dash && value != 0 {
		value = -value
	}
	return value, false, rule.None
}

// Dash tells whether a cell holds a dash and nothing else.
func Dash(cell string) bool {
	rest, dash := cutDash(trim(cell))
	return dash && rest == ""
}

// cutDash takes a leading minus sign or dash off, with the spaces after it.
func cutDash(s string) (rest string, dash bool) {
	for _, mark := range []string{"-", "–", "—", "−"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			return trim(rest), true
		}
	}
	return s, false
}

// splitNumber parts an unsigned number into the digits before and after its decimal mark. Digits before it may be in
// groups of three parted by dots or by spaces. A lone dot is ambiguous: `1.234` is grouped where dotGroups is set (in
// counts) and a fraction where it is not.
func splitNumber(s string, dotGroups bool) (whole, fraction string, ok bool) {
	s = plainSpaces(s)
	if before, after, found := strings.Cut(s, ","); found {
		whole, ok = ungroup(before)
		return whole, after, ok && allDigits(after)
	}
	if allDigits(s) {
		return s, "", true
	}
	dots := strings.Count(s, ".")
	if dots != 1 || dotGroups {
		if whole, ok = ungroup(s); ok {
			return whole, "", true
		}
	}
	if dots != 1 {
		return "", "", false
	}
	before, after, _ := strings.Cut(s, ".")
	whole, ok = ungroup(before)
	return whole, after, ok && allDigits(after)
}

// ungroup joins `1.234.567` or `1 234 567`: one to three digits that do not begin with zero, then groups of exactly
// three, all parted by the same mark. Plain digits are taken as they are.
func ungroup(s string) (digits string, ok bool) {
	if allDigits(s) {
		return s, true
	}
	i := strings.IndexAny(s, ". ")
	if i < 1 || i > 3 || s[0] == '0' {
		return "", false
	}
	groups := strings.Split(s, s[i:i+1])
	for n, group := range groups {
		if !allDigits(group) || n > 0 && len(group) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// plainSpaces turns no-break, thin and other single spaces between digits into plain ones.
func plainSpaces(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' {
			return strings.Map(func(r rune) rune {
				if isSpace(r) {
					return ' '
				}
				return r
			}, s)
		}
	}
	return s
}

// StoredCount reads a whole number of zero or more as a machine keeps it: `17`, `17.0`, `1.7E1`; a dot is a decimal mark,
// never a group's. What lies within a billionth of a whole number (of its value, where that is above 1) is that number.
func StoredCount(cell string) (value int64, missing bool, r rule.Rule) {
	if len(cell) <= 18 && allDigits(cell) {
		return Count(cell)
	}
	x, missing, r := StoredDecimal(cell)
	switch whole := math.Round(x); {
	case r == rule.DecimalUnparsable:
		return 0, false, rule.CountUnparsable
	case missing || r != rule.None:
		return 0, missing, r
	case x < 0:
		return 0, false, rule.CountNegative
	case whole != x:
		return 0, false, rule.CountFractional
	case whole >= 1<<63:
		return 0, false, rule.CountUnparsable
	default:
		return int64(whole), false, rule.None
	}
}

// StoredDecimal reads a number as a machine keeps it: `21.5`, `-3`, `2E-05`.
func StoredDecimal(cell string) (value float64, missing bool, r rule.Rule) {
	s := strings.Clone(trim(cell))
	if missing, r := blank(s); missing || r != rule.None {
		return 0, missing, r
	}
	x, ok := machineNumber(s)
	if !ok {
		return 0, false, rule.DecimalUnparsable
	}
	return nearWhole(x), false, rule.None
}

// machineNumber is the decimal notation of XML and JSON: strconv knows more, such as 0x1p-2, 1_000 and Inf.
func machineNumber(s string) (float64, bool) {
	if strings.Trim(s, "0123456789.+-eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil
}

// nearWhole is the whole number that a stored one lies within a billionth of: 17 where arithmetic left 17.000000000000004.
func nearWhole(x float64) float64 {
	if whole := math.Round(x); math.Abs(x-whole) <= 1e-9*max(1, math.Abs(x)) {
		return whole + 0 // never −0
	}
	return x
}

// Grouped reads a whole number whose digits stand in groups of three behind dots or commas, such as 1.234 or 1,234,567:
// its value, and how many groups follow the first digits; 0 where the text is no such number.
func Grouped(cell string) (value int64, groups int) {
	s := trim(cell)
	mark := strings.IndexAny(s, ".,")
	if mark < 1 || mark > 3 || s[0] == '0' || len(s) > 19 {
		return 0, 0
	}
	parts := strings.Split(s, s[mark:mark+1])
	for i, part := range parts {
		if !allDigits(part) || i > 0 && len(part) != 3 {
			return 0, 0
		}
		for _, c := range part {
			value = value*10 + int64(c-'0')
		}
	}
	return value, len(parts) - 1
}
