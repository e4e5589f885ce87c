// Package notices tells which modules the program links and which licence texts they carry, for what is built and
// given away: the file of licences, the bill of materials, the check of licences.
package notices

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Module is a third-party Go module that is linked into the program.
type Module struct {
	Path, Version string
	Dir           string // where its source lies on this machine
}

// Program is the package whose modules count.
const Program = "./cmd/luanphien"

// Modules lists the modules linked into the program, by path. env is added to the environment, such as GOARCH=arm64;
// checkout is any folder of the project.
func Modules(checkout string, env ...string) ([]Module, error) {
	root, err := Root(checkout)
	if err != nil {
		return nil, err
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{with .Replace}}{{.Version}}\t{{.Dir}}{{else}}{{.Version}}\t{{.Dir}}{{end}}{{end}}{{end}}", Program)
	list.Dir, list.Env = root, append(os.Environ(), env...)
	var failed bytes.Buffer
	list.Stderr = &failed
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the linked modules: %w: %s", err, failed.String())
	}
	lines := strings.Fields(strings.ReplaceAll(string(out), "\t", " "))
	var modules []Module
	for i := 0; i+2 < len(lines); i += 3 {
		modules = append(modules, Module{Path: lines[i], Version: lines[i+1], Dir: lines[i+2]})
	}
	slices.SortFunc(modules, func(a, b Module) int { return strings.Compare(a.Path, b.Path) })
	return slices.Compact(modules), nil
}

// Root is the folder of go.mod, at checkout or above it.
func Root(checkout string) (string, error) {
	folder, err := filepath.Abs(checkout)
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		above := filepath.Dir(folder)
		if above == folder {
			return "", fmt.Errorf("no go.mod at %s or above it", checkout)
		}
		folder = above
	}
}

// Text is one licence or notice of a package.
type Text struct {
	File    string // its name
	Content string
}

var licence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense|patents)([._-].*)?$`)

// Texts reads the licences and notices that lie at the top of a package's folder. A package without any is an error,
// because it may not be given away.
func Texts(name, folder string) ([]Text, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var texts []Text
	for _, e := range entries {
		if e.IsDir() || !licence.MatchString(e.Name()) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, Text{e.Name(), string(b)})
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s carries no licence text", name)
	}
	return texts, nil
}

// Write writes the texts of one package under its name.
func Write(w io.Writer, name string, texts []Text) error {
	var failed error
	for _, t := range texts {
		_, err := fmt.Fprintf(w, "==== %s: %s ====\n\n%s\n\n", name, t.File, t.Content)
		failed = errors.Join(failed, err)
	}
	return failed
}

// Package is an npm package of the bundle.
type Package struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"license"`
}

// Packages tells the versions of npm packages from what is installed in a folder of node_modules.
func Packages(modules string, names []string) ([]Package, error) {
	var packages []Package
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(modules, filepath.FromSlash(name), "package.json"))
		if err != nil {
			return nil, err
		}
		p := Package{Name: name}
		if err := json.Unmarshal(b, &p); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		packages = append(packages, p)
	}
	return packages, nil
}
