// Command luanphien loads the files of a rotation programme, publishes them as editions and serves the dashboard.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"luanphien/analytics/console"
)

func main() {
	if console.IsChild(os.Args) {
		console.Main()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
