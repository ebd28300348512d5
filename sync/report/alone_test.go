package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

func mayBeNone(heldBy string) report.Action {
	return report.Action{Key: review.Key("d" + heldBy), Team: "payments", State: review.Held, HeldBy: heldBy}
}

// A review with lines that may be actions did not decide on none, and no figure
// of actions has them.
func TestLinesThatMayBeNoActions(t *testing.T) {
	for name, tc := range map[string]struct {
		review report.Review
		team   string
		want   report.LeftAlone
		waits  int
	}{
		"asked about":            {review: one(mayBeNone("doubt")), want: report.LeftAlone{Lines: 1, Reviews: 1, Asking: 1}, waits: 1},
		"long ago":               {review: one(mayBeNone("old doubt")), want: report.LeftAlone{Lines: 1, Reviews: 1}},
		"of the team":            {review: one(mayBeNone("doubt")), team: "payments", want: report.LeftAlone{Lines: 1, Reviews: 1, Asking: 1}, waits: 1},
		"of another team":        {review: one(mayBeNone("doubt")), team: "search"},
		"more than are kept":     {review: report.Review{Key: "aaaaaaaaaaaa", Days: one().Days, MoreDoubtful: 9900}, want: report.LeftAlone{Lines: 9900, Reviews: 1}},
		"nothing was understood": {review: report.Review{Key: "aaaaaaaaaaaa", Days: one().Days, NotUnderstood: true}, want: report.LeftAlone{NotUnderstood: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(report.ByTeam)
			o.Team = tc.team
			r := report.Make([]report.Review{tc.review}, o)
			if diff := cmp.Diff(tc.want, r.LeftAlone); diff != "" {
				t.Error(diff)
			}
			if r.Total.States.Sum() != 0 || r.Total.Waits != 0 || r.Total.Reviews.NoActions != 0 || r.Total.Settled.Whole != 0 {
				t.Errorf("counted as an action, or as none: %+v", r.Total)
			}
			n := 0
			for _, w := range r.Waits {
				if w.Kind != "doubt" || !strings.Contains(w.Do, "`(no action)`") {
					t.Errorf("%+v", w)
				}
				n += w.Actions
			}
			if n != tc.waits {
				t.Errorf("%d wait, want %d", n, tc.waits)
			}
		})
	}
}

func TestLinesThatMayBeNoActionsChangeNoFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, o := drawReviews(t), drawOptions(t)
		o.Team = ""
		before := report.Make(all, o)
		for i := range all {
			if len(all[i].Actions) > 0 {
				all[i].Actions = append([]report.Action{mayBeNone("doubt"), mayBeNone("old doubt")}, all[i].Actions...)
				all[i].MoreDoubtful = i
			}
		}
		after := report.Make(all, o)
		for what, pair := range map[string][2]any{
			"total": {before.Total, after.Total}, "groups": {before.Groups, after.Groups}, "months": {before.Months, after.Months},
			"shared": {before.Shared, after.Shared}, "recurring": {before.Recurring, after.Recurring}, "silent": {before.Silent, after.Silent},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Fatalf("%s: %s", what, diff)
			}
		}
	})
}
