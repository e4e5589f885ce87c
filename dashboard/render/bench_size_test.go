package render

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// most is how large a PNG may be beside the one that resvg makes of the same SVG.
const most = 1.1

// BenchmarkPNGSize measures the files, not the time: each kind of figure beside what resvg writes of the same SVG, with the
// same fonts and at the same size.
func BenchmarkPNGSize(b *testing.B) {
	web, err := filepath.Abs("../web")
	if err != nil {
		b.Fatal(err)
	}
	folder := b.TempDir()
	fonts, err := filepath.Glob(filepath.Join(web, "dist", "BeVietnamPro_*.ttf"))
	if err != nil || len(fonts) == 0 {
		b.Fatal("run “make assets” first", err)
	}
	script, err := filepath.Abs("testdata/resvg.mjs")
	if err != nil {
		b.Fatal(err)
	}
	args := append(append([]string{script}, fonts...), "--")
	sizes := map[string]int{}
	for _, name := range names(b) {
		p := load(b, name)
		svg, err := renderer(b).bare(b.Context(), p)
		if err != nil {
			b.Fatal(err)
		}
		file, err := renderer(b).Pixels(svg, p.Words, 2)
		if err != nil {
			b.Fatal(err)
		}
		sizes[name] = len(file)
		path := filepath.Join(folder, name+".svg")
		if err := os.WriteFile(path, svg, 0o600); err != nil {
			b.Fatal(err)
		}
		args = append(args, path)
	}
	c := exec.Command("node", args...)
	c.Dir = web
	out, err := c.Output()
	if err != nil {
		b.Fatalf("resvg (npm, of the bundle's packages for tests): %v", err)
	}
	said := strings.Fields(string(out))
	for i, name := range names(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() { // nothing takes time here
			}
			theirs, err := strconv.Atoi(said[i])
			if err != nil {
				b.Fatal(err)
			}
			share := float64(sizes[name]) / float64(theirs)
			b.ReportMetric(float64(sizes[name])/1000, "kB")
			b.ReportMetric(share, "of-resvg")
			if share > most {
				b.Errorf("%.2f times as large as resvg's", share)
			}
		})
	}
}
