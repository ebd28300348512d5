package campaign_test

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

// TestRestrictedReview copies nothing of the review to where more people can
// read: not into its items, their markers, or the log.
func TestRestrictedReview(t *testing.T) {
	w := newWorld(t)
	loop := w.open()
	loop.Gatherer.Sources[0].Restricted = func(path string, _ review.Review) bool { return strings.HasPrefix(path, "sec/") }
	w.put("reviews/sec/exploit-in-login.md", "# Exploit in the login\n\n## Action items\n\n- [ ] Rotate the leaked keys of the ledger\n- [ ] Close the hole in the parser\n")
	w.pass()
	backlog := w.get("backlogs/payments.md")
	for _, want := range []string{"Follow-up 1 of a restricted review", "Follow-up 2 of a restricted review"} {
		if !strings.Contains(backlog, want) {
			t.Errorf("the backlog lacks %q:\n%s", want, backlog)
		}
	}
	events, err := w.store.Log(context.Background(), store.LogFilter{})
	if err != nil || len(events) == 0 {
		t.Fatal(events, err)
	}
	if strings.Contains(backlog, "sec/") || strings.Contains(backlog, "](") {
		t.Errorf("the backlog tells where the review is:\n%s", backlog)
	}
	log := ""
	for _, e := range events {
		log += e.Path + " " + e.What + " " + e.Why + "\n"
	}
	for _, word := range []string{"leaked", "parser", "Exploit"} {
		if strings.Contains(backlog, word) || strings.Contains(log, word) {
			t.Errorf("%q is told:\n%s\n%s", word, backlog, log)
		}
	}
	if strings.Contains(log, "exploit-in-login.md") {
		t.Errorf("the log names the review by its path:\n%s", log)
	}
	w.quiet()
	w.forget()
	loop = w.open()
	loop.Gatherer.Sources[0].Restricted = func(string, review.Review) bool { return true }
	w.pass()
	if w.items() != 2 {
		t.Errorf("%d items after the store was lost, want 2: the key is derived from the words", w.items())
	}
}

// TestRestrictedLater: a review that becomes restricted is named no more by an
// equal one that asks about it, as soon as a pass reads it.
func TestRestrictedLater(t *testing.T) {
	w := newWorld(t)
	loop := w.open()
	loop.Gatherer.Sources[0].Restricted = func(_ string, r review.Review) bool { return len(r.Meta["visibility"]) > 0 }
	const text = "# Flood\n\n## Action items\n\n- [ ] Alert on the level\n- [ ] Raise the dam\n"
	w.put("reviews/acme.md", text)
	w.put("reviews/same.md", text)
	w.pass()
	if !strings.Contains(w.get("reviews/same.md"), "line for line as in acme.md") {
		t.Fatalf("it does not ask:\n%s", w.get("reviews/same.md"))
	}
	w.edit("reviews/acme.md", "# Flood", "---\nvisibility: restricted\n---\n# Flood")
	w.pass()
	if got := w.get("reviews/same.md"); strings.Contains(got, "acme") || strings.Contains(got, "payments-") || !strings.Contains(got, "another review") {
		t.Errorf("it names the restricted one:\n%s", got)
	}
	w.quiet()
}

// unlisted is a source below whose folder something can't be read.
type unlisted struct{ source.Source }

func (unlisted) List(context.Context) ([]source.Entry, error) {
	return nil, fmt.Errorf("list: %w", &fs.PathError{Op: "openat", Path: "secret/acme-breach", Err: fs.ErrPermission})
}

// TestUnlistedRestricted: where some reviews are restricted, no log and no other
// review says which place of them can't be read.
func TestUnlistedRestricted(t *testing.T) {
	w := newWorld(t)
	loop := w.open()
	loop.Gatherer.Sources[0].Restricted = func(string, review.Review) bool { return false }
	w.put("reviews/a.md", "# Flood\n\n## Action items\n\n- [ ] Alert on the level\n")
	w.pass()
	loop.Gatherer.Sources[0].Source = unlisted{loop.Gatherer.Sources[0].Source}
	o := w.run(gather.Request{Request: plan.Request{Again: true}})
	if len(o.Failures) != 1 || o.Failures[0].Told == nil || strings.Contains(o.Failures[0].Told.Error(), "acme") {
		t.Errorf("what is told: %+v", o.Failures)
	}
	for _, r := range w.records() {
		for _, k := range r.Actions {
			if strings.Contains(k.Reason, "acme") {
				t.Error(k.Reason)
			}
		}
	}
	for _, d := range o.Steps {
		if strings.Contains(d.Why, "acme") {
			t.Error(d.Why)
		}
	}
}
