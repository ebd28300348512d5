package campaign_test

import (
	"context"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
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
