package verify

import (
	"fmt"

	"luanphien/dashboard/problem"
)

func BadFile(vi, en string) *problem.Problem {
	return &problem.Problem{Code: 400, VI: "Tệp này: " + vi, EN: "This file: " + en}
}

// unlike says that a place of a file holds something else than the file made again.
func unlike(vi, en, file, now string) *problem.Sentence {
	file, now = whereUnlike(file, now)
	return &problem.Sentence{VI: fmt.Sprintf("%s: tệp ghi «%s», tính lại được «%s»", vi, file, now),
		EN: fmt.Sprintf("%s: the file says “%s”, computed again it is “%s”", en, file, now)}
}

// whereUnlike cuts two values to what fits into a sentence, around the letter in which they first differ.
func whereUnlike(a, b string) (string, string) {
	const room, before = 80, 20
	x, y := []rune(a), []rune(b)
	from := 0
	for from < len(x) && from < len(y) && x[from] == y[from] {
		from++
	}
	cut := func(text []rune) string {
		if len(text) <= room {
			return string(text)
		}
		start := min(max(0, from-before), len(text))
		end := min(len(text), start+room)
		shown := string(text[start:end])
		if start > 0 {
			shown = "…" + shown
		}
		if end < len(text) {
			shown += "…"
		}
		return shown
	}
	return cut(x), cut(y)
}
