package campaign_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

const incident = `# Checkout was down

**Date:** 2026-11-20

## Action items

- [ ] Alert on queue depth
- [ ] Add a runbook for failover
- [ ] Raise the connection limit to 200
`

func TestLoop(t *testing.T) {
	w := begun(t)
	w.holds(3)
	text := w.get("reviews/a.md")
	for _, want := range []string{"<!-- followthrough:begin", "<!-- followthrough:end -->", "0 of 3 actions settled", "- [ ] Alert on queue depth ([payments-"} {
		if !strings.Contains(text, want) {
			t.Errorf("the review lacks %q:\n%s", want, text)
		}
	}
	w.quiet()

	w.edit("backlogs/payments.md", "- [ ] Alert", "- [x] Alert")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Done, "Add": review.Open})
	if text := w.get("reviews/a.md"); !strings.Contains(text, "- [x] Alert on queue depth") || !strings.Contains(text, "1 of 3 actions settled: 1 done") {
		t.Errorf("the review does not show that it is done:\n%s", text)
	}
	w.quiet()

	w.edit("backlogs/payments.md", "- [x] Alert", "- [ ] Alert") // re-opened: the box that we ticked is unticked
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	if text := w.get("reviews/a.md"); !strings.Contains(text, "- [ ] Alert on queue depth") {
		t.Errorf("the box that we ticked is still ticked:\n%s", text)
	}
	w.quiet()
}

func TestPersonsTickStays(t *testing.T) {
	w := begun(t)
	w.edit("reviews/a.md", "- [ ] Alert", "- [x] Alert")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open})
	if k := w.action("a.md", "Alert"); !strings.Contains(k.Reason, "done in the review") {
		t.Errorf("reason %q does not tell of the disagreement", k.Reason)
	}
	if text := w.get("reviews/a.md"); !strings.Contains(text, "- [x] Alert") {
		t.Errorf("a person's tick was undone:\n%s", text)
	}
	w.quiet()
}

func TestDeclinedWithReason(t *testing.T) {
	w := begun(t)
	_, rest, _ := strings.Cut(w.get("backlogs/payments.md"), "- [ ] Raise")
	rest, _, found := strings.Cut(rest, "<!--")
	if !found {
		t.Fatal("the backlog has no such item")
	}
	line := "- [ ] Raise" + rest
	w.edit("backlogs/payments.md", line, strings.Replace(line, "- [ ] Raise the connection limit to 200", "- [-] ~~Raise the connection limit to 200~~ the pool is gone", 1))
	w.pass()
	w.states("a.md", map[string]review.State{"Raise": review.Declined})
	if text := w.get("reviews/a.md"); !strings.Contains(text, "declined") || !strings.Contains(text, "the pool is gone") {
		t.Errorf("the review does not show the reason:\n%s\n%s", text, w.get("backlogs/payments.md"))
	}
	w.quiet()
}

func TestRebuildFromNothing(t *testing.T) {
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeLinks}, {review.ModeBlock, review.ModeLinks}, nil} {
		t.Run(strings.Join(strings.Fields(strings.Trim(strings.ReplaceAll(join(modes), " ", "+"), "[]")), ""), func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = modes
			w.put("reviews/a.md", incident)
			w.pass()
			w.edit("backlogs/payments.md", "- [ ] Alert", "- [x] Alert")
			w.pass()
			before := w.records()["a.md"]
			tree := w.tree()
			w.forget()
			w.pass()
			after := w.records()["a.md"]
			if n := w.items(); n != 3 {
				t.Fatalf("%d items after the store was lost, want 3", n)
			}
			for i, k := range after.Actions {
				was := before.Actions[i]
				if k.Key != was.Key || k.State != was.State || k.Item == nil || k.Item.Key != was.Item.Key {
					t.Errorf("%q came back as %s %s %+v, was %s %s", k.Reading.Title, k.Key, k.State, k.Item, was.Key, was.State)
				}
			}
			w.unchanged(tree)
			w.quiet()
		})
	}
}

func join(modes []review.Mode) string {
	var out []string
	for _, m := range modes {
		out = append(out, string(m))
	}
	if len(out) == 0 {
		return "nowhere"
	}
	return strings.Join(out, " ")
}

func TestEditsKeepItems(t *testing.T) {
	w := begun(t)
	key := w.action("a.md", "Alert").Item.Key
	w.edit("reviews/a.md", "Alert on queue depth", "ALERT on qeue depth.")
	w.pass()
	if got := w.action("a.md", "ALERT").Item.Key; got != key {
		t.Errorf("the re-worded action has item %s, want %s", got, key)
	}
	w.edit("reviews/a.md", "- [ ] ALERT", "- [ ] Tell the customers sooner\n- [ ] ALERT")
	w.pass()
	w.holds(4)
	if got := w.action("a.md", "ALERT").Item.Key; got != key {
		t.Errorf("the action below an inserted one has item %s, want %s", got, key)
	}
	w.quiet()
}

func TestDeletedLineIsWithdrawn(t *testing.T) {
	w := begun(t)
	line := w.line("reviews/a.md", "- [ ] Add a runbook")
	backlog := w.get("backlogs/payments.md")
	w.edit("reviews/a.md", line, "")
	w.pass()
	w.states("a.md", map[string]review.State{"Add": review.Withdrawn, "Alert": review.Open})
	if got := w.get("backlogs/payments.md"); got != backlog {
		t.Errorf("the backlog was touched:\n%s", got)
	}
	w.quiet()
	w.edit("reviews/a.md", "- [ ] Raise", line+"- [ ] Raise")
	w.pass()
	w.states("a.md", map[string]review.State{"Add": review.Open})
	w.holds(3)
	w.quiet()
}

