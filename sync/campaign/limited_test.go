package campaign_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
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
		most  int           // requests in 20 polls
		slept time.Duration // in the first pass
		heals time.Duration
	}{
		"429 for 30 seconds": {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "30"}, 20, 0, time.Minute},
		"429 for a day":      {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "86400"}, 1, 0, time.Hour},
		"429 for no time":    {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "0"}, 23, 6 * time.Second, time.Minute},
		"503 for a day":      {jirafake.Fault{Kind: jirafake.FailBefore, Status: 503, RetryAfter: "86400"}, 10, 0, 2 * time.Minute},
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
					for minute := range 20 {
						began := time.Now()
						w.pass()
						if took := time.Since(began); took > 0 && minute > 0 || took > c.slept {
							t.Fatalf("pass %d took %v", minute, took)
						}
						time.Sleep(time.Minute - time.Since(began))
					}
					w.states("a.md", map[string]review.State{"Alert": review.Open, "Rebuild": review.Planned})
					if limited := f.Count(match); limited > c.most || limited == 0 {
						t.Errorf("asked %d times in 20 minutes", limited)
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

// unwatched are the methods of a source and a tracker without those that watch a
// disk: they would keep a bubble's clock from going on.
type (
	unwatchedSource struct {
		source.Source
		source.Writer
	}
	unwatchedTracker struct{ tracker.Tracker }
)

// TestALimitIsToldOnce runs the loop for hours while a Jira wants to be left alone:
// it is told once and once more at the end, which is seen soon, and it is asked
// little.
func TestALimitIsToldOnce(t *testing.T) {
	for name, c := range map[string]struct {
		fault jirafake.Fault
		most  int // requests of its kind in two hours
		heals time.Duration
	}{
		"429 for 30 seconds": {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "30"}, 122, 2 * time.Minute},
		"429 for a day":      {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "86400"}, 3, time.Hour},
		"503 for a day":      {jirafake.Fault{Kind: jirafake.FailBefore, Status: 503, RetryAfter: "86400"}, 62, 2 * time.Minute},
		"429 for no time":    {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "0"}, 126, 2 * time.Minute},
	} {
		for which, match := range map[string]fault.Match{"reads": jirafake.Searches, "creations": jirafake.Creates} {
			if which == "creations" && c.fault.Kind != jirafake.Throttled {
				continue
			}
			f := jirafake.New(t, jirafake.Options{Now: time.Now})
			f.AddProject(jirafake.Project{Key: "SEA", Name: "Search"})
			t.Run(name+", "+which, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var log bytes.Buffer
					w := besideJira(t, f)
					reviews := w.loop.Gatherer.Sources[0].Source
					w.loop.Gatherer.Sources[0].Source = unwatchedSource{reviews, reviews.(source.Writer)}
					w.loop.Gatherer.Trackers[0].Tracker = unwatchedTracker{w.loop.Gatherer.Trackers[0].Tracker}
					w.loop.Poll, w.loop.Jitter, w.loop.Log = time.Minute, func() float64 { return 0.5 }, slog.New(slog.NewTextHandler(&log, nil))
					w.loop.Gatherer.Pace.Rules = pace.Rules{Grace: time.Second, Pause: time.Minute}
					w.put("reviews/a.md", "# A\n\n## Action items\n\n- [ ] Alert on queue depth (team: payments)\n- [ ] Rebuild the index (team: search)\n")
					f.FailShare(1, match, c.fault)
					ctx, stop := context.WithCancel(t.Context())
					var loop sync.WaitGroup
					loop.Go(func() { _ = w.loop.Run(ctx) })
					time.Sleep(2 * time.Hour)
					if n := f.Count(match); n == 0 || n > c.most {
						t.Errorf("asked %d times", n)
					}
					f.Heal()
					time.Sleep(c.heals)
					stop()
					loop.Wait()
					w.states("a.md", map[string]review.State{"Alert": review.Open, "Rebuild": review.Open})
					for words, want := range map[string]int{"level=WARN": 1, "works again": 1} {
						if n := strings.Count(log.String(), words); n != want {
							t.Errorf("%s: told %d times, not %d:\n%s", words, n, want, log.String())
						}
					}
				})
			})
		}
	}
}
