package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

// logged are the reasons that the log gives for what happened.
func (w *world) logged(what string) (why []string) {
	w.t.Helper()
	w.open()
	all, err := w.store.Log(context.Background(), store.LogFilter{Limit: 1000})
	if err != nil {
		w.t.Fatal(err)
	}
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
	w := newWorld(t)
	w.put("reviews/a.md", incident)
	w.pass()
	w.edit("reviews/a.md", strings.SplitAfter(strings.SplitAfter(w.get("reviews/a.md"), "## Action items\n\n")[1], "\n")[0], "")
	w.pass()
	before := w.get("reviews/a.md")
	w.forget()
	w.pass()
	if len(w.records()["a.md"].Actions) != 3 || w.get("reviews/a.md") != before {
		t.Errorf("%v\n%s", titles(w.records()["a.md"]), firstDifference(before, w.get("reviews/a.md")))
	}
}

// After a lost store a document that links one item of a review, or has one of
// its actions, is not that review: half of the items are.
func TestIdentityTakesHalfOfTheItems(t *testing.T) {
	for name, c := range map[string]struct {
		lines func(keys []string) []string
		same  bool
	}{
		"one link of four": {func(k []string) []string { return []string{"See to something else (" + k[0] + ")"} }, false},
		"the words of one": {func([]string) []string { return []string{"Alert on queue depth number 0", "And another thing"} }, false},
		"one link four times": {func(k []string) []string {
			return []string{"First (" + k[0] + ")", "Second (" + k[0] + ")", "Third (" + k[0] + ")"}
		}, false},
		"a link and its words": {func(k []string) []string { return []string{"Alert on queue depth number 0 (" + k[0] + ")"} }, false},
		"two links of four":    {func(k []string) []string { return []string{"Do this (" + k[0] + ")", "Do that (" + k[1] + ")"} }, true},
		"the words of two": {func([]string) []string {
			return []string{"Alert on queue depth number 0", "Alert on queue depth number 1"}
		}, true},
		"a link and other words": {func(k []string) []string { return []string{"Do this (" + k[0] + ")", "Alert on queue depth number 1"} }, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = nil
			var actions, keys []string
			for i := range 4 {
				actions = append(actions, fmt.Sprintf("Alert on queue depth number %d", i))
			}
			w.put("reviews/a.md", document(actions))
			w.pass()
			was := w.records()["a.md"]
			for _, k := range was.Actions {
				keys = append(keys, fmt.Sprintf("[%s](../backlogs/%s)", k.Item.Key, k.Item.URL))
			}
			w.remove("reviews/a.md")
			w.put("reviews/other.md", document(c.lines(keys)))
			w.forget()
			w.pass()
			if now := w.records()["other.md"]; (now.Key == was.Key) != c.same {
				t.Errorf("other.md is %s, a.md was %s: %v", now.Key, was.Key, titles(now))
			}
		})
	}
}

// While a source can't be read no document is taken for a review that may lie
// there, nor for a new one; when it can be read again nothing is made twice.
func TestNoIdentityWhileASourceIsUnreadable(t *testing.T) {
	for name, modes := range map[string][]review.Mode{"by items": nil, "by block": {review.ModeBlock}, "by links": {review.ModeLinks}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = modes
			w.put("reviews/a.md", incident)
			w.pass()
			was := w.records()["a.md"]
			w.move("reviews/a.md", "reviews/renamed.md")
			text := w.get("reviews/renamed.md")
			w.forget()
			other := gather.Source{Name: "wiki", Source: source.Broken{Name: "wiki", Err: errors.New("no route to it")}}
			loop := w.open()
			loop.Gatherer.Sources = append(loop.Gatherer.Sources, other)
			for range 3 {
				o := w.pass()
				if _, there := w.records()["renamed.md"]; there || w.items() != 3 || w.get("reviews/renamed.md") != text {
					t.Fatalf("taken up: %v, %d items", titles(w.records()["renamed.md"]), w.items())
				}
				if !strings.Contains(fmt.Sprint(o.Failures), "wiki can't be read, where that review may be") {
					t.Errorf("failures: %v", o.Failures)
				}
			}
			loop.Gatherer.Sources = loop.Gatherer.Sources[:1]
			w.pass()
			now := w.records()["renamed.md"]
			if now.Key != was.Key || w.items() != 3 || len(now.Actions) != 3 || now.Actions[0].Item == nil {
				t.Errorf("%s, was %s: %v; %d items", now.Key, was.Key, titles(now), w.items())
			}
			w.quiet()
		})
	}
}

// A document of another source than a marker names does not take its review
// over, however much it shares with it.
func TestMarkersWordsStayInTheirSource(t *testing.T) {
	w := newWorld(t)
	w.rules.Modes = nil
	w.put("reviews/a.md", incident)
	w.pass()
	was := w.records()["a.md"]
	w.put("backlogs/payments.md", strings.ReplaceAll(w.get("backlogs/payments.md"), `"source":"reviews"`, `"source":"secrets"`))
	if !strings.Contains(w.get("backlogs/payments.md"), "secrets") {
		t.Fatal("the markers name no source")
	}
	w.move("reviews/a.md", "reviews/other.md")
	w.forget()
	w.sync(plan.Request{})
	if now := w.records()["other.md"]; now.Key == was.Key || now.Key == "" {
		t.Errorf("other.md is %s, the other source's %s", now.Key, was.Key)
	}
}
