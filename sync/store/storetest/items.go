package storetest

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func testItems(t *testing.T, s Store) {
	ctx := t.Context()
	made, moved, lost, gone := item("local", "a", "aaaaaaaaaaaa", "000000000001"), item("local", "b", "aaaaaaaaaaaa", "000000000002"), item("local", "c", "aaaaaaaaaaaa", "000000000003"), item("local", "e", "aaaaaaaaaaaa", "000000000005")
	moved.Project, moved.Place, moved.Made = "OPS", "ops.md", day(3)
	lost.Unseen, lost.Made = day(2), day(4)
	gone.Unseen, gone.Gone, gone.Project, gone.Place = day(2), day(3), "OLD", "old.md"
	foreign := plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: "d", Project: "PAY", Place: "pay.md"}}
	other := item("jira", "a", "aaaaaaaaaaaa", "000000000004")
	apply(t, s, plan.Changes{Items: []plan.ItemRow{other, foreign, gone, lost, moved, made}})

	for name, test := range map[string]struct {
		want []string
		got  func() ([]plan.ItemRow, error)
	}{
		"by id":  {[]string{"local:a", "local:c"}, func() ([]plan.ItemRow, error) { return s.Items(ctx, "local", []string{"c", "a", "x", "a"}) }},
		"no ids": {nil, func() ([]plan.ItemRow, error) { return s.Items(ctx, "local", nil) }},
		"in places": {[]string{"local:a", "local:b", "local:c", "local:d"}, func() ([]plan.ItemRow, error) {
			return s.ItemsIn(ctx, "local", []string{"pay.md", "ops.md"})
		}},
		"in a place, gone": {[]string{"local:e"}, func() ([]plan.ItemRow, error) { return s.ItemsIn(ctx, "local", []string{"old.md"}) }},
		"in a place":       {[]string{"local:b"}, func() ([]plan.ItemRow, error) { return s.ItemsIn(ctx, "local", []string{"ops.md"}) }},
		"in no place":      {nil, func() ([]plan.ItemRow, error) { return s.ItemsIn(ctx, "local", nil) }},
		"unseen":           {[]string{"local:c"}, func() ([]plan.ItemRow, error) { return s.Unseen(ctx, "local") }},
		"unseen, jira":     {nil, func() ([]plan.ItemRow, error) { return s.Unseen(ctx, "jira") }},
		"foreign":          {[]string{"local:d"}, func() ([]plan.ItemRow, error) { return s.Foreign(ctx, "local") }},
		"made":             {[]string{"local:a", "local:c"}, func() ([]plan.ItemRow, error) { return s.ItemsMade(ctx, "local", "PAY", time.Time{}) }},
		"made since":       {[]string{"local:c"}, func() ([]plan.ItemRow, error) { return s.ItemsMade(ctx, "local", "PAY", day(4)) }},
		"made just now":    {nil, func() ([]plan.ItemRow, error) { return s.ItemsMade(ctx, "local", "PAY", day(4).Add(time.Microsecond)) }},
		"of two trackers": {[]string{"jira:a", "local:a"}, func() ([]plan.ItemRow, error) {
			return s.ItemRows(ctx, []plan.ItemID{{Tracker: "local", ID: "a"}, {Tracker: "jira", ID: "a"}, {Tracker: "jira", ID: "b"}})
		}},
	} {
		got, err := test.got()
		same(t, name, test.want, ids(got), err)
	}
	there, err := s.ItemsThere(ctx, "local")
	same(t, "there", 4, there, err)
}

