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

// Where nobody is asked any more, whoever is missing is asked anew at once.
func TestWhoIsNotAskedIsNotWaitedFor(t *testing.T) {
	a := &app{reconciler: &reconcile.Reconciler{Gatherer: &gather.Gatherer{}}}
	told := ""
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	if !a.answered(ctx, terminal.Env{Err: io.Discard, Width: 80}, []gather.Late{{Tracker: "jira"}}, &told) {
		t.Error("it is waited for who is not asked")
	}
}
