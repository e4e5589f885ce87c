// Command assets bundles the dashboard's scripts, styles and fonts from their npm packages into the git-ignored
// folder that the dashboard embeds. It does nothing when nothing changed since the last run.
//
//	go run ./cmd/assets [-web dashboard/web] [-force]
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	web := flag.String("web", "dashboard/web", "folder of package.json, scripts and styles")
	force := flag.Bool("force", false, "bundle even if nothing changed")
	flag.Parse()
	if err := run(*web, *force, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}
