package read

import (
	"bytes"
	"os"

	"luanphien/ingest/read/charset"
)

const sampleSize = 64 << 10 // bytes looked at to tell the container, the encoding, the delimiter and the header

// tellEncoding looks for a byte order mark, and without one for bytes that UTF-8 does not have. The offset is where
// the text begins. The file is left where it was found.
func tellEncoding(source *os.File, size int64, sample []byte) (enc charset.Charset, offset int64, err error) {
	switch {
	case bytes.HasPrefix(sample, []byte{0xEF, 0xBB, 0xBF}):
		return charset.UTF8, 3, nil
	case bytes.HasPrefix(sample, []byte{0xFF, 0xFE}), bytes.HasPrefix(sample, []byte{0xFE, 0xFF}):
		return charset.UTF16, 0, nil
	}
	if bytes.IndexByte(sample, 0) >= 0 {
		return 0, 0, notATable(nil)
	}
	foreign, err := charset.SurveyOf(source, bufferFor(size))
	if err != nil {
		return 0, 0, cannotOpen(source.Name(), err)
	}
	if foreign.Outside == 0 {
		return charset.UTF8, 0, nil
	}
	return foreign.Guess(), 0, nil
}
