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
	if IsPNG(file) {
		return citationOfPNG(file)
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

// IsPNG tells whether a file begins as a PNG.
func IsPNG(file []byte) bool { return bytes.HasPrefix(file, []byte(pngSignature)) }

// Entries are the texts of a PNG that this package made, by their keywords.
func Entries(file []byte) map[string]string {
	texts := map[string]string{}
	walkTexts(bytes.TrimPrefix(file, []byte(pngSignature)), func(keyword, text string) { texts[keyword] = text })
	return texts
}

func citationOfPNG(file []byte) (string, bool) {
	text, ok := Entries(file)[citationKey]
	return text, ok
}

// walkTexts visits the texts among the chunks of a PNG.
func walkTexts(chunks []byte, visit func(keyword, text string)) {
	for len(chunks) >= 12 {
		size := int(binary.BigEndian.Uint32(chunks))
		if size > len(chunks)-12 {
			return
		}
		if body, ok := bytes.CutPrefix(chunks[4:8+size], []byte("iTXt")); ok {
			if keyword, text, ok := bytes.Cut(body, []byte(afterKey)); ok {
				visit(string(keyword), string(text))
			}
		}
		chunks = chunks[12+size:]
	}
}
