package pack

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/render"
	"luanphien/dashboard/verify"
)

// Cited finds the citation of a pack in a file: a whole pack, or one of its files that are of no single figure.
func Cited(file []byte) (citation string, whole, ok bool) {
	if !bytes.HasPrefix(file, []byte("PK")) {
		if bytes.HasPrefix(file, []byte("\x89PNG")) {
			return "", false, false
		}
		citation, _, _, ok = Citation(string(file))
		return citation, false, ok
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return "", false, false
	}
	for _, f := range z.File {
		if f.Name != listName && f.Name != readmeName && f.Name != documentPart {
			continue
		}
		body, err := verify.Part(f)
		if err != nil {
			continue
		}
		if f.Name == documentPart {
			body = []byte(textOf(body))
		}
		if citation, _, _, ok = Citation(string(body)); ok {
			return citation, f.Name != documentPart, true
		}
	}
	return "", false, false
}

// documentPart is the main part of a document for Word.
const documentPart = "word/document.xml"

// textOf is what stands between the elements of a document.
func textOf(part []byte) string {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.RawToken()
		if err != nil {
			return b.String()
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

// Compare says of each file of a pack, and of each that is in one of the two only, where it first differs from the same one
// of the pack made again.
func Compare(ctx context.Context, file, now []byte) ([]verify.Member, error) {
	made, err := zip.NewReader(bytes.NewReader(now), int64(len(now)))
	if err != nil {
		return nil, err
	}
	taken, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, verify.BadFile("pack.problem.no_zip")
	}
	byName := map[string]*zip.File{}
	var list, twice []verify.Member
	for _, f := range taken.File {
		if byName[f.Name] != nil {
			twice = append(twice, verify.Member{Name: f.Name, Differs: problem.Say("pack.problem.twice")})
		}
		byName[f.Name] = f
	}
	for _, f := range made.File {
		m := verify.Member{Name: f.Name, Differs: problem.Say("pack.problem.lacking")}
		if own := byName[f.Name]; own != nil {
			if m.Differs, err = compareMember(ctx, own, f); err != nil {
				return nil, err
			}
		}
		delete(byName, f.Name)
		list = append(list, m)
	}
	for _, f := range taken.File {
		if byName[f.Name] != nil && !strings.HasSuffix(f.Name, "/") { // a folder is no file
			list = append(list, verify.Member{Name: f.Name, Differs: problem.Say("pack.problem.foreign")})
			delete(byName, f.Name)
		}
	}
	return append(list, twice...), nil
}

func compareMember(ctx context.Context, own, made *zip.File) (*problem.Sentence, error) {
	now, err := verify.Part(made)
	if err != nil {
		return nil, err
	}
	body, err := verify.Part(own)
	if err != nil {
		return problem.Say("pack.problem.unreadable"), nil
	}
	return compare(ctx, made.Name, body, now)
}

// compare says where a file of that name first differs from the one made again.
func compare(ctx context.Context, name string, file, now []byte) (*problem.Sentence, error) {
	if bytes.Equal(file, now) {
		return nil, nil
	}
	switch ending(name) {
	case ".csv":
		return verify.CSV(file, now)
	case ".xlsx":
		return compareBooks(file, now)
	case ".parquet":
		return verify.Parquet(ctx, file, now)
	case ".svg":
		return verify.SVG(file, now)
	case ".pdf":
		return verify.PDF(file, now)
	case ".png":
		return verify.PNG(file, now)
	case ".json":
		return verify.JSON(file, now)
	case ".docx":
		return verify.Document(file, now)
	}
	return verify.Text(file, now), nil
}

func compareBooks(file, now []byte) (*problem.Sentence, error) {
	if _, err := excelize.OpenReader(bytes.NewReader(file)); err != nil {
		return problem.Say("pack.problem.no_xlsx"), nil
	}
	var v verify.Verdict
	err := v.CompareBook(file, now)
	return v.Differs, err
}

// CompareOne says where a file that is of no single figure, taken out of a pack, first differs from the same one of the pack
// made again: of the texts, from the one that it has most lines in common with.
func CompareOne(ctx context.Context, file, now []byte) (*problem.Sentence, error) {
	made, err := zip.NewReader(bytes.NewReader(now), int64(len(now)))
	if err != nil {
		return nil, err
	}
	var nearest []byte
	name, most := "", -1
	for _, f := range made.File {
		if ending(f.Name) != kindOf(file) {
			continue
		}
		body, err := verify.Part(f)
		if err != nil {
			return nil, err
		}
		if n := common(file, body); n > most {
			nearest, name, most = body, f.Name, n
		}
	}
	return compare(ctx, name, file, nearest)
}

// kindOf is the ending of a file of a pack by what it holds.
func kindOf(file []byte) string {
	switch {
	case bytes.HasPrefix(file, []byte("PK")):
		return ".docx"
	case bytes.HasPrefix(bytes.TrimSpace(file), []byte("{")):
		return ".json"
	case render.IsPNG(file):
		return ".png"
	}
	return ".txt"
}

// common counts the lines of a text that another one has, too; of documents, their words.
func common(a, b []byte) (n int) {
	split := func(file []byte) []string { return strings.Split(string(file), "\n") }
	if kindOf(a) == ".docx" {
		split = func(file []byte) []string {
			z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
			if err != nil {
				return nil
			}
			for _, f := range z.File {
				if f.Name == documentPart {
					body, _ := verify.Part(f) // what cannot be read has nothing in common
					return strings.Fields(textOf(body))
				}
			}
			return nil
		}
	}
	held := map[string]bool{}
	for _, line := range split(b) {
		held[line] = true
	}
	for _, line := range split(a) {
		if held[line] {
			n++
		}
	}
	return n
}
