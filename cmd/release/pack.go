package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// packed is one file of an archive: from a path, or with its content at hand.
type packed struct {
	name    string
	path    string
	content []byte
	mode    int64
}

// pack writes the files into one folder of a tar.gz. Times and owners are left out, so that the same files give the same
// bytes.
func pack(path, folder string, files []packed) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	squeezed, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(squeezed)
	for _, file := range files {
		if err := addTo(archive, folder, file); err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
	}
	return errors.Join(archive.Close(), squeezed.Close())
}

func addTo(archive *tar.Writer, folder string, file packed) error {
	content := file.content
	if file.path != "" {
		var err error
		if content, err = os.ReadFile(file.path); err != nil {
			return err
		}
	}
	head := &tar.Header{Name: folder + "/" + file.name, Mode: file.mode, Size: int64(len(content)), ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
	if err := archive.WriteHeader(head); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}

// writeSums lists the SHA-256 of each archive, in the form that sha256sum -c reads.
func writeSums(path string, archives []string) error {
	var text strings.Builder
	for _, archive := range archives {
		f, err := os.Open(archive)
		if err != nil {
			return err
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		fmt.Fprintf(&text, "%s  %s\n", hex.EncodeToString(h.Sum(nil)), filepath.Base(archive))
	}
	return os.WriteFile(path, []byte(text.String()), 0o644)
}
