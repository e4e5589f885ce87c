package drawing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// node is an element of the drawing.
type node struct {
	name     string
	attrs    map[string]string
	text     string // what stands directly inside
	children []*node
}

// parse reads the elements of an SVG document.
func parse(svg []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(svg))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.RawToken() // the prefixes of names matter to nothing here
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the SVG: %w", err)
		}
		inside := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attrs: make(map[string]string, len(t.Attr))}
			for _, a := range t.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			inside.children = append(inside.children, n)
			open = append(open, n)
		case xml.EndElement:
			if len(open) == 1 || inside.name != t.Name.Local {
				return nil, fmt.Errorf("read the SVG: </%s> closes nothing", t.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			inside.text += string(t)
		}
	}
	if len(open) != 1 || len(root.children) != 1 || root.children[0].name != "svg" {
		return nil, errors.New("read the SVG: it is not one whole svg element")
	}
	return root.children[0], nil
}

// style gives the declarations of the style attribute, over those of the attributes.
func (n *node) style(name string) (string, bool) {
	for part := range strings.SplitSeq(n.attrs["style"], ";") {
		key, value, ok := strings.Cut(part, ":")
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value), true
		}
	}
	v, ok := n.attrs[name]
	return v, ok
}
