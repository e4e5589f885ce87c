// Package rule names the reasons for which a row goes to the quarantine, and says each in two languages.
package rule

// Rule is the name of a check that a row failed. Empty = none.
type Rule string

// What a cell says cannot be read.
const (
	None               Rule = ""
	MissingRequired    Rule = "missing_required"    // a required cell is blank
	CountUnparsable    Rule = "count_unparsable"    // not a whole number
	CountNegative      Rule = "count_negative"      // a count below zero
	CountFractional    Rule = "count_fractional"    // a count with a fraction
	DecimalUnparsable  Rule = "decimal_unparsable"  // not a number
	WeekUnparsable     Rule = "week_unparsable"     // not a week in any accepted form
	WeekImpossible     Rule = "week_impossible"     // week 54, or week 53 of a year that has 52
	DateUnparsable     Rule = "date_unparsable"     // not a date in any accepted form
	DateImpossible     Rule = "date_impossible"     // 31/02/2026
	DateTimeUnparsable Rule = "datetime_unparsable" // not a date with a time
	CellError          Rule = "cell_error"          // a spreadsheet's error value: #REF!, #N/A
	RowLength          Rule = "row_length"          // the row is longer or shorter than the header
)
