package typeface

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"testing"
)

// vietnamese is every letter of the language that is not plain ASCII, both cases, and the signs that figures use.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ" +
	"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ" + "«»–…·×−≥≤%“”‘’"

func family(t testing.TB) Family {
	t.Helper()
	f, err := Load(os.DirFS("../../web/dist"))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			t.Fatal("run “make assets” first")
		}
		t.Fatal(err)
	}
	return f
}

func TestEveryVietnameseLetterHasItsOwnGlyph(t *testing.T) {
	for _, face := range family(t) {
		shapes := map[string]rune{}
		for _, r := range vietnamese {
			if !face.Has(r) {
				t.Errorf("weight %d lacks %c", face.Weight, r)
				continue
			}
			placed := face.Layout(string(r))
			if len(placed) != 1 {
				t.Errorf("weight %d draws nothing for %c", face.Weight, r)
				continue
			}
			key := shape(placed[0].Outline)
			if other, ok := shapes[key]; ok {
				t.Errorf("weight %d draws %c like %c", face.Weight, r, other)
			}
			shapes[key] = r
		}
	}
}

func shape(o Outline) string {
	key := ""
	for _, s := range o {
		key += string(s.Op)
		for _, p := range s.Points {
			key += string(rune(int(p.X*1000)+5000)) + string(rune(int(p.Y*1000)+5000))
		}
	}
	return key
}

func TestWidths(t *testing.T) {
	f := family(t)
	regular := f.Face(400)
	if regular.Width("") != 0 {
		t.Error("no text has a width")
	}
	one, many := regular.Width("8"), regular.Width("8888")
	if math.Abs(many-4*one) > 0.02 {
		t.Errorf("four digits are %v wide, one %v", many, one)
	}
	if regular.Width("AVAVAV") >= 3*(regular.Width("A")+regular.Width("V")) {
		t.Error("the font's kerning is not used")
	}
	if f.Face(600).Width("Mường Nhà") <= regular.Width("Mường Nhà") {
		t.Error("semibold is not wider than regular")
	}
	if got, want := f.Width("Mường Nhà", Font{400, 26}), 26*regular.Width("Mường Nhà"); got != want {
		t.Errorf("width %v, want %v", got, want)
	}
	if regular.Width("\u202f") != regular.Width(" ") && !regular.Has('\u202f') {
		t.Error("a narrow space is drawn as a box")
	}
}

func TestParseFont(t *testing.T) {
	for css, want := range map[string]Font{
		"normal normal 13px Be Vietnam Pro": {400, 13}, "600 13px Be Vietnam Pro": {600, 13}, "bold 12.5px/20px x": {600, 12.5}, "": {400, 12},
	} {
		if got := ParseFont(css); got != want {
			t.Errorf("%q: %v, want %v", css, got, want)
		}
	}
}

// A subset draws its letters as the whole font does, and is far smaller.
func TestSubset(t *testing.T) {
	whole := family(t).Face(400)
	const text = "Trạm y tế Mường Phăng 1.234"
	b, err := whole.Subset(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > len(whole.data)/3 {
		t.Errorf("the subset has %d bytes of %d", len(b), len(whole.data))
	}
	part, err := Parse(b, 400)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range text {
		want, got := whole.Layout(string(r)), part.Layout(string(r))
		if len(want) != len(got) || len(want) == 1 && shape(want[0].Outline) != shape(got[0].Outline) {
			t.Errorf("the subset draws %c otherwise", r)
		}
	}
	if part.Width(text) != whole.Width(text) {
		t.Errorf("the subset's widths differ: %v, want %v", part.Width(text), whole.Width(text))
	}
	if len(part.Layout("Z")) != 0 {
		t.Error("the subset holds a letter that was not asked for")
	}
}

func TestSubsetOfNoFont(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("short"), make([]byte, 64)} {
		if _, err := readTables(data); err == nil {
			t.Errorf("%d bytes were taken for a font", len(data))
		}
	}
}
