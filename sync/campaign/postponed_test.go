package campaign_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
)

// Whoever re-words many reviews at once makes the rest of them wait for the next
// pass, and no source or tracker for them; what decides who may see them counts at
// once.
func TestReviewsRewordedAtOncePartOverPasses(t *testing.T) {
	const reviews, lines = 7, 700
	w := newWorld(t)
	w.rules.Modes = nil
	w.teams[0].Create = mapping.CreateOff
	write := func(front, verb string) {
		for r := range reviews {
			var b strings.Builder
			fmt.Fprintf(&b, "%s# Incident %d\n\n## Action items\n\n", front, r)
			for i := range lines {
				words := strings.Fields(strings.Repeat("check that the alert for this service is sent to the team ", 3))
				for k := range 6 {
					words[k*5] = fmt.Sprintf("%s%dx%d", verb, k, i)
				}
				fmt.Fprintf(&b, "- [ ] %s\n", strings.Join(words, " "))
			}
			w.put(fmt.Sprintf("reviews/r%d.md", r), b.String())
		}
	}
	write("", "old")
	w.pass()
	write("", "new")
	first := postponed(w.sync(plan.Request{}).Steps)
	if first == 0 || first == reviews {
		t.Fatalf("%d of %d reviews wait for the next pass", first, reviews)
	}
	last := first
	for range reviews {
		if last = postponed(w.sync(plan.Request{}).Steps); last == 0 {
			break
		}
	}
	if last != 0 {
		t.Errorf("%d reviews still wait", last)
	}
	for name, r := range w.records() {
		for _, k := range r.Actions {
			if k.Position >= 0 && !strings.HasPrefix(k.Reading.Title, "new") {
				t.Fatalf("%s: %q was not read anew", name, k.Reading.Title)
			}
		}
	}
	// Taken back while its lines would wait: nothing waits.
	write("---\ndraft: true\n---\n", "third")
	w.sync(plan.Request{})
	for name, r := range w.records() {
		if r.Published {
			t.Errorf("%s is still published", name)
		}
	}
}

// postponed counts the reviews whose lines wait for the next pass.
func postponed(steps []execute.Done) (n int) {
	for _, d := range steps {
		if d.Op == plan.OpWait && strings.Contains(d.Why, "its lines are read in the next") {
			n++
		}
	}
	return n
}
