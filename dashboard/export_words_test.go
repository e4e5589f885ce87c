package dashboard

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/question"
	"luanphien/dashboard/render"
	"luanphien/dashboard/render/pdf"
	"luanphien/dashboard/render/raster"
	"luanphien/dashboard/render/typeface"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/table"
	"luanphien/dashboard/verify"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// wordsOf are the texts that a reader of a file sees, one space between words.
func wordsOf(t *testing.T, ending, file string) string {
	t.Helper()
	var texts []string
	switch ending {
	case ".csv":
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, export.ByteOrderMark))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(records) < 2 {
			t.Fatal("the CSV has no rows")
		}
		for _, r := range records {
			texts = append(texts, r...)
		}
	case ".xlsx":
		book := openBook(t, file)
		for _, sheet := range book.GetSheetList() {
			rows, err := book.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				texts = append(texts, row...)
			}
		}
	case ".parquet":
		_, _, rows, said := parquetOf(t, file)
		for _, row := range rows {
			texts = append(texts, row...)
		}
		for _, name := range slices.Sorted(maps.Keys(said)) {
			texts = append(texts, said[name])
		}
	case ".pdf":
		c, err := pdf.Read([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range c.Lines {
			if l.Shown != l.Raw { // letters
				texts = append(texts, l.Shown)
			}
		}
		texts = append(texts, c.Said["Keywords"])
	case ".svg":
		for _, text := range svgTexts(t, file) {
			texts = append(texts, text.words)
		}
	}
	return spaced(strings.Join(texts, " "))
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

type svgText struct{ words, fill string }

// svgTexts are the texts that stand on a picture, in their order.
func svgTexts(t *testing.T, file string) (list []svgText) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if inText = e.Name.Local == "text"; inText {
				list = append(list, svgText{})
			}
			for _, a := range e.Attr {
				if inText && a.Name.Local == "fill" {
					list[len(list)-1].fill = a.Value
				}
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				list[len(list)-1].words += string(e)
			}
		}
	}
}