func TestCopiedReview(t *testing.T) {
	for _, modes := range [][]review.Mode{{review.ModeBlock}, {review.ModeBlock, review.ModeLinks}} {
		t.Run(join(modes), func(t *testing.T) {
			w := newWorld(t)
			w.rules.Modes = modes
			w.put("reviews/a.md", incident)
			w.pass()
			old := w.get("reviews/a.md")
			text := strings.Replace(old, "Alert on queue depth", "Page the on-call when the ledger is late", 1)
			text = strings.Replace(text, "Add a runbook for failover", "Write down how the certificates are renewed", 1)
			w.put("reviews/b.md", text)
			w.pass()
			w.pass()
			w.holds(5)
			w.states("b.md", map[string]review.State{"Page": review.Open, "Write": review.Open, "Raise": review.Unrouted})
			if k := w.action("b.md", "Raise"); !strings.Contains(k.Reason, "(same: payments-") {
				t.Errorf("the kept one does not ask: %q", k.Reason)
			}
			if got := w.get("reviews/a.md"); got != old {
				t.Errorf("the old review was touched:\n%s", got)
			}
			w.quiet()
			tree := w.tree()
			w.forget()
			w.pass()
			w.states("b.md", map[string]review.State{"Page": review.Open, "Write": review.Open, "Raise": review.Unrouted})
			w.unchanged(tree)
			// Answered: the same.
			key := w.action("a.md", "Raise").Item.Key
			w.edit("reviews/b.md", "Raise the connection limit to 200", "Raise the connection limit to 200 (same: "+key+")")
			w.pass()
			w.states("b.md", map[string]review.State{"Raise": review.Open})
			w.holds(5)
			w.quiet()
		})
	}
}

func TestEqualTextsTwoItems(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", "# A\n\n## Action items\n\n- Add an alert for it\n- Fix the docs\n- Add an alert for it\n")
	w.pass()
	w.quiet()
	w.holds(3)
}

func TestSoak(t *testing.T) {
	w := newWorld(t)
	w.rules.Soak = time.Hour
	w.put("reviews/a.md", incident)
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Soaking})
	if text := w.get("reviews/a.md"); !strings.Contains(text, "soaking until") {
		t.Errorf("the review does not announce:\n%s", text)
	}
	w.quiet()
	w.ahead = 30 * time.Minute
	w.edit("reviews/a.md", "- [ ] Raise", "- [ ] Out of a second meeting\n- [ ] Raise")
	w.pass()
	w.ahead = 61 * time.Minute
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Open, "Out": review.Soaking})
	w.sync(plan.Request{Now: true})
	w.states("a.md", map[string]review.State{"Out": review.Open})
}

func TestTakenBackAndGone(t *testing.T) {
	w := newWorld(t)
	w.put("reviews/a.md", incident)
	w.put("reviews/b.md", strings.ReplaceAll(incident, "queue", "ledger"))
	w.put("reviews/c.md", strings.ReplaceAll(incident, "queue", "mail"))
	w.pass()
	text := w.get("reviews/a.md")
	w.put("reviews/a.md", "---\nstatus: draft\n---\n"+text)
	w.remove("reviews/b.md")
	w.pass()
	w.edit("backlogs/payments.md", "- [ ] Alert on queue", "- [x] Alert on queue")
	w.edit("backlogs/payments.md", "- [ ] Alert on ledger", "- [x] Alert on ledger")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Done})
	w.states("b.md", map[string]review.State{"Alert": review.Done})
	if got := w.get("reviews/a.md"); got != "---\nstatus: draft\n---\n"+text {
		t.Errorf("a review that was taken back was written to:\n%s", got)
	}
	w.put("reviews/a.md", text)
	w.pass()
	if got := w.get("reviews/a.md"); !strings.Contains(got, "- [x] Alert") {
		t.Errorf("published again, it did not go on where it was:\n%s", got)
	}
	w.holds(9)
	w.quiet()
}

func TestMissingTakesTwoReadings(t *testing.T) {
	w := begun(t)
	line := w.line("backlogs/payments.md", "- [ ] Alert")
	w.edit("backlogs/payments.md", line, "")
	w.pass()
	if k := w.action("a.md", "Alert"); k.State != review.Open || !strings.Contains(k.Reason, "not seen since") {
		t.Errorf("after one reading: %s (%s)", k.State, k.Reason)
	}
	w.put("backlogs/elsewhere.md", "# Ours\n\n"+line) // the other half of cut and paste
	w.pass()
	if k := w.action("a.md", "Alert"); k.State != review.Open || k.Reason != "" || !strings.HasPrefix(k.Item.URL, "elsewhere.md") {
		t.Errorf("after the paste: %s (%s) %s", k.State, k.Reason, k.Item.URL)
	}
	w.quiet()
	w.remove("backlogs/elsewhere.md")
	w.pass()
	w.ahead = 11 * time.Second
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Missing})
	w.quiet()
	w.edit("reviews/a.md", "Alert on queue depth", "Alert on queue depth (won't do: nobody pages on it)")
	w.pass()
	w.states("a.md", map[string]review.State{"Alert": review.Declined})
	w.quiet()
}
