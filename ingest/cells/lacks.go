package cells

import (
	"luanphien/ingest/header"
	"luanphien/ingest/rule"
)

// Lack is why a row waits: the rule, and the title of the column at fault.
type Lack struct {
	Rule  rule.Rule
	Title string
}

// lackedClass is what a column names of which a rule says that no list has it.
var lackedClass = map[rule.Rule]header.Class{
	rule.StationUnknown: header.CodeStation, rule.UnitUnknown: header.CodeUnit, rule.WorkerUnknown: header.CodeWorker, rule.CodeUnknown: header.CodeList,
}

// LacksStill tells whether every waiting row names something that no list has yet. Then none can pass, and none need be
// judged: that is what most rows wait for, and it is told here without the engine.
func (r *Resolver) LacksStill(kind header.Kind, tables []Table, lacks map[int]Lack) bool {
	for _, t := range tables {
		waiting := t.(*WaitingTable)
		for i := range waiting.Rows {
			if !r.unknownStill(kind, waiting, i, lacks[waiting.Rows[i].RowNo]) {
				return false
			}
		}
	}
	return true
}

// unknownStill tells whether the cell for which a row waits still names nothing that is known. False where that is not sure.
func (r *Resolver) unknownStill(kind header.Kind, t *WaitingTable, row int, what Lack) bool {
	class, listed := lackedClass[what.Rule]
	if !listed {
		return false
	}
	found := 0
	for i, c := range t.Heads {
		field, known := kind.Field(c.Field)
		if !known || field.Class != class || c.Title != what.Title || i >= len(t.Rows[row].Cells) {
			continue
		}
		found++
		var read Cell
		r.ReadingOf(field, t.Rows[row].Mark(i)).Read(t.Rows[row].Cells[i], &read)
		if read.Missing || read.Code != "" || read.FormerCode != "" || read.Rule != rule.None && read.Rule != what.Rule {
			return false
		}
	}
	return found == 1
}