func family(t *testing.T) typeface.Family {
	t.Helper()
	f, err := typeface.Load(os.DirFS("web/dist"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// lettersKnown checks that a font draws each letter of a picture.
func lettersKnown(t *testing.T, name, svg string, fonts typeface.Family) {
	t.Helper()
	for _, text := range svgTexts(t, svg) {
		for _, r := range text.words {
			for _, face := range fonts {
				if !face.Has(r) && !unicode.IsSpace(r) {
					t.Errorf("%s: weight %d has no glyph for %q in %q", name, face.Weight, r, text.words)
				}
			}
		}
	}
}

// sameDrawing checks that a PNG is the SVG of the same figure to the pixel, letter by letter a glyph of the font, and
// carries its words for those who do not see it.
func sameDrawing(t *testing.T, name, svg, file string, fonts typeface.Family) {
	t.Helper()
	want, err := raster.Draw([]byte(svg), fonts, export.PictureScale)
	if err != nil {
		t.Fatal(name, err)
	}
	got, err := png.Decode(strings.NewReader(file))
	if err != nil {
		t.Fatal(name, err)
	}
	if where := verify.ComparePixels(got, want); got.Bounds() != want.Bounds() || where != nil {
		t.Errorf("%s: the PNG is not the SVG: %v", name, where)
	}
	lettersKnown(t, name, svg, fonts)
}

const ofOneArea = "area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay"

// Each file of every figure says title, subtitle with n, source, edition and citation, and that it is internal unless it
// is of the whole province. Its Vietnamese is composed letters, as it was in the data.
func TestWordsOfEveryFile(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	fonts := family(t)
	printed, err := typeface.LoadPrinted(os.DirFS("web/dist"))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range soak.Sample(t, catalogue.All.Order, len(catalogue.All.Order)/4) {
		for _, query := range []string{[]string{"", "?lang=en"}[i%2], "?" + ofOneArea} {
			d := s.figure("/figures/" + f.ID + ".json" + query)
			if d.Chart != nil && !regexp.MustCompile(`\d`).MatchString(d.Title+d.Subtitle) { // an empty list has nothing to count
				t.Errorf("%s%s says no n: %s, %s", f.ID, query, d.Title, d.Subtitle)
			}
			mark, province := "Nội bộ – không công bố", f.Province && !strings.Contains(query, "area")
			if query == "?lang=en" {
				mark = "Internal – not for publication"
			}
			cited := map[string]bool{}
			svg := ""
			for _, ending := range endings {
				name, file := f.ID+ending+query, s.taken(f.ID, ending, query)
				switch {
				case file == "", ending == ".png" && strings.Contains(query, "area"): // an area's PNG is drawn like the province's
					continue
				case ending == ".png":
					sameDrawing(t, name, svg, file, fonts)
					texts := render.Entries([]byte(file))
					cited[texts["Citation"]] = true
					if texts["Title"] != d.Title || texts["Description"] != d.Alt {
						t.Errorf("%s holds the words %v", name, texts)
					}
					continue
				case ending == ".svg":
					svg = file
					lettersKnown(t, name+" as PDF", svg, printed)
					if first := svgTexts(t, svg)[0]; !province && (first.words != mark || first.fill != "#c8442a") {
						t.Errorf("%s begins with %v", name, first)
					}
				}
				text := wordsOf(t, ending, file)
				citation, ok := render.Citation([]byte(file))
				if !ok {
					citation, _ = verify.FindCitation(text)
				}
				cited[citation] = true
				for _, want := range []string{d.Title, d.Subtitle, d.Source} {
					if !strings.Contains(text, spaced(want)) {
						t.Errorf("%s lacks %q", name, want)
					}
				}
				if strings.Contains(text, mark) == province {
					t.Errorf("%s: of the province %v, says %q: %v", name, province, mark, !province)
				}
				if !norm.NFC.IsNormalString(text) || !utf8Whole(file, ending) {
					t.Errorf("%s holds letters that are not composed, or broken", name)
				}
			}
			if len(cited) != 1 || cited[""] {
				t.Errorf("the files of %s%s cite %v", f.ID, query, cited)
			}
		}
	}
}

// utf8Whole tells whether no letter of a text file was lost in writing it.
func utf8Whole(file, ending string) bool {
	return ending == ".xlsx" || ending == ".parquet" || ending == ".pdf" || !strings.ContainsRune(strings.ToValidUTF8(file, "\ufffd"), '\ufffd')
}

// alphabet is every Vietnamese letter with a sign, as one would type it into a title.
const alphabet = "àáảãạ ăằắẳẵặ âầấẩẫậ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ đ " +
	"ÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ ÈÉẺẼẸ ÊỀẾỂỄỆ ÌÍỈĨỊ ÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ÙÚỦŨỤ ƯỪỨỬỮỰ ỲÝỶỸỴ Đ"

// Every Vietnamese letter comes out of each form as it went in: its signs are the same, in the same order.
func TestEveryVietnameseLetterInEachForm(t *testing.T) {
	s := openDemo(t)
	files := map[string]string{}
	f := catalogue.All.ByID["coverage_by_week"]
	_, err := s.Server.answer(t.Context(), func(r *question.Question) (*answer.Answer, error) {
		d, err := figure.Draw(r, f)
		if err != nil {
			return nil, err
		}
		lettered := *d
		lettered.Title = alphabet
		columns := []table.For[table.Row]{{Field: "name", Label: alphabet, Kind: table.KindText, Cell: func(table.Row) any { return alphabet }}}
		for _, c := range d.Table.Columns {
			columns = append(columns, table.For[table.Row]{Field: c.Field, Label: c.Label, Kind: c.Kind, Prefix: c.Prefix, Cell: func(row table.Row) any { return row.At(c.Field) }})
		}
		lettered.Table = table.Of(d.Table.Rows(), columns)
		for ending, made := range map[string]func() ([]byte, error){
			".csv":     func() ([]byte, error) { return export.CSVBytes(r, f, &lettered) },
			".xlsx":    func() ([]byte, error) { return export.Workbook(r, f, &lettered) },
			".parquet": func() ([]byte, error) { return export.ParquetBytes(r, f, &lettered) },
			".svg":     func() ([]byte, error) { return drawLettered(r, f, &lettered, (*render.Renderer).SVG) },
			".pdf": func() ([]byte, error) {
				return drawLettered(r, f, &lettered, func(_ *render.Renderer, ctx context.Context, picture render.Picture) ([]byte, error) {
					return export.Page(ctx, picture)
				})
			},
			".png": func() ([]byte, error) {
				return drawLettered(r, f, &lettered, func(p *render.Renderer, ctx context.Context, picture render.Picture) ([]byte, error) {
					return p.PNG(ctx, picture, export.PictureScale)
				})
			},
		} {
			b, err := made()
			if err != nil {
				return nil, err
			}
			files[ending] = string(b)
		}
		return nil, nil
	}, asked{path: "/", query: url.Values{}, roles: roles.Readers.Roles, newest: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := norm.NFD.String(alphabet)
	for _, ending := range append([]string{".pdf"}, endings[:4]...) {
		if text := wordsOf(t, ending, files[ending]); !strings.Contains(norm.NFD.String(text), want) || !strings.Contains(text, alphabet) {
			t.Errorf("%s holds %.400q", ending, text)
		}
	}
	sameDrawing(t, "the alphabet", files[".svg"], files[".png"], family(t))
	if title := render.Entries([]byte(files[".png"]))["Title"]; title != alphabet {
		t.Errorf("the PNG is called %q", title)
	}
	if !bytes.HasPrefix([]byte(files[".csv"]), []byte{0xef, 0xbb, 0xbf}) {
		t.Error("a spreadsheet takes the CSV for another encoding")
	}
}

func drawLettered(r *question.Question, f *figure.Figure, d *figure.Drawing, draw func(*render.Renderer, context.Context, render.Picture) ([]byte, error)) ([]byte, error) {
	renderer, picture, err := export.ToRender(r, f, d)
	if err != nil {
		return nil, err
	}
	return draw(renderer, r.Ctx, picture)
}

// Where a figure has no rows, its tables still say what they are, who may see them, and where they come from.
func TestWordsOfEmptyTables(t *testing.T) {
	soak.Long(t)
	bare := edition.Folder(t.TempDir())
	oneStation(t, bare)
	s := open(t, bare, day("2026-01-20"))
	none := 0
	for _, f := range catalogue.All.Order {
		d := s.figure("/figures/" + f.ID + ".json")
		mark := "Nội bộ – không công bố"
		for _, ending := range endings[:3] {
			file := s.see("/figures/" + f.ID + ending)
			text := wordsOf(t, ending, file)
			cited, ok := verify.FindCitation(text)
			if !ok || !strings.Contains(cited, " "+f.ID+" ") || !strings.Contains(text, spaced(d.Title)) || !strings.Contains(text, spaced(d.Source)) ||
				strings.Contains(text, mark) == f.Province {
				t.Errorf("%s%s holds %q", f.ID, ending, text)
			}
			if v, err := s.VerifyFile([]byte(file)); err != nil || !v.Equal() {
				t.Errorf("%s%s: %+v %v", f.ID, ending, v, err)
			}
			if ending == ".xlsx" {
				if rows, err := openBook(t, file).GetRows("Số liệu"); err != nil || len(rows) < export.HeadRows+2 {
					none++
				}
			}
		}
	}
	if none == 0 {
		t.Error("no figure of the test is empty")
	}
}
