package problem

// Sentence says something in both languages.
type Sentence struct{ VI, EN string }
