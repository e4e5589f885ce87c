package ingest

import (
	"luanphien/ingest/header"
	"luanphien/ingest/rule"
)

// lack is why a row waits: the rule, and the title of the column at fault.
type lack struct {
	rule  rule.Rule
	title string
}

// lackedClass is what a column names of which a rule says that no list has it.
var lackedClass = map[rule.Rule]header.Class{
	rule.StationUnknown: header.CodeStation, rule.UnitUnknown: header.CodeUnit, rule.WorkerUnknown: header.CodeWorker, rule.CodeUnknown: header.CodeList,
}

// lacksStill tells whether every waiting row names something that no list has yet. Then none can pass, and none need be
// judged: that is what most rows wait for, and it is told here without the engine.
func (r *resolver) lacksStill(kind header.Kind, tables []table, lacks map[int]lack) bool {
	for _, t := range tables {
		waiting := t.(*waitingTable)
		for i := range waiting.rows {
			if !r.unknownStill(kind, waiting, i, lacks[waiting.rows[i].RowNo]) {
				return false
			}
		}
	}
	return true
}

// unknownStill tells whether the cell for which a row waits still names nothing that is known. False where that is not sure.
func (r *resolver) unknownStill(kind header.Kind, t *waitingTable, row int, what lack) bool {
	class, listed := lackedClass[what.rule]
	if !listed {
		return false
	}
	found := 0
	for i, c := range t.columns {
		field, known := kind.Field(c.Field)
		if !known || field.Class != class || c.Title != what.title || i >= len(t.rows[row].Cells) {
			continue
		}
		found++
		var read cell
		r.readingOf(field, t.rows[row].Mark(i)).read(t.rows[row].Cells[i], &read)
		if read.Missing || read.Code != "" || read.FormerCode != "" || read.Rule != rule.None && read.Rule != what.rule {
			return false
		}
	}
	return found == 1
}
