package campaign_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// putBulk puts one review with actions of one team, some of which hold words
// that somebody on the way to the tracker stumbles over.
func putBulk(w *world, actions int, culprits ...int) {
	var b strings.Builder
	b.WriteString("# Incident\n\n**Date:** 2026-11-20\n\n## Action items\n\n")
	for a := range actions {
		words := ""
		for _, c := range culprits {
			if a == c {
				words = ", not by dropping tables"
			}
		}
		fmt.Fprintf(&b, "- [ ] Do the thing number %d%s (team: pay)\n", a, words)
	}
	w.put("reviews/r00.md", b.String())
}

// bulkStates counts the actions in each state.
func bulkStates(w *world) map[review.State]int {
	out := map[review.State]int{}
	for _, k := range w.records()["r00.md"].Actions {
		out[k.State]++
	}
	return out
}

// TestOneBadElementBlocksNoOther lets one of fifty be refused so that all are:
// forty-nine are made, and the one is when its words are other ones.
func TestOneBadElementBlocksNoOther(t *testing.T) {
	for name, tc := range map[string]struct {
		flavour  jirafake.Flavour
		fault    jirafake.Fault
		culprits []int
		passes   int // until all others are made, at most
		requests int // that ask for them, at most
	}{
		"400 in Jira's words": {jirafake.Cloud, jirafake.Refused(400, "Unexpected character."), []int{17}, 1, 13},
		"413 in Jira's words": {jirafake.DataCenter, jirafake.Refused(413, "The request is too large."), []int{49}, 1, 13},
		"three at once":       {jirafake.Cloud, jirafake.Refused(400, "Unexpected character."), []int{0, 24, 49}, 1, 35},
		"500 in Jira's words": {jirafake.DataCenter, jirafake.Refused(500, "Internal server error"), []int{31}, 12, 25},
		"500 of three":        {jirafake.Cloud, jirafake.Refused(500, "Internal server error"), []int{0, 24, 49}, 16, 45},
		"a proxy's page":      {jirafake.DataCenter, jirafake.Page(403), []int{0}, 12, 25},
		"a page with a 200":   {jirafake.Cloud, jirafake.Page(200), []int{25}, 12, 25},
		"a cut connection":    {jirafake.DataCenter, jirafake.Fault{Kind: jirafake.CutBefore}, []int{40}, 12, 25},
	} {
		t.Run(name, func(t *testing.T) {
			w, f := jiraWorld(t, jirafake.Options{Flavour: tc.flavour})
			w.rules.Modes = []review.Mode{review.ModeBlock}
			f.FailShare(1, jirafake.CreatesWith("dropping tables"), tc.fault)
			putBulk(w, 50, tc.culprits...)
			passes, good := 0, 50-len(tc.culprits)
			for passes < tc.passes && bulkStates(w)[review.Open] < good {
				w.pass()
				w.ahead += 2*time.Minute + time.Second
				passes++
			}
			t.Logf("%d passes, %d requests until %d are made", passes, f.Count(jirafake.Creates), bulkStates(w)[review.Open])
			if n := bulkStates(w)[review.Open]; n != good || f.Count(jirafake.Creates) > tc.requests {
				t.Errorf("%d are made by %d requests in %d passes, want %d by %d in %d", n, f.Count(jirafake.Creates), passes, good, tc.requests, tc.passes)
			}
			for range 10 { // the others are asked for until a person is
				w.pass()
				w.ahead += 40 * time.Minute
			}
			if n := bulkStates(w)[review.Blocked]; n != len(tc.culprits) {
				t.Errorf("%v, want just the culprits blocked", bulkStates(w))
			}
			for _, s := range w.pass().Steps {
				if s.Op != plan.OpWait {
					t.Errorf("nothing changed, but: %s %q: %s", s.Op, s.Title, s.Why)
				}
			}
			for _, c := range tc.culprits {
				w.edit("reviews/r00.md", fmt.Sprintf("number %d, not by dropping tables", c), fmt.Sprintf("number %d, by hand", c))
			}
			w.pass()
			if n := bulkStates(w)[review.Open]; n != 50 {
				t.Errorf("the cause is out of the line, but: %v", bulkStates(w))
			}
			jiraExactlyOnce(t, f, 50)
			w.forget()
			w.open()
			w.ahead += 3 * time.Minute
			w.sync(plan.Request{})
			w.quiet()
			jiraExactlyOnce(t, f, 50)
		})
	}
}

// TestHalvesGoOnAfterAStop ends a pass among its halves, by a stop and by a
// tracker that asks to be left alone: the next passes go on from there.
func TestHalvesGoOnAfterAStop(t *testing.T) {
	for name, disturb := range map[string]func(f *jirafake.Fake, stop func()){
		"told to stop": func(f *jirafake.Fake, stop func()) {
			n := 0
			f.FailShare(0, func(e jirafake.Exchange) bool {
				if jirafake.Creates(e) {
					if n++; n == 3 {
						stop()
					}
				}
				return false
			}, jirafake.Fault{})
		},
		"too many requests": func(f *jirafake.Fake, _ func()) {
			n := 0
			f.FailNext(1, func(e jirafake.Exchange) bool {
				if jirafake.Creates(e) {
					n++
				}
				return n == 3
			}, jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "2"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, f := jiraWorld(t, jirafake.Options{})
			w.loop.Gatherer.Backoff = &tracker.Backoff{}
			w.loop.Executor.Backoff = w.loop.Gatherer.Backoff
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			disturb(f, stop)
			f.FailShare(1, jirafake.CreatesWith("dropping tables"), jirafake.Refused(400, "Unexpected character."))
			putBulk(w, 50, 17)
			if _, err := w.open().Pass(ctx, gather.Request{}); err != nil {
				t.Fatal(err)
			}
			if n := f.Count(jirafake.Creates); n != 3 {
				t.Fatalf("%d requests before the stop: %v", n, bulkStates(w))
			}
			time.Sleep(2100 * time.Millisecond) // the client knows only this machine's clock
			for range 3 {
				w.ahead += 2*time.Minute + time.Second
				w.pass()
			}
			if got := bulkStates(w); got[review.Open] != 49 || got[review.Blocked] != 1 || f.Count(jirafake.Creates) > 20 {
				t.Errorf("%v by %d requests", got, f.Count(jirafake.Creates))
			}
			jiraExactlyOnce(t, f, 49)
		})
	}
}
