// Command licences checks, without a network, that every module linked into the program and every npm package of its
// bundle carries a licence under which the program may be given away.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"luanphien/cmd/internal/notices"
)

func main() {
	wrong, count, err := check(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
	for _, w := range wrong {
		fmt.Fprintln(os.Stderr, "licences:", w)
	}
	if len(wrong) > 0 {
		os.Exit(1)
	}
	fmt.Printf("licences: %d modules and packages, all allowed (%s)\n", count, strings.Join(notices.Allowed, ", "))
}

// check gives what is wrong, and how many modules and packages there are.
func check(checkout string) (wrong []string, count int, err error) {
	root, err := notices.Root(checkout)
	if err != nil {
		return nil, 0, err
	}
	modules, err := notices.Modules(root)
	if err != nil {
		return nil, 0, err
	}
	folders := map[string]string{}
	for _, m := range modules {
		folders[m.Path+" "+m.Version] = m.Dir
	}
	packages, err := installed(filepath.Join(root, "dashboard", "web"))
	if err != nil {
		return nil, 0, err
	}
	for name, folder := range packages {
		folders["npm "+name] = folder
	}
	for name, folder := range folders {
		texts, err := notices.Texts(name, folder)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		if why := notices.Refused(texts); why != "" {
			wrong = append(wrong, name+": "+why)
		}
	}
	slices.Sort(wrong)
	return wrong, len(folders), nil
}

// installed lists the npm packages that the lock file names for the bundle, not those of the tests, with their folders.
func installed(web string) (map[string]string, error) {
	b, err := os.ReadFile(filepath.Join(web, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version string `json:"version"`
			Dev     bool   `json:"dev"`
		} `json:"packages"`
	}
	if err := json.Unmarshal(b, &lock); err != nil {
		return nil, err
	}
	folders := map[string]string{}
	for path, p := range lock.Packages {
		if path != "" && !p.Dev {
			folders[strings.TrimPrefix(path, "node_modules/")+" "+p.Version] = filepath.Join(web, filepath.FromSlash(path))
		}
	}
	return folders, nil
}
