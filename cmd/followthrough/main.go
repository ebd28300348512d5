// Command followthrough watches published post-mortems, puts each follow-up
// action into the normal backlog of the team that owns it, and reports what
// became of it back into the review.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/store/witness"
)

func main() {
	e := terminal.Machine()
	e.Runtime = witness.Places(os.Getenv)
	os.Exit(heeding(e))
}

// heeding runs the program until it is done or told to stop.
func heeding(e terminal.Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], e)
}
