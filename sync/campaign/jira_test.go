package campaign_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// projects are those of the five teams.
var projects = []string{"PAY", "SEA", "MAIL", "NET", "OPS"}

// jiraWorld is a world whose backlogs are projects of a Jira.
func jiraWorld(t *testing.T, o jirafake.Options) (*world, *jirafake.Fake) {
	t.Helper()
	w := newWorld(t)
	if o.Now == nil {
		o.Now = time.Now
	}
	f := jirafake.New(t, o)
	w.teams = nil
	for _, key := range projects {
		f.AddProject(jirafake.Project{Key: key, Name: "Project " + key})
		w.teams = append(w.teams, mapping.Team{
			Name: strings.ToLower(key), Create: mapping.CreateAuto,
			Backlog: mapping.Backlog{Tracker: "local", Project: key, Settings: json.RawMessage("{}")},
		})
	}
	c := jira.Config{URL: f.URL(), Token: secret.New("token-of-the-test")}
	if o.Flavour == jirafake.Cloud {
		c.Email = "bot@teams.example"
	}
	w.settle = 2 * time.Minute
	w.faults = func(tracker.Tracker) tracker.Tracker {
		tr, err := jira.New("local", jira.Options{
			Settings: jira.Settings{Config: c, Label: "post-mortem", Accounts: w.accounts},
			Options:  tracker.Options{Instance: "followthrough", Follows: w.follows, Now: time.Now}, FirstWait: time.Millisecond,
		})
		must(t, err)
		return tr
	}
	w.open()
	w.ahead = 3 * time.Minute // the store is old enough
	return w, f
}

// putJiraReviews puts reviews whose actions go to all teams in turn.
func putJiraReviews(w *world, reviews, actions int) {
	for r := range reviews {
		var b strings.Builder
		fmt.Fprintf(&b, "# Incident %d\n\n**Date:** 2026-11-20\n\n## Action items\n\n", r)
		for a := range actions {
			fmt.Fprintf(&b, "- [ ] Do the thing number %d of incident %d (team: %s)\n", a, r, strings.ToLower(projects[a%len(projects)]))
		}
		w.put(fmt.Sprintf("reviews/r%02d.md", r), b.String())
	}
}

func eachJira(t *testing.T, test func(t *testing.T, flavour jirafake.Flavour)) {
	for name, flavour := range map[string]jirafake.Flavour{"Cloud": jirafake.Cloud, "DataCenter": jirafake.DataCenter} {
		t.Run(name, func(t *testing.T) { test(t, flavour) })
	}
}

// TestJiraRequests counts the requests of a first pass over 500 actions, of a
// quiet one, and of one after a change.
func TestJiraRequests(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		var later atomic.Int64
		clock := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour, Now: clock})
		w.rules.Modes = []review.Mode{review.ModeBlock}
		putJiraReviews(w, 20, 25)
		w.pass()
		if made := len(f.Created()); made != 500 || f.Requests() > 30 {
			t.Errorf("%d issues by %d requests, want 500 by 30 at most: %v", made, f.Requests(), f.Counts())
		}
		t.Logf("first pass: %d requests %v", f.Requests(), f.Counts())
		later.Store(int64(time.Hour))           // what was made is no news any more
		if o := w.pass(); len(o.Failures) > 0 { // reads back what it made
			t.Fatal(o.Failures)
		}
		later.Store(int64(2 * time.Hour))
		w.pass()
		f.Forget()
		w.pass()
		if f.Requests() != 1 {
			t.Errorf("a quiet pass cost %d requests, want one search: %v", f.Requests(), f.Counts())
		}
		t.Logf("quiet pass: %d requests %v", f.Requests(), f.Counts())
		issue := f.Created()[0]
		f.SetStatus(issue.Key, "Done", "Done")
		f.Forget()
		w.pass()
		if f.Requests() > 2 {
			t.Errorf("one change cost %d requests: %v", f.Requests(), f.Counts())
		}
		t.Logf("one change: %d requests %v", f.Requests(), f.Counts())
		done := 0
		for _, r := range w.records() {
			for _, k := range r.Actions {
				if k.State == review.Done {
					done++
				}
			}
		}
		if done != 1 {
			t.Errorf("%d actions are done, want the one", done)
		}
	})
}

