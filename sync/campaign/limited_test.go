package campaign_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// besideJira is a world whose second team works in a Jira that answers in memory.
func besideJira(t *testing.T, f *jirafake.Fake) *world {
	t.Helper()
	w := newWorld(t)
	w.teams = append(w.teams, mapping.Team{
		Name: "search", Create: mapping.CreateAuto, Backlog: mapping.Backlog{Tracker: "jira", Project: "SEA", Settings: json.RawMessage("{}")},
	})
	tr, err := jira.New("jira", jira.Options{
		Settings:  jira.Settings{Config: jira.Config{URL: f.URL(), Email: "bot@teams.example", Token: secret.New("token-of-the-test")}, Label: "post-mortem"},
		Options:   tracker.Options{Instance: "followthrough", Now: w.now},
		Transport: inMemory{f.Handler()},
	})
	must(t, err)
	w.also = func(r *reconcile.Reconciler) {
		r.Gatherer.Trackers = append(r.Gatherer.Trackers, gather.Tracker{Name: "jira", Settle: time.Minute, Tracker: tr})
		r.Executor.Trackers["jira"] = execute.Tracker{Tracker: tr, Settle: time.Minute}
		r.Gatherer.Backoff = &tracker.Backoff{}
		r.Executor.Backoff = r.Gatherer.Backoff
	}
	w.open()
	return w
}

// inMemory is a network without a wire.
type inMemory struct{ http.Handler }

func (n inMemory) RoundTrip(req *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if req.Body == nil {
		req.Body = http.NoBody
	}
	n.ServeHTTP(w, req)
	return w.Result(), nil
}

// TestALimitedTrackerDelaysNobody has a Jira say that it wants to be left alone:
// no pass waits for it, it is asked little, and what it would not make is made when
// that is over.
func TestALimitedTrackerDelaysNobody(t *testing.T) {
	for name, c := range map[string]struct {
		fault jirafake.Fault
		most  int           // requests in an hour of polls
		slept time.Duration // in the first pass
		heals time.Duration
	}{
		"429 for 30 seconds": {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "30"}, 60, 0, time.Minute},
		"429 for a day":      {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "86400"}, 1, 0, time.Hour},
		"429 for no time":    {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "0"}, 63, 6 * time.Second, time.Minute},
		"503 for a day":      {jirafake.Fault{Kind: jirafake.FailBefore, Status: 503, RetryAfter: "86400"}, 30, 0, 2 * time.Minute},
	} {
		for which, match := range map[string]fault.Match{"reads": jirafake.Searches, "creations": jirafake.Creates} {
			if which == "creations" && c.fault.Kind != jirafake.Throttled {
				continue // what became of one that a 503 answers is not known
			}
			f := jirafake.New(t, jirafake.Options{Now: time.Now})
			f.AddProject(jirafake.Project{Key: "SEA", Name: "Search"})
			t.Run(name+", "+which, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := besideJira(t, f)
					time.Sleep(3 * time.Minute) // the store is old enough
					f.FailShare(1, match, c.fault)
					w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth (team: payments)\n- [ ] Rebuild the index (team: search)\n")
					for minute := range 60 {
						began := time.Now()
						w.pass()
						if took := time.Since(began); took > 0 && minute > 0 || took > c.slept {
							t.Fatalf("pass %d took %v", minute, took)
						}
						time.Sleep(time.Minute - time.Since(began))
					}
					w.states("a.md", map[string]review.State{"Alert": review.Open, "Rebuild": review.Planned})
					if limited := f.Count(match); limited > c.most || limited == 0 {
						t.Errorf("asked %d times in an hour", limited)
					}
					f.Heal()
					time.Sleep(c.heals)
					w.pass()
					w.states("a.md", map[string]review.State{"Rebuild": review.Open})
					if n := len(f.Created()); n != 1 {
						t.Errorf("%d items", n)
					}
				})
			})
		}
	}
}
