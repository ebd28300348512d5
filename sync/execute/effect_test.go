package execute_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Each thing that was done to others, or may have been, is told once; what certainly
// was not sent is not.
func TestAuditIsToldOfEffects(t *testing.T) {
	unknown := refused(&tracker.Error{Err: errors.New("the connection was lost")})
	for name, c := range map[string]struct {
		answer func([]tracker.NewItem) []tracker.Outcome
		folder folder
		found  plan.Found
		want   []string
	}{
		"made and written": {
			answer: made, folder: folder{written: source.Written{Revision: "2", Changed: true}},
			want: []string{"create made a1 PAY-1", "create made a2 PAY-2", "write back done  "},
		},
		"nothing to write": {
			answer: made, folder: folder{written: source.Written{Revision: "1"}},
			want: []string{"create made a1 PAY-1", "create made a2 PAY-2"},
		},
		"proposed": {
			answer: made, folder: folder{written: source.Written{Revision: "1", Changed: true, Proposed: "in a pull request"}},
			want: []string{"create made a1 PAY-1", "create made a2 PAY-2", "propose done  "},
		},
		"no answer": {
			answer: unknown, folder: folder{err: errors.New("the connection was lost")},
			want: []string{"create unknown a1 ", "create unknown a2 ", "write back unknown  "},
		},
		"refused": {
			answer: refused(&tracker.Error{Kind: tracker.Rejected, Err: errors.New("no such field")}), folder: folder{err: source.ErrChanged},
			want: []string{"create refused a1 ", "create refused a2 "},
		},
		"not sent": {
			answer: refused(&tracker.Error{Kind: tracker.Throttled, Err: errors.New("later")}), folder: folder{err: source.ErrUnfit},
		},
		"found out and released": {
			answer: refused(&tracker.Error{Kind: tracker.Unavailable, Err: errors.New("no connection")}), folder: folder{err: source.ErrGone},
			found: plan.Found{Changes: plan.Changes{
				Intents: []plan.Intent{{Review: "r", Action: "a1", Outcome: plan.OutcomeFound}, {Review: "r", Action: "a2", Outcome: plan.OutcomeNotFound}, {Review: "r", Action: "a3"}},
				Events:  []plan.Event{{Review: "r", Action: "a1", What: plan.EventReleased}, {Review: "r", What: "moved"}},
			}},
			want: []string{"create found a1 ", "create not found a2 ", "release done a1 "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld("1", "2")
			w.jira.answer, *w.folder = c.answer, c.folder
			w.executor.By = "somebody"
			var got []string
			w.executor.Audit = func(f execute.Effect) {
				if f.By != "somebody" || f.Review.Key != "r" {
					t.Errorf("%+v", f)
				}
				got = append(got, fmt.Sprintf("%s %s %s %s", f.What, f.Outcome, f.Action, f.Item))
			}
			w.run(t, c.found)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