// TestCampaignJiraQuiet follows ten issues and ten thousand: a quiet pass costs
// one search.
func TestCampaignJiraQuiet(t *testing.T) {
	longtest.Only(t)
	for _, reviews := range []int{1, 1000} {
		var later atomic.Int64
		clock := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
		w, f := jiraWorld(t, jirafake.Options{Flavour: jirafake.Cloud, Now: clock})
		w.rules.Modes = nil
		putJiraReviews(w, reviews, 10)
		w.pass()
		for hour := range 3 {
			later.Store(int64(time.Duration(hour+1) * time.Hour))
			f.Forget()
			w.pass()
		}
		f.Forget()
		w.pass()
		if made := len(f.Created()); made != reviews*10 || f.Requests() != 1 {
			t.Errorf("following %d issues, a quiet pass cost %d requests: %v", made, f.Requests(), f.Counts())
		}
	}
}

// TestCampaignJira loses, cuts, garbles and refuses one creation in ten, in
// fifty worlds, under an index that lags: one issue for each action.
func TestCampaignJira(t *testing.T) {
	longtest.Only(t)
	faults := []jirafake.FaultKind{
		jirafake.CutBefore, jirafake.CutAfter, jirafake.FailBefore, jirafake.FailAfter, jirafake.Truncated, jirafake.Garbled,
	}
	for seed := range 50 {
		kind, flavour := faults[seed%len(faults)], jirafake.Flavour(seed%2)
		t.Run(fmt.Sprintf("%v-%d", kind, seed), func(t *testing.T) {
			const lag = 20 * time.Millisecond
			w, f := jiraWorld(t, jirafake.Options{Flavour: flavour, Seed: uint64(seed)})
			w.rules.Modes = nil
			f.SetLag(lag)
			f.FailShare(0.1, jirafake.Creates, jirafake.Fault{Kind: kind}) // five times in a row, and a person is asked
			for batch := range 5 {                                         // several creations each, not one bulk call for all
				putJiraReviews(w, batch+1, 10)
				w.pass()
				time.Sleep(lag + 10*time.Millisecond)
			}
			jiraConverge(t, w, lag)
			jiraExactlyOnce(t, f, 50)
			w.forget()
			w.open()
			w.ahead += 3 * time.Minute
			jiraConverge(t, w, lag)
			jiraExactlyOnce(t, f, 50)
		})
	}
}

// jiraConverge runs passes, each as if the settle time were over, until every
// action has its item.
func jiraConverge(t *testing.T, w *world, lag time.Duration) {
	t.Helper()
	var open map[string]string
	for range 40 {
		w.sync(plan.Request{})
		open = map[string]string{}
		for _, r := range w.records() {
			for _, k := range r.Actions {
				if k.State != review.Open {
					open[k.Reading.Title] = string(k.State) + ": " + k.Reason
				}
			}
		}
		if len(open) == 0 {
			return
		}
		w.ahead += 40 * time.Minute // longer than the longest wait
		time.Sleep(lag + 10*time.Millisecond)
	}
	for _, title := range slices.Sorted(maps.Keys(open)) {
		t.Errorf("%q is %s", title, open[title])
	}
}

func jiraExactlyOnce(t *testing.T, f *jirafake.Fake, want int) {
	t.Helper()
	titles := map[string]int{}
	for _, i := range f.Created() {
		titles[i.Summary]++
	}
	for title, n := range titles {
		if n != 1 {
			t.Errorf("%d issues for %q", n, title)
		}
	}
	if len(titles) != want {
		t.Errorf("issues for %d actions, want %d", len(titles), want)
	}
}

// TestJiraLostMarker takes the marker off an issue: what we know to be ours
// stays so.
func TestJiraLostMarker(t *testing.T) {
	eachJira(t, func(t *testing.T, flavour jirafake.Flavour) {
		w, f := jiraWorld(t, jirafake.Options{Flavour: flavour})
		w.rules.Modes = []review.Mode{review.ModeBlock}
		putJiraReviews(w, 1, 10)
		w.pass()
		f.Edit(f.Created()[0].Key, func(i *jirafake.Issue) { i.Properties, i.Description = nil, "" })
		w.sync(plan.Request{})
		w.quiet()
		jiraExactlyOnce(t, f, 10)
	})
}
