package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"luanphien/cmd/internal/notices"
)

// bill is a bill of materials in the CycloneDX form, version 1.5.
type bill struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type     string    `json:"type"`
	Name     string    `json:"name"`
	Version  string    `json:"version"`
	Purl     string    `json:"purl,omitempty"`
	Licences []licence `json:"licenses,omitempty"`
}

type licence struct {
	Expression string `json:"expression"`
}

// billOfMaterials lists what is in the binary: the Go toolchain, every linked module, every npm package and font of the
// bundle. The licences of Go modules are in licences.txt, whole; npm packages declare theirs by name.
func billOfMaterials(root, version string, env []string) ([]byte, error) {
	b := bill{Format: "CycloneDX", Spec: "1.5", Version: 1,
		Metadata: metadata{component{Type: "application", Name: "luanphien", Version: version, Licences: []licence{{"Apache-2.0"}}}}}
	compiler := strings.TrimPrefix(runtime.Version(), "go")
	b.Components = append(b.Components, component{Type: "library", Name: "std", Version: compiler, Purl: "pkg:golang/std@" + compiler})
	modules, err := notices.Modules(root, env...)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		b.Components = append(b.Components, component{Type: "library", Name: m.Path, Version: m.Version, Purl: "pkg:golang/" + m.Path + "@" + m.Version})
	}
	text, err := os.ReadFile(filepath.Join(root, "dashboard", "web", "dist", "packages.json"))
	if err != nil {
		return nil, err
	}
	var packages []notices.Package
	if err := json.Unmarshal(text, &packages); err != nil {
		return nil, err
	}
	for _, p := range packages {
		c := component{Type: "library", Name: p.Name, Version: p.Version, Purl: "pkg:npm/" + strings.Replace(p.Name, "@", "%40", 1) + "@" + p.Version}
		if p.Licence != "" {
			c.Licences = []licence{{p.Licence}}
		}
		b.Components = append(b.Components, c)
	}
	return json.MarshalIndent(b, "", "  ")
}
