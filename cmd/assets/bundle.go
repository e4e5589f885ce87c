package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"luanphien/cmd/internal/notices"
)

// manifestName is the file of the bundle that maps the plain name of each entry to its name with a content hash.
const manifestName = "manifest.json"

// entries are the files a page asks for by name; everything else is reached from them.
var entries = []string{"scripts/main.js", "scripts/sql.js", "styles/main.css"}

// run brings the bundle in web/dist up to date and says on out what it did.
func run(web string, force bool, out io.Writer) error {
	if err := install(web, out); err != nil {
		return err
	}
	sum, err := inputsSum(web)
	if err != nil {
		return err
	}
	dist := filepath.Join(web, "dist")
	if !force && upToDate(dist, sum) {
		fmt.Fprintln(out, "assets: up to date")
		return nil
	}
	fresh := dist + ".new"
	if err := os.RemoveAll(fresh); err != nil { // of a run that broke off
		return err
	}
	defer os.RemoveAll(fresh)
	if err := fill(web, fresh); err != nil {
		return err
	}
	if err := replace(dist, fresh); err != nil {
		return err
	}
	// The stamp comes last: a run that broke off before leaves none, and the next one bundles again.
	if err := os.WriteFile(filepath.Join(dist, stampName), []byte(sum), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(out, "assets: bundled %d entries into %s\n", len(entries), dist)
	return nil
}

// fill makes a whole bundle in an empty folder.
func fill(web, dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	names, packages, err := bundle(web, dist)
	if err != nil {
		return err
	}
	if err := bundlePicture(web, dist); err != nil {
		return err
	}
	if err := copyFonts(web, dist); err != nil {
		return err
	}
	if err := writeLicences(web, dist, append(packages, fontsPackage)); err != nil {
		return err
	}
	b, err := json.MarshalIndent(names, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, manifestName), append(b, '\n'), 0o644)
}

// replace puts a whole bundle in the place of another. A server in development reads the folder meanwhile: a bundle that
// cannot be made leaves the one before, and the manifest changes once all that it names is there.
func replace(dist, fresh string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(dist, stampName)); err != nil {
		return err
	}
	made, err := os.ReadDir(fresh)
	if err != nil {
		return err
	}
	kept := map[string]bool{".gitkeep": true, manifestName: true}
	for _, f := range made {
		if kept[f.Name()] = true; f.Name() == manifestName {
			continue
		}
		if f.IsDir() { // which nothing can be renamed over
			if err := os.RemoveAll(filepath.Join(dist, f.Name())); err != nil {
				return err
			}
		}
		if err := os.Rename(filepath.Join(fresh, f.Name()), filepath.Join(dist, f.Name())); err != nil {
			return err
		}
	}
	if err := os.Rename(filepath.Join(fresh, manifestName), filepath.Join(dist, manifestName)); err != nil {
		return err
	}
	found, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, f := range found {
		if kept[f.Name()] {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dist, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

// bundle runs esbuild and returns entry name → bundled name ("main.js" → "main-5BQX….js"), and the packages of which
// something is in the bundle.
func bundle(web, dist string) (names map[string]string, packages []string, err error) {
	points := make([]string, len(entries))
	for i, e := range entries {
		points[i] = filepath.Join(web, filepath.FromSlash(e))
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       points,
		Outdir:            dist,
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Bundle:            true,
		Write:             true,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Format:            api.FormatIIFE,
		Target:            api.ES2020,
		Loader:            map[string]api.Loader{".ttf": api.LoaderFile},
		PublicPath:        "/assets",
		// The licences of what is bundled are written out whole, in one file (writeLicences).
		LegalComments: api.LegalCommentsNone,
		Metafile:      true,
		LogLevel:      api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		lines := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return nil, nil, errors.New(strings.Join(lines, "\n"))
	}
	return contents(result.Metafile)
}

// packageName finds the package that a bundled file is of.
var packageName = regexp.MustCompile(`node_modules/((?:@[^/]+/)?[^/]+)/`)

// contents reads what esbuild wrote and of what.
func contents(metafile string) (names map[string]string, packages []string, err error) {
	var meta struct {
		Inputs  map[string]any `json:"inputs"`
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, nil, fmt.Errorf("read esbuild's metafile: %w", err)
	}
	for _, input := range slices.Sorted(maps.Keys(meta.Inputs)) {
		if m := packageName.FindStringSubmatch(input); m != nil && !slices.Contains(packages, m[1]) {
			packages = append(packages, m[1])
		}
	}
	names = map[string]string{}
	for output, o := range meta.Outputs {
		if o.EntryPoint != "" {
			names[filepath.Base(o.EntryPoint)] = filepath.Base(output)
		}
	}
	if len(names) != len(entries) {
		return nil, nil, fmt.Errorf("esbuild wrote %d entries, want %d", len(names), len(entries))
	}
	return names, packages, nil
}

// writeLicences gathers the licence texts of the bundled packages and of the linked Go modules into dist/licences.txt, as
// those licences ask, and names the packages in dist/packages.json, for the bill of materials.
func writeLicences(web, dist string, names []string) error {
	var text bytes.Buffer
	installed := filepath.Join(web, "node_modules")
	for _, name := range names {
		if err := writeTexts(&text, name, filepath.Join(installed, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	modules, err := notices.Modules(web)
	if err != nil {
		return err
	}
	for _, m := range modules {
		name := m.Path + " " + m.Version
		if m.Path == "golang.org/x/sys" {
			name += " (and Go's standard library, whose licence is the same)" // some distributions of Go leave its file out
		}
		if err := writeTexts(&text, name, m.Dir); err != nil {
			return err
		}
	}
	packages, err := notices.Packages(installed, names)
	if err != nil {
		return err
	}
	list, err := json.MarshalIndent(packages, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(filepath.Join(dist, "licences.txt"), text.Bytes(), 0o644),
		os.WriteFile(filepath.Join(dist, packagesName), append(list, '\n'), 0o644))
}

func writeTexts(w io.Writer, name, folder string) error {
	texts, err := notices.Texts(name, folder)
	if err != nil {
		return err
	}
	return notices.Write(w, name, texts)
}

// packagesName is the file that lists the npm packages of the bundle.
const packagesName = "packages.json"
