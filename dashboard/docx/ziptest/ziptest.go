// Package ziptest opens documents, workbooks and packs for tests.
package ziptest

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// Parts are the files of a ZIP by their names.
func Parts(t testing.TB, body []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
	}
	return parts
}
