package brief

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
)

// Attached is a picture that goes with a letter; its HTML names it by cid:ID.
type Attached struct {
	ID  string
	PNG []byte
}

// Inline writes the HTML of a letter: the page of a sheet, which body has embedded, with the blocks «style», «more» and «foot» as
// the template more defines them. Pictures are no addresses of themselves there, which programs for mail do not show, but go with it.
func Inline(more string, body any) (text string, pictures []Attached, err error) {
	page := template.New("letter").Funcs(template.FuncMap{"data": func(png []byte) template.URL {
		id := fmt.Sprintf("picture-%d@luanphien", len(pictures)+1)
		pictures = append(pictures, Attached{id, png})
		return template.URL("cid:" + id)
	}})
	for _, part := range []string{markup, more} { // anew each time: one that was executed takes no more
		if page, err = page.Parse(part); err != nil {
			return "", nil, err
		}
	}
	var b bytes.Buffer
	err = page.Execute(&b, body)
	return b.String(), pictures, err
}

// Plain writes a sheet as text, a line a paragraph, but for its last lines on whence the numbers are: what goes with it comes
// before those.
func Plain(s *Sheet) string {
	var b strings.Builder
	line := func(parts ...string) {
		if text := strings.Join(strings.Fields(strings.Join(parts, " ")), " "); text != "" {
			b.WriteString(text + "\n")
		}
	}
	heading := func(p Part) {
		b.WriteString("\n")
		line("==", p.Heading, "==")
		for _, text := range p.Lines {
			line(text)
		}
	}
	line(s.Title)
	line(s.Place)
	line(s.Mark)
	b.WriteString("\n")
	line(s.Lead)
	for _, n := range s.Numbers {
		b.WriteString("\n")
		line(n.Label+":", n.Value, n.Beside, n.Reason)
		for _, text := range n.Lines {
			line(text)
		}
	}
	heading(s.Work)
	for _, r := range s.Rows {
		line("-", r.Station, "("+r.Severity+"):", strings.Join(r.Reasons, "; "))
	}
	line(s.More)
	heading(s.Reports)
	heading(s.Coming)
	return b.String()
}
