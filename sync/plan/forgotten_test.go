package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// What may be there already, in a tracker that was not listed since the store may
// have forgotten it, is waited for by those reviews that may have had items.
func TestWhatMayHaveBeenForgottenIsLookedForEverywhere(t *testing.T) {
	for name, tc := range map[string]struct {
		digest string // of the review's block
		modes  []review.Mode
		blank  bool
		other  plan.TrackerFacts
		dry    bool
		makes  bool
		why    string
		early  int
	}{
		"all was listed":                      {digest: "abc123", makes: true},
		"no block, in a source that gets one": {modes: []review.Mode{review.ModeBlock}, other: plan.TrackerFacts{Unlisted: true, Problem: "other is down"}, makes: true},
		"a block":                             {digest: "abc123", modes: []review.Mode{review.ModeBlock}, other: plan.TrackerFacts{Unlisted: true, Problem: "other is down"}, why: "the store is new, and other may hold an item of this review: other is down"},
		"a block that this store wrote":       {digest: "abc123", blank: true, modes: []review.Mode{review.ModeBlock}, other: plan.TrackerFacts{Unlisted: true, Problem: "other is down"}, makes: true},
		"a source that gets no block":         {other: plan.TrackerFacts{Unlisted: true, Problem: "other is down"}, why: "other is down"},
		"it is only a matter of time":         {digest: "abc123", other: plan.TrackerFacts{Unlisted: true, NotBefore: day.Add(time.Minute)}, why: "it is listed until 2026-11-22T09:01:00Z", early: 1},
		"told what would be made":             {digest: "abc123", other: plan.TrackerFacts{Unlisted: true, NotBefore: day.Add(time.Minute)}, dry: true, makes: true, early: 1},
	} {
		in := input(t, review.Action{Title: "Alert on queue depth", Owner: "payments"})
		in.Memory.Why, in.Request.Dry, in.Trackers["other"] = "the store is new", tc.dry, tc.other
		in.Sources["reviews"] = plan.SourceRules{Modes: tc.modes}
		in.Reviews[0].Digest, in.Blank = tc.digest, map[review.Key]bool{in.Reviews[0].Key: tc.blank}
		p := plan.Make(in)
		k, makes := p.Reviews[0].Actions[0], 0
		for _, s := range p.Steps {
			if s.Op == plan.OpCreate {
				makes++
			}
		}
		if (makes == 1) != tc.makes || !strings.Contains(k.Reason, tc.why) || len(p.Early) != tc.early {
			t.Errorf("%s: %d are made, %q, %v", name, makes, k.Reason, p.Early)
		}
	}
}
