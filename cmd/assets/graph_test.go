package main

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

const web = "../../dashboard/web"

// imports gives, for each script reached from the entries, the scripts that it imports; paths are relative to scripts/.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	points := []string{filepath.Join(web, filepath.FromSlash(pictureEntry))}
	for _, e := range entries {
		if strings.HasPrefix(e, "scripts/") {
			points = append(points, filepath.Join(web, filepath.FromSlash(e)))
		}
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: points, Outdir: "out", Bundle: true, Metafile: true, Write: false, Packages: api.PackagesExternal,
		Loader: map[string]api.Loader{".css": api.LoaderText}, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		t.Fatal(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}))
	}
	var meta struct {
		Inputs map[string]struct {
			Imports []struct {
				Path     string `json:"path"`
				External bool   `json:"external"`
			} `json:"imports"`
		} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		t.Fatal(err)
	}
	script := func(file string) (string, bool) {
		_, name, ok := strings.Cut(filepath.ToSlash(file), "web/scripts/")
		return name, ok
	}
	graph := map[string][]string{}
	for file, input := range meta.Inputs {
		from, ok := script(file)
		if !ok { // a style sheet
			continue
		}
		graph[from] = nil
		for _, i := range input.Imports {
			if to, ok := script(i.Path); ok && !i.External {
				graph[from] = append(graph[from], to)
			}
		}
	}
	return graph
}

// circle gives a way from a node back to itself, or nothing.
func circle(graph map[string][]string) []string {
	done := map[string]bool{}
	var visit func(node string, way []string) []string
	visit = func(node string, way []string) []string {
		if i := slices.Index(way, node); i >= 0 {
			return append(slices.Clone(way[i:]), node)
		}
		if done[node] {
			return nil
		}
		for _, next := range graph[node] {
			if found := visit(next, append(way, node)); found != nil {
				return found
			}
		}
		done[node] = true
		return nil
	}
	for _, node := range slices.Sorted(maps.Keys(graph)) {
		if found := visit(node, nil); found != nil {
			return found
		}
	}
	return nil
}

// A script may be read from what it imports downwards, and so may a folder of scripts: there is no circle.
func TestScriptsImportOneWay(t *testing.T) {
	graph := imports(t)
	if len(graph) < 40 {
		t.Fatal("only", len(graph), "scripts were found")
	}
	if found := circle(graph); found != nil {
		t.Error("scripts in a circle:", strings.Join(found, " → "))
	}
	folders := map[string][]string{}
	for from, list := range graph {
		for _, to := range list {
			if a, b := path.Dir(from), path.Dir(to); a != b && !slices.Contains(folders[a], b) {
				folders[a] = append(folders[a], b)
			}
		}
	}
	if len(folders["."]) < 4 {
		t.Fatal("the entries reach the folders", folders["."])
	}
	if found := circle(folders); found != nil {
		t.Error("folders of scripts in a circle:", strings.Join(found, " → "))
	}
}

func TestCirclesAreFound(t *testing.T) {
	if found := circle(map[string][]string{"a": {"b", "c"}, "b": {"c"}, "c": {"d"}}); found != nil {
		t.Error("there is none:", found)
	}
	if found := circle(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"d", "b"}}); strings.Join(found, "") != "bcb" {
		t.Error(found)
	}
}

// A script that no entry reaches is in no bundle.
func TestEveryScriptIsBundled(t *testing.T) {
	graph := imports(t)
	folder := filepath.Join(web, "scripts")
	err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".js" {
			return err
		}
		name, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		if _, ok := graph[filepath.ToSlash(name)]; !ok && path.Base(name) != typesName {
			t.Errorf("no entry reaches %s", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// typesName is the file of a folder that holds no more than the shapes its scripts share, in comments.
const typesName = "types.js"
