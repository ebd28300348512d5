// Command followthrough watches published post-mortems, puts each follow-up
// action into the normal backlog of the team that owns it, and reports what
// became of it back into the review.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], machine()))
}
