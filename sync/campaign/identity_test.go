package campaign_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// logged are the reasons that the log gives for what happened.
func (w *world) logged(what string) (why []string) {
	w.t.Helper()
	w.open()
	all, err := w.store.Log(context.Background(), store.LogFilter{Limit: 1000})
	must(w.t, err)
	for _, e := range all {
		if e.What == what {
			why = append(why, e.Why)
		}
	}
	return why
}

// An item whose action neither the review nor anybody else knows is told in the
// log and written nowhere, one or very many of them, and the review is written
// to all the same.
func TestItemsOfUnknownActionsStayOutOfTheReview(t *testing.T) {
	for _, n := range []int{1, 3, 500} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = []review.Mode{review.ModeBlock}
			var gone []string
			for i := range n {
				gone = append(gone, fmt.Sprintf("Bring back the forgotten thing of cellar%d", i))
			}
			w.put("reviews/a.md", document(append(gone, "Alert on queue depth")))
			w.pass()
			w.put("reviews/a.md", document([]string{"Alert on queue depth"}))
			w.forget()
			w.pass()
			if r := w.records()["a.md"]; len(r.Actions) != 1 || r.Actions[0].State != review.Open {
				t.Errorf("the record: %v", titles(r))
			}
			text := w.get("reviews/a.md")
			if strings.Contains(text, "cellar") || !strings.Contains(text, "0 of 1 action settled") || !strings.Contains(text, "payments-") {
				t.Errorf("the review:\n%s", text)
			}
			if told := len(w.logged("unknown action")); told != min(n, 10) {
				t.Errorf("told %d times of %d items", told, n)
			}
			w.quiet()
			// Its line coming back takes up the same item.
			w.put("reviews/a.md", strings.Replace(w.get("reviews/a.md"), "- [ ] Alert", "- [ ] "+gone[0]+"\n- [ ] Alert", 1))
			w.pass()
			w.states("a.md", map[string]review.State{gone[0]: review.Open})
			if items := w.items(); items != n+1 {
				t.Errorf("%d items, want %d", items, n+1)
			}
		})
	}
}

// What the review's own block knows is no unknown action.
func TestWithdrawnActionsAreKnownByTheBlock(t *testing.T) {
	w := begun(t)
	w.edit("reviews/a.md", strings.SplitAfter(strings.SplitAfter(w.get("reviews/a.md"), "## Action items\n\n")[1], "\n")[0], "")
	w.pass()
	before := w.get("reviews/a.md")
	w.forget()
	w.pass()
	if len(w.records()["a.md"].Actions) != 3 || w.get("reviews/a.md") != before {
		t.Errorf("%v\n%s", titles(w.records()["a.md"]), firstDifference(before, w.get("reviews/a.md")))
	}
}
