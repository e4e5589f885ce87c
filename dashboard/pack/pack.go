package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
)

// Type is the media type of a pack.
const Type = "application/zip"

// The files of a pack beside those of its figures.
const (
	readmeName = "README.txt"
	listName   = "figures.json"
	wordsName  = "words.txt"
)

// sheetNames are the fact sheets.
var sheetNames = map[words.Lang]string{words.Vietnamese: "to-tin-vi.docx", words.English: "fact-sheet-en.docx"}

// languages are those of the words, the first language first.
var languages = []words.Lang{words.Vietnamese, words.English}

// pack is one in the making.
type pack struct {
	question *question.Question // in the language of the pictures
	spoken   map[words.Lang]*question.Question
	figures  []*told
	citation string
	zip      *zip.Writer
	files    []file // written so far
}

// told is a figure of a pack.
type told struct {
	*figure.Figure
	in       map[words.Lang]drawn
	files    []file
	left     []left
	citation string
}

// drawn is a figure in one language, with the question that it answers.
type drawn struct {
	*figure.Drawing
	question *question.Question
}

// file is one of the ZIP, as figures.json lists it.
type file struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// left is a file that a figure does not have, with the reason.
type left struct {
	What   string      `json:"what"`
	Reason bothStrings `json:"reason"`
}

// withheld tells whether nothing of the figure is given, but why.
func (t *told) withheld() bool { return t.in[words.Vietnamese].Reason != "" }

// prepare draws the figures that a question asks for, in both languages.
func prepare(r *question.Question) (*pack, error) {
	if !r.ForPress() {
		return nil, roles.ErrForbidden
	}
	if r.Edition == nil {
		return nil, problem.NotFound("empty.no_edition")
	}
	list, err := asked(r)
	if err != nil {
		return nil, err
	}
	p := &pack{question: r, spoken: map[words.Lang]*question.Question{}}
	for _, lang := range languages {
		view := *r.View
		view.Lang = lang
		other := *r
		other.View, other.Words = &view, r.Languages[lang]
		p.spoken[lang] = &other
	}
	for _, f := range list {
		t := &told{Figure: f, in: map[words.Lang]drawn{}}
		for _, lang := range languages {
			as, err := figure.As(p.spoken[lang], f)
			if err != nil {
				return nil, err
			}
			d, err := figure.DrawSafely(as, f)
			if err != nil {
				return nil, err
			}
			t.in[lang] = drawn{d, as}
		}
		own := t.in[r.View.Lang]
		if t.citation, err = export.Citation(own.question, f, own.Drawing); err != nil {
			return nil, err
		}
		p.figures = append(p.figures, t)
	}
	p.cite()
	return p, nil
}

// Cite is the citation of the pack that a question asks for.
func Cite(r *question.Question) (string, error) {
	p, err := prepare(r)
	if err != nil {
		return "", err
	}
	return p.citation, nil
}

// Name is the name of the pack's file without its ending, after edition and period.
func Name(r *question.Question) string {
	name := fmt.Sprintf("luanphien-press-edition%d-%s-%s", r.Edition.Manifest.Number, r.Scope.From.Format("20060102"), r.Scope.To.Format("20060102"))
	if r.Edition.Manifest.Illustrative {
		name += "-illustrative"
	}
	return name
}

// Write writes the pack that a question of the press asks for, one file after the other: it holds no more than one in
// memory. The same edition, moment and parameters give the same bytes. What the press is not told, and a figure that is not
// among Published, is a *problem.Problem.
func Write(r *question.Question, out io.Writer) error {
	p, err := prepare(r)
	if err != nil {
		return err
	}
	p.zip = zip.NewWriter(out)
	for _, t := range p.figures {
		if t.withheld() {
			continue
		}
		if err := p.figure(t); err != nil {
			return fmt.Errorf("%s of a pack: %w", t.ID, err)
		}
	}
	for _, lang := range languages {
		var b bytes.Buffer
		if err := p.sheet(lang).Write(&b); err != nil {
			return err
		}
		if _, err := p.put(sheetNames[lang], b.Bytes()); err != nil {
			return err
		}
	}
	if _, err := p.put(readmeName, p.readme()); err != nil {
		return err
	}
	list, err := p.list()
	if err != nil {
		return err
	}
	if _, err := p.put(listName, list); err != nil {
		return err
	}
	return p.zip.Close()
}

// put writes a file into the ZIP, without a time, and notes its sum.
func (p *pack) put(name string, body []byte) (file, error) {
	sum := sha256.Sum256(body)
	f := file{name, hex.EncodeToString(sum[:]), len(body)}
	p.files = append(p.files, f)
	method := zip.Deflate
	if packed[ending(name)] {
		method = zip.Store
	}
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(body)
	}
	return f, err
}

// packed are the files that would not become smaller.
var packed = map[string]bool{".png": true, ".xlsx": true, ".docx": true, ".parquet": true, ".pdf": true}

// papers are the sizes of the pictures.
var papers = []string{"social", "square", "web"}

// figure writes the files of a figure into a folder of its name.
func (p *pack) figure(t *told) error {
	own := t.in[p.question.View.Lang]
	r, name := own.question, t.ID+"/"+export.FileName(own.question, t.Figure, own.Drawing)
	put := func(name string, body []byte, err error) error {
		if err != nil {
			return err
		}
		f, err := p.put(name, body)
		t.files = append(t.files, f)
		return err
	}
	if own.Drawn() {
		if err := p.pictures(t, own, name, put); err != nil {
			return err
		}
	} else {
		t.left = append(t.left, left{"png, svg, pdf", p.both("picture.none")})
	}
	body, err := export.CSVBytes(r, t.Figure, own.Drawing)
	if err := put(name+".csv", body, err); err != nil {
		return err
	}
	body, err = export.Workbook(r, t.Figure, own.Drawing)
	if err := put(name+".xlsx", body, err); err != nil {
		return err
	}
	body, err = export.ParquetBytes(r, t.Figure, own.Drawing)
	if err := put(name+".parquet", body, err); err != nil {
		return err
	}
	return put(t.ID+"/"+wordsName, p.words(t), nil)
}

// pictures writes the sizes of a figure; one on which it cannot be read is named instead.
func (p *pack) pictures(t *told, own drawn, name string, put func(string, []byte, error) error) error {
	r := own.question
	renderer, picture, err := export.ToRender(r, t.Figure, own.Drawing)
	if err != nil {
		return err
	}
	for _, size := range papers {
		paper, err := export.PaperNamed(size)
		if err != nil {
			return err
		}
		fitted, err := paper.On(r, renderer, own.Drawing, picture)
		var small *problem.Problem
		if errors.As(err, &small) {
			t.left = append(t.left, left{size, p.both("pack.too_small")})
			continue
		}
		if err != nil {
			return err
		}
		body, err := renderer.PNG(r.Ctx, fitted, paper.Scale)
		if err := put(name+"-"+size+".png", body, err); err != nil {
			return err
		}
	}
	body, err := renderer.SVG(r.Ctx, picture)
	if err := put(name+".svg", body, err); err != nil {
		return err
	}
	body, err = export.Page(r.Ctx, picture)
	return put(name+".pdf", body, err)
}

// marshal writes JSON with the letters as they are, on lines that people can read.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(v)
	return b.Bytes(), err
}
