// Command simulate tries the estimate of referrals avoided on made-up provinces of which the truth is known, and writes
// how often its interval holds it (docs/validation.md). It draws from a fixed seed, so that every run gives the same
// table.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
)

func main() {
	out := flag.String("out", "", "file to write; empty = standard output")
	runs := flag.Int("provinces", 1000, "provinces per setting")
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "provinces estimated at a time")
	flag.Parse()
	if err := run(*out, *runs, *workers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, runs, workers int) error {
	var rows []outcome
	for i, s := range settings() {
		o, err := try(s, uint64(i+1), runs, workers)
		if err != nil {
			return err
		}
		rows = append(rows, o)
	}
	text := page(rows, runs)
	if out == "" {
		_, err := fmt.Print(text)
		return err
	}
	return os.WriteFile(out, []byte(text), 0o644)
}