func testItemsOf(t *testing.T, s Store) {
	ctx := t.Context()
	known, free := item("local", "a", "aaaaaaaaaaaa", "000000000001"), item("local", "b", "aaaaaaaaaaaa", "000000000002")
	elsewhere, bare := item("jira", "c", "bbbbbbbbbbbb", "000000000003"), item("jira", "d", "", "")
	bare.Marker = nil
	apply(t, s, plan.Changes{
		Reviews: []plan.Review{record("aaaaaaaaaaaa", "a.md", action("000000000001", 0))},
		Items:   []plan.ItemRow{known, free, elsewhere, bare},
	})
	got, err := s.ItemsOf(ctx, []review.Key{"aaaaaaaaaaaa"})
	same(t, "of one review", []plan.ItemRow{known, free}, got, err)
	got, err = s.ItemsOf(ctx, []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"})
	same(t, "of several", []plan.ItemRow{elsewhere, known, free}, got, err)
	got, err = s.ItemsOf(ctx, nil)
	same(t, "of none", nil, got, err)
}

func testBacklogs(t *testing.T, s Store) {
	ctx := t.Context()
	a, b, c := item("jira", "1", "aaaaaaaaaaaa", "000000000001"), item("jira", "2", "aaaaaaaaaaaa", "000000000002"), item("local", "3", "aaaaaaaaaaaa", "000000000003")
	b.Project, c.Project = "OPS", "local"
	foreign := plan.ItemRow{Tracker: "jira", Item: tracker.Item{ID: "9", Project: "THEIRS"}}
	asked, found, refused := intent("000000000004", 1, 1), intent("000000000005", 1, 1), intent("000000000006", 1, 1)
	asked.Backlog.Project, found.Backlog.Project, refused.Backlog.Project = "NEW", "PAY", "TYPO"
	found.Outcome, refused.Outcome = plan.OutcomeFound, plan.OutcomeRefused
	apply(t, s, plan.Changes{Items: []plan.ItemRow{a, b, c, foreign}, Intents: []plan.Intent{asked, found, refused}})
	asked.Team, found.Team, refused.Team = "a", "b", "c"
	apply(t, s, plan.Changes{Intents: []plan.Intent{asked, found, refused}})
	for project, want := range map[string][]string{"NEW": {"a"}, "PAY": {"b"}, "TYPO": nil, "": nil} {
		got, err := s.AskedIn(ctx, asked.Tracker, project)
		same(t, "asked in "+project, want, got, err)
	}
	for tracker, want := range map[string][]string{"jira": {"NEW", "OPS", "PAY"}, "local": {"local"}, "none": nil} {
		got, err := s.Backlogs(ctx, tracker)
		same(t, tracker, want, got, err)
	}
}

// testIntents: an intent is open until its outcome is written, and its row
// stays to tell the story.
func testIntents(t *testing.T, s Store) {
	ctx := t.Context()
	first, second, remade := intent("000000000001", 1, 1), intent("000000000001", 1, 2), intent("000000000001", 2, 1)
	other := intent("000000000002", 1, 1)
	apply(t, s, plan.Changes{Intents: []plan.Intent{remade, other, second, first}})
	got, err := s.Intents(ctx)
	same(t, "open", []plan.Intent{first, other, second, remade}, got, err)

	first.Outcome, first.OutcomeAt, first.Why = plan.OutcomeNotFound, day(12), "nothing found in PAY"
	second.Outcome, second.OutcomeAt = plan.OutcomeMade, day(13)
	remade.Why = "no answer yet"
	apply(t, s, plan.Changes{Intents: []plan.Intent{first, second, remade}})
	got, err = s.Intents(ctx)
	same(t, "still open", []plan.Intent{other, remade}, got, err)
	got, err = s.IntentsOf(ctx, "000000000001")
	same(t, "story", []plan.Intent{first, second, remade}, got, err)
}

// testClaims: what others made with a marker of ours is found by the marker's
// review, is none of ours, and is followed only where an action has it.
func testClaims(t *testing.T, s Store) {
	ctx := t.Context()
	ours := item("jira", "a", "aaaaaaaaaaaa", "000000000001")
	claim := func(id string, of review.Key) plan.ItemRow {
		row := plan.ItemRow{Tracker: "jira", Holds: id == "b", Item: tracker.Item{ID: id, Key: "KEY-" + id, Project: "PAY"}}
		row.Claim = &tracker.Claim{Marker: tracker.Marker{Instance: "test", Review: of, Action: "000000000001", Generation: 7, Number: 1}, By: "4711"}
		return row
	}
	b, c, linked := claim("b", "aaaaaaaaaaaa"), claim("c", "bbbbbbbbbbbb"), claim("d", "aaaaaaaaaaaa")
	act := action("000000000002", 0)
	act.Item = &plan.Item{Tracker: "jira", ID: "d", Key: "KEY-d"}
	apply(t, s, plan.Changes{
		Items: []plan.ItemRow{ours, b, c, linked}, Reviews: []plan.Review{record("cccccccccccc", "c.md", act)},
	})
	got, err := s.ClaimsOf(ctx, []review.Key{"aaaaaaaaaaaa"})
	same(t, "of one review", []plan.ItemRow{b, linked}, got, err)
	got, err = s.ClaimsOf(ctx, nil)
	same(t, "of none", nil, got, err)
	got, err = s.Claims(ctx)
	same(t, "all", []plan.ItemRow{b, c, linked}, got, err)
	got, err = s.ItemsOf(ctx, []review.Key{"aaaaaaaaaaaa", "bbbbbbbbbbbb"})
	same(t, "ours", []plan.ItemRow{ours}, got, err)
	lost := item("local", "z", "dddddddddddd", "000000000009")
	lost.Orphan = true
	apply(t, s, plan.Changes{Items: []plan.ItemRow{lost}})
	got, err = s.Orphans(ctx)
	same(t, "orphans", []plan.ItemRow{lost}, got, err)
	got, err = s.Foreign(ctx, "jira")
	same(t, "followed", []plan.ItemRow{linked}, got, err)
}
