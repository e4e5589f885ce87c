// Command assets bundles the dashboard's scripts, styles and fonts from their npm packages into the git-ignored
// folder that the dashboard embeds. It does nothing when nothing changed since the last run.
//
//	go run ./cmd/assets [-web dashboard/web] [-force] [-watch]
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	web := flag.String("web", "dashboard/web", "folder of package.json, scripts and styles")
	force := flag.Bool("force", false, "bundle even if nothing changed")
	watch := flag.Bool("watch", false, "go on, and bundle again at each change")
	flag.Parse()
	if *watch {
		follow(*web)
	}
	if err := run(*web, *force, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

// follow bundles at each change of a style or script until the process is ended. What cannot be bundled is said once.
func follow(web string) {
	said := ""
	for ; ; time.Sleep(300 * time.Millisecond) {
		sum, err := inputsSum(web)
		if err == nil && !upToDate(filepath.Join(web, "dist"), sum) && sum != said {
			if err = run(web, false, os.Stdout); err != nil {
				said = sum
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "assets:", err)
		}
	}
}
