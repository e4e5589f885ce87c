package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"luanphien/ingest/mend"
	"luanphien/queries/engine"
)

// errorLog is the file in the data folder that keeps the engines' errors in full; the commands show sentences.
const errorLog = "errors.log"

// say tells a person why a command failed. What an engine says names tables, files and settings: it goes to the log.
func say(w io.Writer, dataFolder string, err error) {
	if own := mend.Problem(err); own != nil {
		fmt.Fprintln(w, own)
		if own.Err != nil && engine.Failed(own.Err) {
			logError(dataFolder, err, own.Err)
		}
		return
	}
	vi, en, ok := engine.Sentence(err)
	if !ok {
		if vi, en, ok := systemSentences(err); ok {
			fmt.Fprintf(w, "%s\n%s\n", vi, en)
			return
		}
		fmt.Fprintln(w, err)
		return
	}
	if option := engine.Option(err); option != "" {
		vi, en = vi+" ("+option+")", en+" ("+option+")"
	}
	fmt.Fprintf(w, "%s\n%s\n", vi, en)
	if path := logError(dataFolder, err, nil); path != "" {
		fmt.Fprintf(w, "Nhật ký lỗi (log of errors): %s\n", path)
	}
}

// logError adds an error, and its cause where it does not name it, to the log, and gives the log's path; "" where there
// is no data folder or it cannot be written to.
func logError(dataFolder string, err, cause error) string {
	path := filepath.Join(dataFolder, errorLog)
	f, failed := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if failed != nil {
		return ""
	}
	defer f.Close()
	if _, failed := fmt.Fprintf(f, "%s %q: %v; %v\n", time.Now().Format(time.RFC3339), os.Args, err, cause); failed != nil {
		return ""
	}
	return path
}

// UsageError is a command called the wrong way; it ends the program with code 2.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }

func (e *UsageError) Unwrap() error { return e.Err }
