package store

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// TestQueriesUseIndexes: what a pass asks reads no table and no index from
// end to end.
func TestQueriesUseIndexes(t *testing.T) {
	r := &recorder{}
	s := openTemp(t, r)
	ctx, keys := t.Context(), []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb"}
	r.seen = nil
	for _, ask := range []func() error{
		func() error { _, err := s.SourceMark(ctx, "sre"); return err },
		func() error { _, err := s.TrackerMark(ctx, "local"); return err },
		func() error { _, err := s.Index(ctx, "sre"); return err },
		func() error { _, err := s.ReviewsBy(ctx, Filter{Source: "sre"}); return err },
		func() error { _, err := s.ReviewsBy(ctx, Filter{Paths: []string{"a.md"}}); return err },
		func() error { _, err := s.Reviews(ctx, keys); return err },
		func() error { _, err := s.Due(ctx, time.Now(), "c"); return err },
		func() error { _, err := s.Linking(ctx, []plan.ItemID{{Tracker: "local", ID: "a"}}); return err },
		func() error { _, _, err := s.Action(ctx, "000000000001"); return err },
		func() error { _, err := s.Saying(ctx, "alert on the depth", 20); return err },
		func() error { _, err := s.Admitted(ctx, "sre", time.Now()); return err },
		func() error { _, err := s.Items(ctx, "local", []string{"a", "b"}); return err },
		func() error { _, err := s.ItemsIn(ctx, "local", []string{"a", "b"}); return err },
		func() error { _, err := s.ItemsOf(ctx, keys); return err },
		func() error { _, err := s.ClaimsOf(ctx, keys); return err },
		func() error { _, err := s.Claims(ctx); return err },
		func() error { _, err := s.AskedIn(ctx, "local", "PAY"); return err },
		func() error { _, err := s.Orphans(ctx); return err },
		func() error { _, err := s.ItemsMade(ctx, "local", "PAY", time.Now()); return err },
		func() error { _, err := s.Unseen(ctx, "local"); return err },
		func() error { _, err := s.ItemsThere(ctx, "local"); return err },
		func() error { _, err := s.Foreign(ctx, "local"); return err },
		func() error { _, err := s.Backlogs(ctx, "local"); return err },
		func() error { _, err := s.Intents(ctx); return err },
		func() error { _, err := s.IntentsOf(ctx, "000000000001"); return err },
		func() error { _, err := s.Log(ctx, LogFilter{Review: "aaaaaaaaaaaa", Limit: 3}); return err },
		func() error { _, err := s.Log(ctx, LogFilter{Since: time.Now(), Limit: 3}); return err },
		func() error { _, err := s.Prune(ctx, time.Now(), time.Now()); return err },
	} {
		must(t, ask())
	}
	if len(r.seen) < 22 {
		t.Fatalf("only %d statements were seen", len(r.seen))
	}
	// A query that its index answers in full, and the steps of a recursion,
	// which are no table.
	fine := regexp.MustCompile(`^SCAN (step|intents USING INDEX intents_open|\(?subquery.*)$`)
	for _, st := range r.seen {
		for _, line := range explainPlan(t, s, st.SQL) {
			if strings.HasPrefix(line, "SCAN") && !fine.MatchString(line) ||
				strings.Contains(line, "AUTOMATIC") || wholeTracker(st, line) {
				t.Errorf("%s of %s: %s\n%s", st.Name, st.Table, line, st.SQL)
			}
		}
	}
}

// wholeTracker tells whether a search finds all the items of a tracker only
// to look at each.
func wholeTracker(st Statement, line string) bool {
	return st.Table == "items" && strings.HasSuffix(line, "(tracker=?)") &&
		!strings.Contains(line, "items_unseen") && !strings.Contains(line, "items_foreign") && st.Name != "Backlogs" &&
		st.Name != "ItemsThere" // asked only where many are missing
}

