// Command simulate tries the estimate of referrals avoided on made-up provinces of which the truth is known, and writes
// how often its interval holds it (docs/validation.md). It draws from a fixed seed, so that every run gives the same
// table.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "", "file to write; empty = standard output")
	runs := flag.Int("provinces", 1000, "provinces per setting")
	flag.Parse()
	if err := run(*out, *runs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, runs int) error {
	var rows []outcome
	for i, s := range settings {
		o, err := try(s, uint64(i+1), runs)
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
