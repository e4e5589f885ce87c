package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/cmd/internal/notices"
)

// What is linked has its licence, and stands in the bill of materials.
func TestEveryLinkedModuleIsNamed(t *testing.T) {
	root, err := notices.Root(".")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := notices.Modules(root)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "dashboard", "web", "dist", "licences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	made, err := billOfMaterials(root, "v1.2.3", nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bill
	if err := json.Unmarshal(made, &b); err != nil {
		t.Fatal(err)
	}
	if b.Metadata.Component.Version != "v1.2.3" {
		t.Errorf("the bill is of version %q", b.Metadata.Component.Version)
	}
	if len(modules) < 20 {
		t.Fatalf("%d modules are linked", len(modules))
	}
	for _, m := range modules {
		if !strings.Contains(string(text), "==== "+m.Path+" "+m.Version) {
			t.Errorf("licences.txt does not hold the licence of %s", m.Path)
		}
		if !slices.ContainsFunc(b.Components, func(c component) bool { return c.Name == m.Path && c.Version == m.Version }) {
			t.Errorf("the bill of materials does not name %s", m.Path)
		}
	}
	if !slices.ContainsFunc(b.Components, func(c component) bool { return c.Purl == "pkg:npm/%40codemirror/state@"+c.Version }) {
		t.Error("the bill of materials does not name the editor of the bundle")
	}
}

func TestPackedFilesComeOut(t *testing.T) {
	folder := t.TempDir()
	source := filepath.Join(folder, "program")
	if err := os.WriteFile(source, []byte("binary"), 0o700); err != nil {
		t.Fatal(err)
	}
	var sums [2][32]byte
	path := filepath.Join(folder, "x.tar.gz")
	for i := range sums {
		if err := pack(path, "x-1", []packed{{name: "luanphien", path: source, mode: 0o755}, {name: "sbom.cdx.json", content: []byte("{}"), mode: 0o644}}); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = sha256.Sum256(b)
	}
	if sums[0] != sums[1] {
		t.Error("the same files give two archives")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for archive := tar.NewReader(plain); ; {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		got[head.Name] = fmt.Sprintf("%o %s", head.Mode, content)
	}
	if got["x-1/luanphien"] != "755 binary" || got["x-1/sbom.cdx.json"] != "644 {}" || len(got) != 2 {
		t.Errorf("the archive holds %v", got)
	}
	if err := writeSums(filepath.Join(folder, "SHA256SUMS"), []string{path}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil || string(b) != fmt.Sprintf("%x  x.tar.gz\n", sums[0]) {
		t.Errorf("the sums say %q (%v)", b, err)
	}
}

func TestUnknownProcessorIsSaid(t *testing.T) {
	if _, err := compilerFor("mips"); err == nil || !strings.Contains(err.Error(), "linux/mips") {
		t.Errorf("got %v", err)
	}
	if name, err := compilerFor("amd64"); err != nil && !strings.Contains(err.Error(), "apt-get install") {
		t.Errorf("got %q, %v", name, err)
	}
}
