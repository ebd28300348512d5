package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// A review that breaks the planning is left out, keeps what the store has, and is looked
// at by the next pass; the others are planned.
func TestAReviewThatBreaksThePlanningStopsNoOther(t *testing.T) {
	in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
	other := in.Reviews[0]
	other.Key, other.Path, other.Actions = "other", "b.md", []plan.Action{{Key: "one", Item: &plan.Item{Tracker: "local", ID: "1"}}}
	in.Reviews = append(in.Reviews, other)
	in.Broken = map[review.Key]error{"other": errors.New("it went wrong")}
	p := plan.Make(in)
	if len(p.Reviews) != 1 || p.Reviews[0].Path == "b.md" || len(p.Broken) != 1 || p.Broken[0].Review.Path != "b.md" {
		t.Fatalf("%d reviews, broken %v", len(p.Reviews), p.Broken)
	}
	stored := other
	stored.Title = "As it was"
	kept, fresh := p.Broken[0].Keep(stored), p.Broken[0].Keep(plan.Review{})
	if kept.Title != "As it was" || len(kept.Actions) != 1 || kept.Revision != "" || kept.Wake != plan.NextPass || !strings.Contains(kept.Problem, "went wrong") {
		t.Errorf("kept %+v", kept)
	}
	if fresh.Key != "other" || len(fresh.Actions) != 0 || fresh.Published || fresh.Problem == "" {
		t.Errorf("not known before: %+v", fresh)
	}
	in = input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
	in.Reviews = append(in.Reviews, plan.Review{Key: "none", Source: in.Reviews[0].Source, Path: "b.md", Published: true})
	in.Mapping = nil // what asks it for a team breaks
	var cause *panics.Error
	if p = plan.Make(in); len(p.Reviews) != 1 || p.Reviews[0].Path != "b.md" || len(p.Broken) != 1 || !errors.As(p.Broken[0].Err, &cause) {
		t.Errorf("%d reviews, broken %v", len(p.Reviews), p.Broken)
	}
}
