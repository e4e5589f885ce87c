package render

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
)

// citationKey is the keyword of a PNG's text that holds the citation.
const citationKey = "Citation"

// afterKey is what stands between keyword and text of an international text: not compressed, no language, no
// translated keyword (PNG specification, iTXt).
const afterKey = "\x00\x00\x00\x00\x00"

// entries are the texts that a PNG carries.
func entries(w Words) [][2]string {
	return [][2]string{{"Title", w.Title}, {"Description", w.Alt}, {citationKey, w.Citation}}
}

// Citation reads the citation back from a picture that this package made, SVG or PNG.
func Citation(file []byte) (string, bool) {
	if bytes.HasPrefix(file, []byte(pngSignature)) {
		return citationOfPNG(file[len(pngSignature):])
	}
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := d.Token()
		if err != nil {
			return "", false
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == "metadata" {
			var text string
			if err := d.DecodeElement(&text, &t); err != nil || text == "" {
				return "", false
			}
			return text, true
		}
	}
}

func citationOfPNG(chunks []byte) (string, bool) {
	prefix := []byte("iTXt" + citationKey + afterKey)
	for len(chunks) >= 12 {
		size := int(binary.BigEndian.Uint32(chunks))
		if size > len(chunks)-12 {
			return "", false
		}
		if body := chunks[4 : 8+size]; bytes.HasPrefix(body, prefix) {
			return string(body[len(prefix):]), true
		}
		chunks = chunks[12+size:]
	}
	return "", false
}
