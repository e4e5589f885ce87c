// Command simulate tries the estimate of referrals avoided on made-up provinces of which the truth is known, and writes
// how often its interval holds it (docs/validation.md). It draws from a fixed seed, so that every run gives the same
// table.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"runtime"
)

func main() {
	out := flag.String("out", "", "file to write; empty = standard output")
	runs := flag.Int("provinces", 1000, "provinces per setting")
	biasedRuns := flag.Int("biased", 0, "provinces per setting with a known bias; 0 = as many")
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "provinces estimated at a time")
	flag.Parse()
	if err := run(*out, *runs, cmp.Or(*biasedRuns, *runs), *workers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, runs, biasedRuns, workers int) error {
	var rows []outcome
	for i, s := range settings() {
		n := runs
		if s.kind == biased {
			n = biasedRuns
		}
		o, err := try(s, uint64(i+1), n, workers)
		if err != nil {
			return err
		}
		rows = append(rows, o)
		fmt.Fprintf(os.Stderr, "%s: the interval holds the truth in %.1f %%, %s\n", s.name, o.of(o.held), o.verdict())
	}
	text := page(rows)
	if out == "" {
		_, err := fmt.Print(text)
		return err
	}
	return os.WriteFile(out, []byte(text), 0o644)
}
