package pdf

import (
	"errors"
	"os"
	"testing"

	"luanphien/dashboard/render/typeface"
)

func fonts(t testing.TB) typeface.Family {
	t.Helper()
	f, err := typeface.LoadPrinted(os.DirFS("../../web/dist"))
	if err != nil {
		t.Fatalf("run “make assets” first: %v", err)
	}
	return f
}

// What is not known, and what has no place on a page, is an error, not a gap.
func TestUnknownIsAnError(t *testing.T) {
	for _, svg := range []string{
		"", `<svg width="0" height="9"></svg>`, `<svg width="99999" height="9"></svg>`, `<svg width="9" height="9"><image/></svg>`,
		`<svg width="9" height="9"><path d="M0 0L5 5" stroke="#000" stroke-linecap="other"/></svg>`, `<svg width="9" height="9"><path d="M0 0L5 5" stroke="#000" stroke-linejoin="arcs"/></svg>`,
		`<svg width="9" height="9"><pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><image/></pattern><rect width="9" height="9" fill="url(#p)"/></svg>`,
	} {
		if _, err := Draw([]byte(svg), fonts(t), Said{Lang: "vi"}); err == nil {
			t.Errorf("%s was set", svg)
		}
	}
}

// Files of others, and halves of ours, are told from ours.
func TestReadsOwnFilesOnly(t *testing.T) {
	file, err := Draw([]byte(`<svg width="90" height="90"><text x="5" y="50">Mường Nhé ệ</text></svg>`), fonts(t), Said{Title: "Độ bao phủ", Alt: "Cột", Citation: "edition 1 · x", Lang: "vi"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := Read(file)
	if err != nil || c.Said["Title"] != "Độ bao phủ" || c.Said["Subject"] != "Cột" {
		t.Fatalf("%+v, %v", c, err)
	}
	found := false
	for _, l := range c.Lines {
		found = found || l.Shown == "Mường Nhé ệ"
	}
	if cited, ok := Citation(file); !found || !ok || cited != "edition 1 · x" {
		t.Errorf("the text is found: %v; it cites %q", found, cited)
	}
	for what, other := range map[string][]byte{"nothing": nil, "another program's": []byte("%PDF-1.4\n1 0 obj\n<< >>\nendobj\nxref\n"), "half": file[:len(file)/2], "one with more after it": append(file[:len(file):len(file)], "1 0 obj\n"...)} {
		if _, err := Read(other); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
