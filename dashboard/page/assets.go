package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"os"
	"path"
	"strings"
	"sync"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/web"
)

// errNoAssets is the clear sentence for a build without the bundle.
var errNoAssets = errors.New("chưa đóng gói script, kiểu chữ và phông: chạy «make assets» rồi dựng lại chương trình / " +
	"the scripts, styles and fonts were not bundled: run “make assets” and build again")

// ownAssets are those of the program itself, one for all servers.
var ownAssets = sync.OnceValues(func() (*Assets, error) {
	bundle, err := web.Bundle()
	if err != nil {
		return nil, err
	}
	return loadAssets(bundle)
})

// Assets is the bundle in memory: each file plain and, once it was asked for so, per encoding.
type Assets struct {
	names map[string]string         // plain entry name → name with content hash
	fonts []string                  // addresses of the letters, by name
	Files map[string]*answer.Answer // path under /assets/ → bytes
}

// loadAssets reads a bundle; errNoAssets when there is none.
func loadAssets(bundle fs.FS) (*Assets, error) {
	b, err := fs.ReadFile(bundle, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoAssets
	}
	if err != nil {
		return nil, err
	}
	a := &Assets{Files: map[string]*answer.Answer{}}
	if err := json.Unmarshal(b, &a.names); err != nil {
		return nil, fmt.Errorf("the bundle's manifest: %w", err)
	}
	files, err := fs.ReadDir(bundle, ".")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.IsDir() || strings.HasPrefix(f.Name(), ".") || f.Name() == "manifest.json" {
			continue
		}
		body, err := fs.ReadFile(bundle, f.Name())
		if err != nil {
			return nil, err
		}
		a.Files[f.Name()] = answer.New(contentType(f.Name()), body)
		if path.Ext(f.Name()) == ".ttf" {
			a.fonts = append(a.fonts, "/assets/"+f.Name())
		}
	}
	return a, nil
}

// OpenAssets gives what yields the bundle to serve: in development the one that lies in the source tree now.
func OpenAssets(dev bool) (func() (*Assets, error), error) {
	if dev {
		return func() (*Assets, error) { return loadAssets(os.DirFS("dashboard/web/dist")) }, nil
	}
	own, err := ownAssets()
	return func() (*Assets, error) { return own, nil }, err
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".ttf":
		return "font/ttf"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// URL is the address of an entry of the bundle ("main.js"), with its content hash.
func (a *Assets) URL(entry string) (string, error) {
	name, ok := a.names[entry]
	if !ok {
		return "", fmt.Errorf("the bundle has no %s", entry)
	}
	return "/assets/" + name, nil
}

// Pack readies what pages ask for first, in the forms that browsers take.
func (a *Assets) Pack() {
	for _, file := range a.Files {
		for _, e := range answer.Encodings {
			file.Form(e.Name)
		}
	}
}
