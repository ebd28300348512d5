package campaign_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/review"
)

// outages are spans in which creations have no answer.
var outages = []struct {
	lasts  time.Duration
	heals  time.Duration // all are made so long after it, at most
	probes int           // of one project, at most
}{
	{2 * time.Minute, 10 * time.Minute, 4}, // one settle time
	{5 * time.Hour, 70 * time.Minute, 12},
}

// TestJiraOutageLeavesNothingToAPerson: while creations are answered with errors,
// in projects that never showed an item of ours, little is asked for; when it is
// over all are made by themselves, once.
func TestJiraOutageLeavesNothingToAPerson(t *testing.T) {
	for name, fails := range map[string]jirafake.Fault{
		"500":            jirafake.Refused(500, "Internal server error"),
		"a login page":   {Kind: jirafake.LoginPage},
		"a 502 too late": {Kind: jirafake.FailAfter, Status: 502},
	} {
		for _, o := range outages {
			t.Run(name+" for "+o.lasts.String(), func(t *testing.T) {
				if o.lasts > time.Hour {
					longtest.Only(t)
				}
				w, f := jiraWorld(t, jirafake.Options{})
				w.rules.Modes = []review.Mode{review.ModeBlock}
				f.FailShare(1, jirafake.Creates, fails)
				putJiraReviews(w, 4, 25)
				w.lastOutage(t, o.lasts)
				if n, most := f.Count(jirafake.Creates), len(projects)*(2+o.probes); n > most {
					t.Errorf("%d requests while it lasted, want %d at most", n, most)
				}
				f.Heal()
				w.healed(t, 100, o.heals)
				jiraExactlyOnce(t, f, 100)
			})
		}
	}
}

// TestGitHubOutageLeavesNothingToAPerson: likewise, one issue at a time.
func TestGitHubOutageLeavesNothingToAPerson(t *testing.T) {
	for _, o := range outages {
		t.Run("for "+o.lasts.String(), func(t *testing.T) {
			if o.lasts > time.Hour {
				longtest.Only(t)
			}
			h := newHub(t, 3, false, 0)
			h.fake.FailShare(1, githubfake.Creates, githubfake.BadGateway(fault.FailBefore))
			h.publish(0, 3, 6)
			began := h.ahead
			h.lastOutage(t, o.lasts)
			h.later.Add(int64(h.ahead - began))
			if n, most := h.fake.Count(githubfake.Creates), 3*(2+o.probes); n > most {
				t.Errorf("%d requests while it lasted, want %d at most", n, most)
			}
			h.fake.Heal()
			h.healed(t, 18, o.heals)
			h.exactlyOnce(18)
		})
	}
}

// lastOutage runs passes, half a minute apart, while creations have no answer.
func (w *world) lastOutage(t *testing.T, lasts time.Duration) {
	t.Helper()
	for end := w.ahead + lasts; w.ahead < end; w.ahead += 30 * time.Second {
		w.pass()
		for path, r := range w.records() {
			for _, k := range r.Actions {
				if k.State != review.Creating && k.State != review.Planned && k.State != review.Open {
					t.Fatalf("%s: %q is %s: %s", path, k.Reading.Title, k.State, k.Reason)
				}
			}
		}
	}
}

// healed runs passes, half a minute apart, until so many actions have their items,
// and fails where that takes too long.
func (w *world) healed(t *testing.T, want int, within time.Duration) {
	t.Helper()
	began := w.ahead
	for ; w.ahead-began <= within; w.ahead += 30 * time.Second {
		w.pass()
		open, why := 0, []string{}
		for _, r := range w.records() {
			for _, k := range r.Actions {
				if k.State == review.Open {
					open++
				} else {
					why = append(why, string(k.State)+": "+k.Reason)
				}
			}
		}
		if open == want {
			t.Logf("healed after %s", w.ahead-began)
			w.pass()
			return
		}
		if w.ahead-began+30*time.Second > within {
			t.Fatalf("%d of %d are made %s after it was over:\n%s", open, want, within, strings.Join(why, "\n"))
		}
	}
}