// explainPlan is how the engine would carry out a query.
func explainPlan(t *testing.T, s *Store, text string) []string {
	t.Helper()
	args := make([]any, slices.Max(append(placeholderNumbers(t, text), 0)))
	rows, err := s.pool().QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	must(t, err)
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		must(t, rows.Scan(&id, &parent, &unused, &detail))
		out = append(out, detail)
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		t.Fatalf("no plan (%v)", err)
	}
	return out
}

// TestObserverCountsRows: the figures that benchmarks rest on.
func TestObserverCountsRows(t *testing.T) {
	r := &recorder{}
	s := openTemp(t, r)
	ctx := t.Context()
	c := plan.Changes{
		Reviews:  []plan.Review{{Key: "aaaaaaaaaaaa", Source: "sre", Planned: "c", Actions: []plan.Action{{Key: "000000000001"}, {Key: "000000000002"}}}},
		Trackers: []plan.TrackerMark{{Tracker: "local"}},
	}
	must(t, s.Apply(ctx, c))
	r.seen = nil
	if _, err := s.Reviews(ctx, []review.Key{"aaaaaaaaaaaa"}); err != nil {
		t.Fatal(err)
	}
	must(t, s.Apply(ctx, plan.Changes{Trackers: c.Trackers}))
	if _, err := s.Due(ctx, time.Now(), "c"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, st := range r.seen {
		got = append(got, fmt.Sprintf("%s %s %s %d", st.Name, st.Kind, st.Table, st.Rows))
	}
	want := "ReviewsBy read reviews 1; ReviewsBy read actions 2; Apply write trackers 1; Due read reviews 0"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
}

// TestPlaceholdersComeInOrder: SQLite numbers $n by first appearance,
// PostgreSQL by n; only in order they are the same.
func TestPlaceholdersComeInOrder(t *testing.T) {
	r := &recorder{}
	s := openTemp(t, r)
	ctx := t.Context()
	_, _ = s.Due(ctx, time.Now(), "c")
	_, _ = s.Admitted(ctx, "sre", time.Now())
	_, _ = s.ItemsMade(ctx, "local", "PAY", time.Now())
	_, _ = s.Backlogs(ctx, "local")
	_, _ = s.Linking(ctx, []plan.ItemID{{Tracker: "local", ID: "a"}, {Tracker: "local", ID: "b"}})
	_, _ = s.Log(ctx, LogFilter{Review: "aaaaaaaaaaaa", Since: time.Now(), Limit: 1})
	_ = s.Apply(ctx, plan.Changes{Intents: []plan.Intent{{Action: "000000000001"}}})
	for _, st := range r.seen {
		highest := 0
		for _, n := range placeholderNumbers(t, st.SQL) {
			if n > highest+1 {
				t.Errorf("%s: $%d comes before $%d:\n%s", st.Name, n, highest+1, st.SQL)
			}
			highest = max(highest, n)
		}
	}
}

// placeholderNumbers are the numbers of a text's placeholders as they stand.
func placeholderNumbers(t *testing.T, text string) []int {
	t.Helper()
	var out []int
	for _, m := range regexp.MustCompile(`\$(\d+)`).FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		must(t, err)
		out = append(out, n)
	}
	return out
}

func BenchmarkApply50000Actions(b *testing.B) {
	var c plan.Changes
	for i := range 10_000 {
		r := plan.Review{Key: review.KeyOf("bench", "sre", fmt.Sprint(i)), Source: "sre", Path: fmt.Sprintf("%d.md", i), Said: plan.Said{Title: "Checkout was slow"}}
		for n := range 5 {
			r.Actions = append(r.Actions, plan.Action{
				Key: review.ActionKeyOf("bench", r.Key, fmt.Sprint(n), 1), State: review.Open,
				Item: &plan.Item{Tracker: "local", ID: fmt.Sprintf("%d-%d", i, n), Key: "payments-3f9a2c"},
				Wording: plan.Wording{
					Text: "alert on queue depth", Now: "alert on queue depth", Reading: review.Action{Title: "Alert on queue depth", Owner: "payments"},
					Position: n,
				},
			})
		}
		c.Reviews = append(c.Reviews, r)
	}
	for b.Loop() {
		s := openTemp(b, nil)
		must(b, s.Apply(b.Context(), c))
	}
}
