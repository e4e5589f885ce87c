// Command release builds the program for the platforms it is given away for, and packs each with its licences and its
// bill of materials: luanphien-VERSION-linux-ARCH.tar.gz, with one file of checksums for all.
//
//	go run ./cmd/release [-out bin/release] [-platforms amd64,arm64]
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"luanphien/cmd/internal/notices"
	"luanphien/queries/release"
)

func main() {
	out := flag.String("out", "bin/release", "folder of the archives")
	platforms := flag.String("platforms", "amd64,arm64", "processors to build for, on Linux")
	flag.Parse()
	if err := run(".", *out, strings.Split(*platforms, ","), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// crossCompilers are the C compilers that build for another processor, as Debian names them.
var crossCompilers = map[string]string{"amd64": "x86_64-linux-gnu-gcc", "arm64": "aarch64-linux-gnu-gcc"}

// run builds and packs for each platform and writes the checksums. A platform whose C compiler is not on this machine is
// named and left out; none at all is an error.
func run(checkout, out string, platforms []string, told io.Writer) error {
	root, err := notices.Root(checkout)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var archives []string
	for _, arch := range platforms {
		compiler, err := compilerFor(arch)
		if err != nil {
			fmt.Fprintln(told, "release: left out:", err)
			continue
		}
		archive, err := build(root, out, arch, compiler)
		if err != nil {
			return fmt.Errorf("%s: %w", arch, err)
		}
		fmt.Fprintln(told, "release:", archive)
		archives = append(archives, archive)
	}
	if len(archives) == 0 {
		return errors.New("no platform could be built")
	}
	return writeSums(filepath.Join(out, "SHA256SUMS"), archives)
}

// compilerFor finds the C compiler for a processor: the engine is C++, so Go's own compiler is not enough.
func compilerFor(arch string) (string, error) {
	name, known := crossCompilers[arch]
	switch {
	case !known:
		return "", fmt.Errorf("linux/%s is not a platform of the engine", arch)
	case arch == runtime.GOARCH && runtime.GOOS == "linux":
		return "gcc", nil
	}
	if _, err := exec.LookPath(name); err != nil {
		return "", fmt.Errorf("linux/%s needs %s (on Debian: apt-get install g++-%s)", arch, name, strings.TrimSuffix(strings.ReplaceAll(name, "_", "-"), "-gcc"))
	}
	return name, nil
}

// build makes the archive of one platform and gives its path.
func build(root, out, arch, compiler string) (string, error) {
	env := []string{"GOOS=linux", "GOARCH=" + arch, "CGO_ENABLED=1", "CC=" + compiler, "CXX=" + strings.TrimSuffix(compiler, "gcc") + "g++"}
	work, err := os.MkdirTemp("", "luanphien-release-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	binary := filepath.Join(work, "luanphien")
	goBuild := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, notices.Program)
	goBuild.Dir, goBuild.Env = root, append(os.Environ(), env...)
	if text, err := goBuild.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, text)
	}
	bill, err := billOfMaterials(root, release.Number, env)
	if err != nil {
		return "", err
	}
	name := "luanphien-" + release.Number + "-linux-" + arch
	files := []packed{
		{name: "luanphien", path: binary, mode: 0o755},
		{name: "LICENSE", path: filepath.Join(root, "LICENSE"), mode: 0o644},
		{name: "README.md", path: filepath.Join(root, "README.md"), mode: 0o644},
		{name: "licences.txt", path: filepath.Join(root, "dashboard", "web", "dist", "licences.txt"), mode: 0o644},
		{name: "sbom.cdx.json", content: bill, mode: 0o644},
	}
	path := filepath.Join(out, name+".tar.gz")
	return path, pack(path, name, files)
}
