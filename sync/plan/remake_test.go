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
	k := plan.Known{
		Key: "3f9a2c1b77d0", Position: 0, State: review.Missing, Reason: "deleted", Generation: 1, Attempts: 2,
		Made: now.Add(-time.Hour), Item: &plan.Item{Tracker: "local", ID: "pay-1", Key: "pay-1"},
		Refused: "x", RefusedAt: now, HeldBy: plan.HeldByAsk,
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
		known plan.Known
		of    plan.Remaking
		want  string
	}{
		{"being created", plan.Known{State: review.Creating, Attempts: 1}, plan.Remaking{}, "not known yet"},
		{"withdrawn", plan.Known{State: review.Withdrawn, Position: plan.Withdrawn, Item: theirs}, plan.Remaking{}, "left the review"},
		{"not read as an action", plan.Known{Position: plan.Stands, Item: theirs}, plan.Remaking{}, "left the review"},
		{"nothing to forget", plan.Known{State: review.Soaking}, plan.Remaking{}, "no item was ever asked for"},
		{"names its item", plan.Known{Item: theirs, Reading: review.Action{Ticket: &review.Ticket{Text: "pay-7"}}}, plan.Remaking{}, "did not make"},
		{"names it by answer", plan.Known{Item: theirs, Reading: review.Action{Answer: review.Answer{Same: "PAY-7"}}}, plan.Remaking{}, "(same: PAY-7)"},
		{"done in the review", plan.Known{Item: theirs, Reading: review.Action{Mark: review.Done}}, plan.Remaking{}, "shows it as done"},
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
