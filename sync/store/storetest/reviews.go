package storetest

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// testReplace: a record replaces all of its actions and no other's, whichever
// record an action was in before.
func testReplace(t *testing.T, s Store) {
	a := record("aaaaaaaaaaaa", "a.md", action("000000000001", 0), action("000000000002", 1))
	b := record("bbbbbbbbbbbb", "b.md", action("000000000003", 0))
	apply(t, s, plan.Changes{Reviews: []plan.Review{a, b}})

	a.Title, a.Actions = "New title", []plan.Action{action("000000000004", 0), action("000000000002", -1)}
	apply(t, s, plan.Changes{Reviews: []plan.Review{a}})
	want := a
	want.Actions = sorted(a.Actions)
	got, err := s.Reviews(t.Context(), []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "aaaaaaaaaaaa"})
	same(t, "replaced", []plan.Review{want, b}, got, err)

	a.Actions, b.Actions = a.Actions[:1], append(b.Actions, action("000000000002", 1))
	for _, order := range [][]plan.Review{{a, b}, {b, a}} {
		apply(t, s, plan.Changes{Reviews: order})
		got, err = s.Reviews(t.Context(), []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb"})
		same(t, "moved to another record", []plan.Review{a, b}, got, err)
	}

	b.Actions = nil
	apply(t, s, plan.Changes{Reviews: []plan.Review{b}})
	got, err = s.Reviews(t.Context(), []review.Key{"bbbbbbbbbbbb"})
	same(t, "without actions", []plan.Review{b}, got, err)
}

// testParts: a part of a record leaves the actions that it does not hold.
func testParts(t *testing.T, s Store) {
	a := record("aaaaaaaaaaaa", "a.md", action("000000000001", 0), action("000000000002", 1))
	apply(t, s, plan.Changes{Reviews: []plan.Review{a}})
	part := a
	part.Title, part.Actions = "New title", []plan.Action{action("000000000002", 1)}
	part.Actions[0].Reason = "goes on with the next pass"
	apply(t, s, plan.Changes{Parts: []plan.Review{part}})
	want := a
	want.Title, want.Actions = part.Title, []plan.Action{a.Actions[0], part.Actions[0]}
	got, err := s.Reviews(t.Context(), []review.Key{"aaaaaaaaaaaa"})
	same(t, "written in part", []plan.Review{want}, got, err)
}

// testAtomic: changes whose last part can't be written leave nothing.
func testAtomic(t *testing.T, s Store) {
	ctx := t.Context()
	bad := intent("000000000001", 1, 1)
	bad.Backlog.Settings = []byte("{not json")
	c := plan.Changes{Reviews: []plan.Review{record("aaaaaaaaaaaa", "a.md")}, Intents: []plan.Intent{bad}}
	if err := s.Apply(ctx, c); err == nil {
		t.Fatal("an intent that is no JSON was written")
	}
	got, err := s.ReviewsBy(ctx, store.Filter{})
	same(t, "after a failed change", nil, got, err)
}

func testReviewsBy(t *testing.T, s Store) {
	ctx := t.Context()
	a, b := record("aaaaaaaaaaaa", "z.md", action("000000000001", 0)), record("bbbbbbbbbbbb", "a.md")
	c := record("cccccccccccc", "a.md")
	c.Source = "wiki"
	apply(t, s, plan.Changes{Reviews: []plan.Review{c, a, b}})
	for _, test := range []struct {
		name   string
		filter store.Filter
		want   []plan.Review
	}{
		{"all", store.Filter{}, []plan.Review{b, a, c}},
		{"source", store.Filter{Source: "sre"}, []plan.Review{b, a}},
		{"path", store.Filter{Paths: []string{"a.md", "none.md"}}, []plan.Review{b, c}},
		{"source and path", store.Filter{Source: "wiki", Paths: []string{"a.md"}}, []plan.Review{c}},
		{"keys", store.Filter{Keys: []review.Key{"cccccccccccc", "aaaaaaaaaaaa"}}, []plan.Review{a, c}},
		{"keys and source", store.Filter{Source: "sre", Keys: []review.Key{"cccccccccccc", "aaaaaaaaaaaa"}}, []plan.Review{a}},
		{"none", store.Filter{Source: "nowhere"}, nil},
	} {
		got, err := s.ReviewsBy(ctx, test.filter)
		if len(test.want) == 0 && len(got) == 0 {
			got = nil
		}
		same(t, test.name, test.want, got, err)
	}
	a.Actions = nil
	got, err := s.Index(ctx, "sre")
	same(t, "index", []plan.Review{b, a}, got, err)
	got, err = s.Reviews(ctx, nil)
	same(t, "no keys", nil, got, err)
}

