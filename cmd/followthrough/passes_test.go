package main

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/reconcile"
)

// Where nobody is asked any more, whoever is missing is asked anew at once, and not for
// ever.
func TestWhoIsNotAskedIsNotWaitedFor(t *testing.T) {
	a := &app{reconciler: &reconcile.Reconciler{Gatherer: &gather.Gatherer{}}}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for n, m := 1, (missed{}); n <= mostAnew+1; n++ {
		if anew := a.answered(ctx, terminal.Env{Err: io.Discard, Width: 80}, []gather.Late{{Tracker: "jira"}}, &m); anew != (n <= mostAnew) {
			t.Errorf("time %d: asked anew is %v", n, anew)
		}
	}
}
