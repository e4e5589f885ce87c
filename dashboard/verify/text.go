package verify

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// Text says at which line a text first differs from the one made again; how lines end is no difference.
func Text(file, now []byte) *problem.Sentence {
	taken, made := lines(file), lines(now)
	for i := range max(len(taken), len(made)) {
		if i >= len(taken) || i >= len(made) {
			return rowsUnlike(len(taken), len(made))
		}
		if taken[i] != made[i] {
			return unlike(words.Both("verify.problem.line", "i", i+1), taken[i], made[i])
		}
	}
	return nil
}

func lines(text []byte) []string {
	return strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
}

// JSON says at which value two documents first differ; the order of fields is no difference.
func JSON(file, now []byte) (*problem.Sentence, error) {
	var taken, made any
	if err := exact(now, &made); err != nil {
		return nil, err
	}
	if err := exact(file, &taken); err != nil {
		return problem.Say("verify.problem.no_json"), nil
	}
	return valuesUnlike("", taken, made), nil
}

// exact reads JSON with all digits of its numbers.
func exact(body []byte, into *any) error {
	in := json.NewDecoder(bytes.NewReader(body))
	in.UseNumber()
	if err := in.Decode(into); err != nil {
		return err
	}
	if _, err := in.Token(); err != io.EOF {
		return fmt.Errorf("more than one value")
	}
	return nil
}

func valuesUnlike(at string, a, b any) *problem.Sentence {
	switch made := b.(type) {
	case map[string]any:
		taken, ok := a.(map[string]any)
		if !ok {
			break
		}
		names := slices.AppendSeq(slices.Collect(maps.Keys(made)), maps.Keys(taken))
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if s := valuesUnlike(at+"/"+name, taken[name], made[name]); s != nil {
				return s
			}
		}
		return nil
	case []any:
		taken, ok := a.([]any)
		if !ok || len(taken) != len(made) {
			break
		}
		for i := range made {
			if s := valuesUnlike(at+"/"+strconv.Itoa(i+1), taken[i], made[i]); s != nil {
				return s
			}
		}
		return nil
	default:
		if a == b {
			return nil
		}
	}
	return unlike(words.Both("verify.problem.item", "at", at), short(a), short(b))
}

func short(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}

// Document says in which part, and where in it, a document for Word first differs from the one made again.
func Document(file, now []byte) (*problem.Sentence, error) {
	made, err := partsOf(now)
	if err != nil {
		return nil, err
	}
	taken, err := partsOf(file)
	if err != nil {
		return problem.Say("verify.problem.no_docx"), nil
	}
	a, b := slices.Sorted(maps.Keys(taken)), slices.Sorted(maps.Keys(made))
	if !slices.Equal(a, b) {
		return unlike(words.Both("verify.problem.parts"), fmt.Sprint(a), fmt.Sprint(b)), nil
	}
	for _, name := range b {
		if bytes.Equal(taken[name], made[name]) {
			continue
		}
		found, err := SVG(taken[name], made[name])
		if err != nil {
			return nil, err
		}
		if found == nil {
			continue // differs in blanks between elements only
		}
		return &problem.Sentence{VI: name + ", " + found.VI, EN: name + ", " + found.EN}, nil
	}
	return nil, nil
}

// largestPart is how much of a file within another is read, bytes: many times what this program writes.
const largestPart = 32 << 20

// Part reads a file within a ZIP. One that unpacks to more than largestPart is refused.
func Part(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, largestPart+1))
	if err == nil && len(body) > largestPart {
		err = fmt.Errorf("%s unpacks to more than %d bytes", f.Name, largestPart)
	}
	return body, err
}

// mostParts is how many files a document may hold.
const mostParts = 100

func partsOf(file []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > mostParts {
		return nil, fmt.Errorf("%d parts", len(z.File))
	}
	parts, sum := map[string][]byte{}, 0
	for _, f := range z.File {
		body, err := Part(f)
		if err != nil {
			return nil, err
		}
		if sum += len(body); sum > largestPart {
			return nil, fmt.Errorf("the parts are too large")
		}
		parts[f.Name] = body
	}
	return parts, nil
}
