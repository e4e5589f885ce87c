package render

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

// droppedAttributes are those that serve a page's script only.
var droppedAttributes = []string{"class", "pointer-events", "ecmeta_"}

// clean takes out of the chart library's SVG what only a live page needs: style rules for hovering, classes, marks for
// scripts. It also takes out the count of charts drawn before from the names of clip paths and patterns, so that the
// same figure gives the same bytes.
func clean(svg string) []byte {
	out := make([]byte, 0, len(svg))
	for len(svg) > 0 {
		start := strings.IndexByte(svg, '<')
		if start < 0 {
			return append(out, svg...)
		}
		out = append(out, svg[:start]...)
		svg = svg[start:]
		if strings.HasPrefix(svg, "<style") {
			_, svg, _ = strings.Cut(svg, "</style>")
			continue
		}
		end := strings.IndexByte(svg, '>') + 1
		if end == 0 {
			return append(out, svg...)
		}
		out = appendTag(out, svg[:end])
		svg = svg[end:]
	}
	return out
}

// appendTag copies a tag without its dropped attributes.
func appendTag(out []byte, tag string) []byte {
	for tag != "" {
		space := strings.IndexByte(tag, ' ')
		if space < 0 {
			return append(out, tag...)
		}
		out = append(out, tag[:space]...)
		tag = tag[space:]
		open := strings.IndexByte(tag, '"')
		if open < 0 {
			return append(out, strings.TrimLeft(tag, " ")...)
		}
		end := open + 1 + strings.IndexByte(tag[open+1:], '"') + 1
		if !dropped(tag[1:]) {
			out = append(out, withoutCount(tag[:end])...)
		}
		tag = tag[end:]
	}
	return out
}

func dropped(attribute string) bool {
	for _, name := range droppedAttributes {
		if strings.HasPrefix(attribute, name) {
			return true
		}
	}
	return false
}

// withoutCount turns the "zr12-c0" in an attribute into "c0".
func withoutCount(attribute string) string {
	for _, mark := range []string{`"zr`, `#zr`} {
		if before, after, ok := strings.Cut(attribute, mark); ok {
			return before + mark[:1] + strings.TrimLeft(strings.TrimLeft(after, "0123456789"), "-")
		}
	}
	return attribute
}

// withFonts puts the letters of the document into it, as fonts of the weights that it uses. A viewer that shows a
// picture inside a page, or without this font, shows it as the program does.
func (r *Renderer) withFonts(svg []byte) ([]byte, error) {
	at := bytes.IndexByte(svg, '>') + 1
	letters := texts(svg)
	var rules strings.Builder
	for _, face := range r.fonts {
		if face.Weight != 400 && !bytes.Contains(svg, fmt.Appendf(nil, "font-weight:%d", face.Weight)) {
			continue
		}
		font, err := face.Subset(letters)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&rules, `@font-face{font-family:"Be Vietnam Pro";font-weight:%d;src:url("data:font/ttf;base64,%s") format("truetype")}`,
			face.Weight, base64.StdEncoding.EncodeToString(font))
	}
	out := make([]byte, 0, len(svg)+rules.Len()+32)
	out = append(out, svg[:at]...)
	out = append(out, "<style>"+rules.String()+"</style>"...)
	return append(out, svg[at:]...), nil
}

// texts are the letters that stand between tags.
func texts(svg []byte) string {
	var letters strings.Builder
	for len(svg) > 0 {
		start := bytes.IndexByte(svg, '<')
		if start < 0 {
			break
		}
		letters.Write(svg[:start])
		end := bytes.IndexByte(svg[start:], '>')
		if end < 0 {
			break
		}
		svg = svg[start+end+1:]
	}
	return html.UnescapeString(letters.String())
}
