package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

func TestRemadeForgetsTheItemAndGoesOneGenerationOn(t *testing.T) {
	now := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	k := plan.Action{
		Key: "3f9a2c1b77d0", State: review.Missing, Reason: "deleted", Item: &plan.Item{Tracker: "local", ID: "pay-1", Key: "pay-1"},
		HeldBy:   plan.HeldByAsk,
		Wording:  plan.Wording{Position: 0},
		Creation: plan.Creation{Generation: 1, Attempts: 2, Made: now.Add(-time.Hour), Refused: "x", RefusedAt: now},
	}
	ours := plan.ItemRow{Tracker: "local", Item: tracker.Item{ID: "pay-1", Marker: &tracker.Marker{Action: k.Key, Generation: 1}}}
	got, err := plan.Remade(k, plan.Remaking{Item: ours, Single: true}, now)
	if err != nil {
		t.Fatal(err)
	}
	if got.Generation != 2 || got.Attempts != 0 || got.Item != nil || !got.Made.IsZero() || got.State != "" || got.HeldBy != "" || got.Refused != "" {
		t.Errorf("something of the old item is left: %+v", got)
	}
	if got.Replace != "pay-1" || !got.Released.Equal(now) {
		t.Errorf("replaces %q, released %v", got.Replace, got.Released)
	}
	if k.Item == nil || k.Generation != 1 {
		t.Error("the argument was changed")
	}
}

func TestRemadeRefuses(t *testing.T) {
	theirs := &plan.Item{Tracker: "local", ID: "PAY-7", Key: "PAY-7"}
	tests := []struct {
		name  string
		known plan.Action
		of    plan.Remaking
		want  string
	}{
		{"being created", plan.Action{State: review.Creating, Creation: plan.Creation{Attempts: 1}}, plan.Remaking{}, "not known yet"},
		{"withdrawn", plan.Action{State: review.Withdrawn, Wording: plan.Wording{Position: plan.Withdrawn}, Item: theirs}, plan.Remaking{}, "left the review"},
		{"not read as an action", plan.Action{Wording: plan.Wording{Position: plan.Stands}, Item: theirs}, plan.Remaking{}, "left the review"},
		{"nothing to forget", plan.Action{State: review.Soaking}, plan.Remaking{}, "no item was ever asked for"},
		{"names its item", plan.Action{Item: theirs, Wording: plan.Wording{Reading: review.Action{Ticket: &review.Ticket{Text: "pay-7"}}}}, plan.Remaking{}, "did not make"},
		{"names it by answer", plan.Action{Item: theirs, Wording: plan.Wording{Reading: review.Action{Answer: review.Answer{Same: "PAY-7"}}}}, plan.Remaking{}, "(same: PAY-7)"},
		{"done in the review", plan.Action{Item: theirs, Wording: plan.Wording{Reading: review.Action{Mark: review.Done}}}, plan.Remaking{}, "shows it as done"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := plan.Remade(tt.known, tt.of, time.Now())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// Many made anew are not released: max_new counts them. What a person named
// itself is.
func TestRemadeReleasesOnlyWhatWasNamed(t *testing.T) {
	now := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	k := plan.Action{
		Key: "3f9a2c1b77d0", State: review.Missing, Item: &plan.Item{Tracker: "local", ID: "pay-1", Key: "pay-1"},
		Creation: plan.Creation{Generation: 1, Admitted: now.Add(-time.Hour), Released: now.Add(-time.Hour)},
	}
	for _, single := range []bool{false, true} {
		got, err := plan.Remade(k, plan.Remaking{Away: "in local, not configured now", Single: single}, now)
		if err != nil {
			t.Fatal(err)
		}
		if got.Released.IsZero() == single || !got.Admitted.IsZero() {
			t.Errorf("named: %v, released %v, admitted %v", single, got.Released, got.Admitted)
		}
	}
}

// Where nobody looks any more a person may say so of what a line names, and one
// by one.
func TestRemadeOfWhatALineNames(t *testing.T) {
	line := &review.Ticket{Text: "OPS-12", URL: "https://old.example/OPS-12"}
	elsewhere := plan.Action{Creation: plan.Creation{Generation: 1}, Wording: plan.Wording{Reading: review.Action{Ticket: line}}, Item: &plan.Item{Key: "OPS-12", URL: line.URL}}
	followed, lost, bare := elsewhere, elsewhere, elsewhere
	followed.Item = &plan.Item{Tracker: "ops", ID: "12", Key: "OPS-12", URL: line.URL}
	lost.Item = &plan.Item{ID: plan.LostItem, Key: "OPS-12", URL: line.URL}
	bare.Item, bare.Reading.Ticket = &plan.Item{URL: line.URL}, &review.Ticket{URL: line.URL}
	away := "in ops, not configured now"
	for _, tt := range []struct {
		name  string
		known plan.Action
		of    plan.Remaking
		want  string // "": it is remade
	}{
		{"elsewhere", elsewhere, plan.Remaking{}, "name the action"},
		{"elsewhere, named", elsewhere, plan.Remaking{Single: true}, ""},
		{"elsewhere, a bare link", bare, plan.Remaking{Single: true}, "take it out of the line first"},
		{"followed, and there", followed, plan.Remaking{Single: true}, "did not make"},
		{"followed, and away", followed, plan.Remaking{Away: away}, "name the action"},
		{"followed, and away, named", followed, plan.Remaking{Away: away, Single: true}, ""},
		{"our block tells of it", lost, plan.Remaking{Away: away}, ""},
	} {
		got, err := plan.Remade(tt.known, tt.of, time.Now())
		switch {
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		case tt.want == "" && (err != nil || got.Replace != "OPS-12" || got.Generation != 2):
			t.Errorf("%s: %v %+v", tt.name, err, got)
		}
	}
}

// An item asked for in a tracker that is configured no more waits for a person,
// and may be made anew.
func TestRemadeOfWhatWasAskedForInAGoneTracker(t *testing.T) {
	k := plan.Action{State: review.Creating, Creation: plan.Creation{Attempts: 1, Generation: 1}}
	if _, err := plan.Remade(k, plan.Remaking{Away: "in ops, not configured now"}, time.Now()); err != nil {
		t.Error(err)
	}
}
