package problem

import "luanphien/dashboard/words"

// Sentence says something in both languages.
type Sentence struct{ VI, EN string }

// Say is the sentence of a message, its places filled from name, value pairs.
func Say(key words.Key, pairs ...any) *Sentence {
	said := Sentence(words.Both(key, pairs...))
	return &said
}
