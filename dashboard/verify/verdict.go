package verify

import (
	"bytes"
	"errors"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/problem"
)

// Verdict is what came of computing a cited figure again.
type Verdict struct {
	// Cited is the citation that was checked, Now the one that would be written today. They are equal when the rows are.
	Cited, Now string
	// Differs says where a file first differs from the one that would be made today; nil where it does not, or where
	// there was no file.
	Differs *problem.Sentence
	// Members are the files of a pack, each with where it differs.
	Members []Member
}

// Member is a file of a pack; Differs says where it first differs, nil = it does not.
type Member struct {
	Name    string
	Differs *problem.Sentence
}

// Equal tells whether all is as it was.
func (v *Verdict) Equal() bool {
	return v.Cited == v.Now && v.Differs == nil && !slices.ContainsFunc(v.Members, func(m Member) bool { return m.Differs != nil })
}

// CitationForm is what citation writes. Around it there may be other text.
var CitationForm = regexp.MustCompile(`edition (\d+) · (\w+) · (\S*) · sha256 ([0-9a-f]{64})`)

// FindCitation finds the first citation in a text.
func FindCitation(text string) (string, bool) {
	found := CitationForm.FindString(text)
	return found, found != ""
}

// CompareBook compares a workbook that was taken away with the one made now, and notes what the latter cites.
func (v *Verdict) CompareBook(file, now []byte) error {
	var sheets [2][]BookSheet
	for i, body := range [][]byte{file, now} {
		book, err := excelize.OpenReader(bytes.NewReader(body))
		if err != nil {
			return BadFile("verify.problem.no_xlsx")
		}
		sheets[i], err = ReadBook(book)
		if err = errors.Join(err, book.Close()); err != nil {
			return err
		}
	}
	for _, row := range sheets[1][len(sheets[1])-1].Rows {
		for _, cell := range row {
			if cited, ok := FindCitation(cell.Value); ok {
				v.Now = cited
			}
		}
	}
	v.Differs = Books(sheets[0], sheets[1])
	return nil
}
