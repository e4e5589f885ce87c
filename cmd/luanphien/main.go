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
	os.Exit(runProcess())
}

// runProcess runs the program as this process is asked to, until it is done or a signal ends it.
func runProcess() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}
