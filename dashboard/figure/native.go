package figure

// Native is the chart that a spreadsheet draws of the figure's own table: beside the table in a workbook, of the same
// columns as the picture. A figure has one only where a kind of a spreadsheet's charts tells the same as its picture.
type Native struct {
	Kind NativeKind
	// By is the field along which the values stand: weeks, stations, units.
	By string
	// Values are the fields that are drawn, a series each; of a proportion its value.
	Values []string
}

// NativeKind is a kind of a spreadsheet's charts.
type NativeKind int

// The kinds.
const (
	NativeLine  NativeKind = iota // over weeks
	NativeBars                    // a row each
	NativeParts                   // a row each, parts of one whole
)
