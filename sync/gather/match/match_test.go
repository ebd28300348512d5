package match_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/gather/gathertest"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

const instance = "followthrough"

var (
	now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	ra  = review.KeyOf(instance, "reviews", "a.md")
	rb  = review.KeyOf(instance, "reviews", "b.md")
)

// open is a ledger over a store, of a pass that lists jira as an old store does.
func open(s *gathertest.Store) *ledger.Ledger {
	l := ledger.New(context.Background(), s, ledger.Pass{
		Instance: instance, Now: now, Created: now.AddDate(-1, 0, 0), Homes: plan.Homes{"jira": holds("jira"), "local": holds("local")},
	})
	l.TrackerReadings["jira"] = ledger.TrackerReading{Mark: plan.TrackerMark{Tracker: "jira", Watermark: "1", Account: "bot"}, Account: "bot"}
	return l
}

func holds(name string) func(string) bool {
	return func(address string) bool { return strings.Contains(address, name+".example") }
}

func key(of review.Key, words string) review.Key {
	return review.ActionKeyOf(instance, of, review.Normalise(words), 1)
}

func marker(of review.Key, words string) *tracker.Marker {
	return &tracker.Marker{Instance: instance, Review: of, Action: key(of, words), Generation: 1, Text: review.Normalise(words), Number: 1}
}

// item is an item of a project as jira shows it.
func item(id, project string, m *tracker.Marker) tracker.Item {
	return tracker.Item{ID: id, Key: project + "-" + id, URL: "https://jira.example/browse/" + project + "-" + id, Project: project, State: review.Open, Marker: m}
}

// stored is such an item as the store has it.
func stored(id, project string, m *tracker.Marker) plan.ItemRow {
	return plan.ItemRow{Tracker: "jira", Item: item(id, project, m), Made: now.Add(-time.Hour), MadeIn: project, Listed: true}
}

// tracked is a published review with actions of these words.
func tracked(of review.Key, path string, words ...string) plan.Review {
	r := plan.Review{Key: of, Source: "reviews", Path: path, Published: true, FirstRead: now, Said: plan.Said{Age: now}, Document: plan.Document{Revision: "1", Content: path}}
	for i, w := range words {
		text := review.Normalise(w)
		r.Actions = append(r.Actions, plan.Action{
			Key: key(of, w),
			Wording: plan.Wording{
				Text: text, Now: text, Number: 1, Position: i, FirstRead: now, Reading: review.Action{Title: w, Owner: "payments", Line: i + 1},
			},
			Creation: plan.Creation{Generation: 1},
		})
	}
	return r
}

// says is a document with actions of these words.
func says(path string, words ...string) source.Document {
	doc := source.Document{Entry: source.Entry{Path: path, Revision: "2"}, Content: path + "2"}
	for i, w := range words {
		doc.Review.Actions = append(doc.Review.Actions, review.Action{Title: w, Owner: "payments", Line: i + 1})
	}
	return doc
}

func block(of review.Key, rows ...review.BlockRow) *review.Block {
	return &review.Block{Review: of, Digest: "d1", Rows: rows}
}

// proof is what proves markers of a ledger: one team, whose backlog is PAY.
func proof(t *testing.T, l *ledger.Ledger) *match.Proof {
	t.Helper()
	m, problems := mapping.New([]mapping.Team{{Name: "payments", Create: mapping.CreateAuto, Backlog: mapping.Backlog{Tracker: "jira", Project: "PAY"}}}, nil, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &match.Proof{
		Ledger: l, Mapping: m, Secrets: func() []string { return []string{"secret"} },
		AskedIn: func(plan.Destination) []string { return nil }, Edited: func(plan.ItemID) bool { return false },
	}
}

// meet lets jira's listing show items.
func meet(l *ledger.Ledger, items ...tracker.Item) {
	match.Meet(l, match.Shown{Tracker: "jira", Items: items, Listed: true})
}

// told fails unless the log has just these events.
func told(t *testing.T, l *ledger.Ledger, want ...string) {
	t.Helper()
	var got []string
	for _, e := range l.Log.Events {
		got = append(got, e.What)
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("the log tells %q, want %q", got, want)
	}
}
