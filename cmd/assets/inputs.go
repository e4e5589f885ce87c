package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"

	"luanphien/cmd/internal/notices"
)

// stampName holds the sum of the inputs that a bundle, or an installed set of packages, was made of.
const stampName = ".inputs"

// install runs `npm ci --ignore-scripts` unless the packages of this very lock file are there already.
func install(web string, out io.Writer) error {
	h := sha256.New()
	for _, name := range []string{"package.json", "package-lock.json"} {
		if err := addFile(h, web, name); err != nil {
			return err
		}
	}
	sum := hex.EncodeToString(h.Sum(nil))
	modules := filepath.Join(web, "node_modules")
	if b, err := os.ReadFile(filepath.Join(modules, stampName)); err == nil && string(b) == sum {
		return nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return errors.New("npm is missing: install Node.js (20 or later) with npm, then run this again")
	}
	fmt.Fprintln(out, "assets: npm ci --ignore-scripts")
	c := exec.Command(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	c.Dir = web
	if text, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci failed: %w\n%s", err, text)
	}
	return os.WriteFile(filepath.Join(modules, stampName), []byte(sum), 0o644)
}

// inputsSum is the SHA-256 over everything a bundle depends on: own scripts and styles, the lock file, the project's
// modules (their licences are in it) and those of this program.
func inputsSum(web string) (string, error) {
	h := sha256.New()
	if err := addFile(h, web, "package-lock.json"); err != nil {
		return "", err
	}
	root, err := notices.Root(web)
	if err != nil {
		return "", err
	}
	if err := addFile(h, root, "go.mod"); err != nil {
		return "", err
	}
	for _, folder := range []string{"scripts", "styles"} {
		err := filepath.WalkDir(filepath.Join(web, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name, err := filepath.Rel(web, path)
			if err != nil {
				return err
			}
			return addFile(h, web, name)
		})
		if err != nil {
			return "", err
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintln(h, m.Path, m.Version)
		}
	}
	fmt.Fprintln(h, recipe)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// recipe goes up when the way of bundling changes, so that bundles of the old way are made anew.
const recipe = 5

func addFile(w io.Writer, folder, name string) error {
	b, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s %d\n", filepath.ToSlash(name), len(b))
	_, err = w.Write(b)
	return err
}

func upToDate(dist, sum string) bool {
	b, err := os.ReadFile(filepath.Join(dist, stampName))
	if err != nil || string(b) != sum {
		return false
	}
	_, err = os.Stat(filepath.Join(dist, manifestName))
	return err == nil
}