func testFind(t *testing.T, s Store) {
	other := record("cccccccccccc", "2026/db.md")
	other.Source = "wiki"
	apply(t, s, plan.Changes{Reviews: []plan.Review{
		record("aaaaaaaaaaaa", "2026/checkout.md"), record("bbbbbbbbbbbb", "2026/db.md"), other,
		record("dddddddddddd", "old/checkout.md"), record("eeeeeeeeeeee", "checkout.md"),
		record("ffffffffffff", "2026/ünï_%.md"),
	}})
	for name, want := range map[string][]review.Key{
		"bbbbbbbbbbbb":          {"bbbbbbbbbbbb"},
		"wiki:2026/db.md":       {"cccccccccccc"},
		"2026/db.md":            {"bbbbbbbbbbbb", "cccccccccccc"},
		"checkout.md":           {"eeeeeeeeeeee"}, // a whole path before an ending
		"old/checkout.md":       {"dddddddddddd"},
		"db.md":                 {"bbbbbbbbbbbb", "cccccccccccc"},
		"b.md":                  nil, // no whole part of a path
		"ünï_%.md":              {"ffffffffffff"},
		"%.md":                  nil,
		"DB.md":                 nil,
		"nowhere:2026/db.md":    nil,
		"":                      nil,
		"sre:2026/checkout.md":  {"aaaaaaaaaaaa"},
		"'; DROP TABLE reviews": nil,
	} {
		got, err := s.Find(t.Context(), name)
		same(t, "find "+name, want, keys(got), err)
	}
}

func testDue(t *testing.T, s Store) {
	ctx := t.Context()
	asleep, awake, stale, fresh := record(key("a", 1), "a.md"), record(key("a", 2), "b.md"), record(key("a", 3), "c.md"), record(key("a", 4), "d.md")
	asleep.Wake, awake.Wake = day(3), day(2)
	stale.Planned, fresh.Planned = "another", ""
	stale.Wake = day(1)
	quiet := record(key("a", 5), "e.md")
	apply(t, s, plan.Changes{Reviews: []plan.Review{asleep, awake, stale, fresh, quiet}})
	got, err := s.Due(ctx, day(2), "config")
	same(t, "due", []review.Key{awake.Key, stale.Key, fresh.Key}, got, err)
	got, err = s.Due(ctx, day(2).Add(-time.Microsecond), "another")
	same(t, "due with another configuration", []review.Key{asleep.Key, awake.Key, stale.Key, fresh.Key, quiet.Key}, got, err)
	for _, r := range []*plan.Review{&awake, &stale, &fresh} {
		r.Wake, r.Planned = time.Time{}, "config"
	}
	apply(t, s, plan.Changes{Reviews: []plan.Review{awake, stale, fresh}})
	got, err = s.Due(ctx, day(2), "config")
	same(t, "nothing due", nil, got, err)
}

func testLinking(t *testing.T, s Store) {
	ctx := t.Context()
	nowhere := action("000000000005", 3)
	nowhere.Item = &plan.Item{URL: "https://bugs.example.org/1"}
	apply(t, s, plan.Changes{Reviews: []plan.Review{
		record("aaaaaaaaaaaa", "a.md", withItem(action("000000000001", 0), "jira", "1"), withItem(action("000000000002", 1), "jira", "2")),
		record("bbbbbbbbbbbb", "b.md", withItem(action("000000000003", 0), "jira", "1"), action("000000000004", 1), nowhere),
		record("cccccccccccc", "c.md", withItem(action("000000000006", 0), "local", "1")),
	}})
	got, err := s.Linking(ctx, []plan.ItemID{{Tracker: "jira", ID: "2"}, {Tracker: "jira", ID: "1"}, {Tracker: "jira", ID: "9"}})
	same(t, "two reviews", []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb"}, got, err)
	got, err = s.Linking(ctx, []plan.ItemID{{Tracker: "local", ID: "1"}})
	same(t, "another tracker", []review.Key{"cccccccccccc"}, got, err)
	got, err = s.Linking(ctx, nil)
	same(t, "no items", nil, got, err)
}

func testAdmitted(t *testing.T, s Store) {
	ctx := t.Context()
	a := make([]plan.Action, 6)
	for i := range a {
		a[i] = action(key("0", i), i)
	}
	a[0].Admitted = day(5)                                                // counts
	a[1].Made = day(5)                                                    // counts
	a[2].Admitted, a[2].Made = day(5), day(6)                             // counts once
	a[3].Admitted, a[3].Made = day(1), day(4)                             // too long ago
	a[4].Admitted, a[4].Released = day(5), day(5)                         // a person's
	a[5].Admitted, a[5].Made = day(5).Add(-time.Microsecond), time.Time{} // just too long ago
	other := record("bbbbbbbbbbbb", "b.md", action("f00000000000", 0))
	other.Source, other.Actions[0].Admitted = "wiki", day(5)
	apply(t, s, plan.Changes{Reviews: []plan.Review{record("aaaaaaaaaaaa", "a.md", a...), other}})
	got, err := s.Admitted(ctx, "sre", day(5))
	same(t, "of sre", 3, got, err)
	got, err = s.Admitted(ctx, "wiki", day(5))
	same(t, "of wiki", 1, got, err)
	got, err = s.Admitted(ctx, "nowhere", time.Time{})
	same(t, "of an unknown source", 0, got, err)
}

func testAction(t *testing.T, s Store) {
	want := record("aaaaaaaaaaaa", "a.md", action("000000000001", 0), action("000000000002", 1))
	apply(t, s, plan.Changes{Reviews: []plan.Review{want}})
	got, found, err := s.Action(t.Context(), "000000000002")
	same(t, "known", want, got, err)
	if !found {
		t.Error("a known action was not found")
	}
	got, found, err = s.Action(t.Context(), "000000000009")
	same(t, "unknown", plan.Review{}, got, err)
	if found {
		t.Error("an unknown action was found")
	}
}
