package verify

import (
	"strconv"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/render/pdf"
	"luanphien/dashboard/words"
)

// PDF says at which step of its drawing a PDF first differs from the one made again, or in which of its words.
func PDF(file, now []byte) (*problem.Sentence, error) {
	made, err := pdf.Read(now)
	if err != nil {
		return nil, err
	}
	taken, err := pdf.Read(file)
	if err != nil {
		return problem.Say("verify.problem.no_pdf"), nil
	}
	for _, name := range []string{"Title", "Subject", "Keywords"} {
		if taken.Said[name] != made.Said[name] {
			return unlike(words.Both("verify.problem.text", "name", name), taken.Said[name], made.Said[name]), nil
		}
	}
	for i, b := range made.Lines {
		if i >= len(taken.Lines) {
			break
		}
		a := taken.Lines[i]
		if a.Raw == b.Raw || nearly(a.Raw, b.Raw) {
			continue
		}
		if a.Shown == b.Shown {
			a.Shown, b.Shown = a.Raw, b.Raw
		}
		return unlike(words.Both("verify.problem.drawn", "i", i+1), a.Shown, b.Shown), nil
	}
	if len(taken.Lines) != len(made.Lines) {
		return unlike(words.Both("verify.problem.steps"), strconv.Itoa(len(taken.Lines)), strconv.Itoa(len(made.Lines))), nil
	}
	return nil, nil
}
