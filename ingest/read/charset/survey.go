package charset

import (
	"io"

	"luanphien/ingest/lex"
)

const surveySize = 64 << 20 // bytes looked at to tell whether a text is UTF-8

// SurveyOf looks at the first 64 MiB of a file, so many bytes at a time.
func SurveyOf(source io.ReaderAt, atOnce int) (s Survey, err error) {
	buf := make([]byte, atOnce)
	kept := 0
	for total := int64(0); total < surveySize; {
		n, err := source.ReadAt(buf[kept:], total)
		total += int64(n)
		text := buf[:kept+n]
		whole := lex.WholeRunes(text, err != nil)
		s.Add(whole)
		kept = copy(buf, text[len(whole):])
		if err == io.EOF {
			return s, nil
		}
		if err != nil {
			return s, err
		}
	}
	return s, nil
}
