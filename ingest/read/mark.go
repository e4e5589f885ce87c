package read

import "luanphien/ingest/rule"

// Mark says what a cell is beyond its text. Records and rows whose cells are all text as typed have none.
type Mark uint8

// What a cell may be.
const (
	Typed        Mark = iota // text as somebody typed it: numbers may be grouped, decimals take a comma
	Stored                   // a number as a machine keeps it: a numeric cell of a sheet, a value of a JSON
	Unsaved                  // a formula whose value was never stored
	Unusable                 // what the container says of the cell cannot be: a string index beyond the table, a number that is none
	Untold                   // DHIS2: the file says nothing of it, and what is known stays
	Deleted                  // DHIS2: what is known stands no longer
	Contradicted             // DHIS2: two values of one key
	OtherPeriod              // DHIS2: a month, a quarter …, not a week
	Merged                   // under a merged cell: a value that it hides, or a figure that its rows would share
	MonthShown               // a day of which the cell shows the month and the year alone
	Marks                    // how many there are
)

// Fault is the rule by which a cell is refused whatever its column, rule.None where its text is to be read.
func (m Mark) Fault() rule.Rule {
	switch m {
	case Unsaved:
		return rule.FormulaUnsaved
	case Unusable:
		return rule.CellUnusable
	case Merged:
		return rule.CellMerged
	case Contradicted:
		return rule.ValueContradicted
	case OtherPeriod:
		return rule.PeriodNotWeek
	}
	return rule.None
}

// markAt gives the mark of one cell.
func markAt(marks []Mark, i int) Mark {
	if i < 0 || i >= len(marks) {
		return Typed
	}
	return marks[i]
}
