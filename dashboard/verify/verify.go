package verify

import (
	"net/http"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// BadFile says in the words of a message what is wrong with a file.
func BadFile(key words.Key, pairs ...any) *problem.Problem {
	return problem.Of(http.StatusBadRequest, "verify.problem.file", "why", words.Both(key, pairs...))
}

// unlike says that a place of a file holds something else than the file made again.
func unlike(place words.Said, file, now string) *problem.Sentence {
	file, now = whereUnlike(file, now)
	return problem.Say("verify.problem.unlike", "place", place, "file", file, "now", now)
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
