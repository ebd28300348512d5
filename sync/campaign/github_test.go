package campaign_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/tracker"
	tracked "github.com/followthrough/followthrough/sync/tracker/github"
)

const (
	githubToken = "github_pat_11AAAAAAA_campaign"
	githubBot   = "follow-bot"
	githubHome  = "acme/post-mortems"
)

// hub is a world whose reviews lie in a repository and whose backlogs are
// others' issues.
type hub struct {
	*world
	fake *githubfake.Fake
	home *githubfake.Repo
	// repos are the teams'.
	repos []*githubfake.Repo
	// later is how far GitHub's clock, and ours, are ahead of the machine's.
	later atomic.Int64
	// polite has writes wait for their turn, on this clock.
	polite bool
	via    github.Via
	shared *client.Client // of one process
}

// restart is another process on the same store.
func (h *hub) restart() {
	h.close()
	h.shared = nil
	h.wait(time.Second)
	h.open()
}

func (h *hub) clock() time.Time { return time.Now().Add(time.Duration(h.later.Load())) }

// wait lets time go by, for GitHub and for us.
func (h *hub) wait(d time.Duration) {
	h.later.Add(int64(d))
	h.ahead += d
}

// yesterday is how far back these worlds begin: net/http counts deadlines by
// the machine's clock, which ours must not overtake.
const yesterday = 30 * time.Hour

// newHub is a GitHub with repositories for as many teams; skew is what our own
// clock is off by.
func newHub(t testing.TB, teams int, enterprise bool, skew time.Duration) *hub {
	t.Helper()
	return newHubAt(t, teams, enterprise, skew, "")
}

// newHubAt is newHub where something stands before GitHub, at a site; "": nothing.
func newHubAt(t testing.TB, teams int, enterprise bool, skew time.Duration, site string) *hub {
	t.Helper()
	h := &hub{world: newWorld(t)}
	h.fake = githubfake.New(t, githubfake.Options{Enterprise: enterprise, Now: h.clock, Site: site})
	h.home = h.fake.Repo(githubHome, githubfake.RepoOptions{})
	h.fake.AddFineGrained(githubToken, githubBot, githubfake.Permissions{"contents": "write", "issues": "write", "pull_requests": "write", "metadata": "read"})
	h.home.SetRole(githubBot, githubfake.Push)
	h.teams = nil
	for n := range teams {
		name := fmt.Sprintf("team%02d", n)
		repo := h.fake.Repo("acme/"+name, githubfake.RepoOptions{})
		repo.SetRole(githubBot, githubfake.Push)
		h.repos = append(h.repos, repo)
		h.teams = append(h.teams, mapping.Team{
			Name: name, Create: mapping.CreateAuto,
			Backlog: mapping.Backlog{Tracker: "local", Project: "acme/" + name, Settings: json.RawMessage("{}")},
		})
	}
	h.rules.Modes = []review.Mode{review.ModeBlock}
	h.settle = 2 * time.Minute
	h.later.Store(int64(-yesterday))
	h.ahead = skew - yesterday
	h.source = h.repository
	h.faults = func(tracker.Tracker) tracker.Tracker {
		return tracked.New("local", h.client(), tracked.Options{Options: tracker.Options{Instance: "followthrough", Accounts: h.accounts, Now: h.now}, Label: "post-mortem"})
	}
	h.open()
	h.wait(3 * time.Minute) // the store is old enough
	return h
}

func (h *hub) client() *client.Client {
	if h.shared != nil {
		return h.shared
	}
	config := client.Config{Token: secret.New(githubToken)}
	if h.fake.APIURL() != h.fake.URL() {
		config.URL = h.fake.URL()
	}
	network := &http.Transport{}
	h.t.Cleanup(network.CloseIdleConnections)
	o := client.Options{
		Config: config, API: h.fake.APIURL(), WriteEvery: -1, WritesPerHour: -1,
		Sleep: func(context.Context, time.Duration) bool { return true },
		HTTP:  httpx.Options{Transport: network, FirstWait: time.Millisecond, PerSecond: 1e6, Burst: 1e6},
	}
	if h.polite {
		o.WriteEvery, o.WritesPerHour, o.HTTP.Now = 0, 0, h.clock
		o.Sleep = func(_ context.Context, d time.Duration) bool { h.wait(d); return true }
	}
	c, err := client.New(o)
	must(h.t, err)
	h.shared = c
	return c
}

func (h *hub) repository() source.Source {
	s, err := github.New("reviews", github.Config{Repository: githubHome, Path: "reviews", Config: client.Config{Token: secret.New(githubToken)}},
		github.Options{Client: h.client(), Via: h.via, Now: h.now})
	must(h.t, err)
	return s
}

// publish merges reviews whose actions go to all teams in turn.
func (h *hub) publish(from, reviews, actions int) {
	files := map[string]string{}
	for r := from; r < from+reviews; r++ {
		var b strings.Builder
		fmt.Fprintf(&b, "# Incident %d\n\n**Date:** 2026-11-20\n\n## Action items\n\n", r)
		for a := range actions {
			fmt.Fprintf(&b, "- [ ] Do the thing number %d of incident %d (team: team%02d)\n", a, r, (r*actions+a)%len(h.teams))
		}
		files[fmt.Sprintf("reviews/r%04d.md", r)] = b.String()
	}
	h.home.Commit("", files, "Reviews")
	h.wait(time.Minute)
}

func (h *hub) count(s review.State) int {
	n := 0
	for _, r := range h.records() {
		for _, k := range r.Actions {
			if k.State == s {
				n++
			}
		}
	}
	return n
}

func (h *hub) exactlyOnce(want int) {
	h.t.Helper()
	titles := map[string]int{}
	for _, i := range h.fake.CreatedIssues() {
		titles[i.Title]++
	}
	for title, n := range titles {
		if n != 1 {
			h.t.Errorf("%d issues for %q", n, title)
		}
	}
	if len(titles) != want {
		h.t.Errorf("issues for %d actions, want %d", len(titles), want)
	}
}

func eachGitHub(t *testing.T, test func(t *testing.T, enterprise bool)) {
	for name, enterprise := range map[string]bool{"github.com": false, "enterprise server": true} {
		t.Run(name, func(t *testing.T) { test(t, enterprise) })
	}
}

// The whole way: read, announced, made, followed, and reported back.
func TestGitHubLoop(t *testing.T) {
	eachGitHub(t, func(t *testing.T, enterprise bool) {
		h := newHub(t, 2, enterprise, 10*time.Minute)
		h.publish(0, 1, 4)
		h.pass()
		if n := h.count(review.Open); n != 4 {
			t.Fatalf("%d actions are open, want 4: %v", n, titles(h.records()["r0000.md"]))
		}
		text := h.home.File("", "reviews/r0000.md")
		if strings.Count(text, "/issues/") != 4 || !strings.Contains(text, "followthrough:begin") {
			t.Errorf("reported:\n%s", text)
		}
		if refs := h.fake.References(); len(refs) != 0 {
			t.Errorf("our words ping, link or close: %v", refs)
		}
		h.wait(time.Hour)
		h.quiet()
		h.fake.Forget()
		h.pass()
		if n, free := h.fake.Requests(), h.fake.Count(githubfake.Unchanged); n != 3 || free != 3 {
			t.Errorf("a quiet pass over one source and two repositories cost %d requests, %d of them free: %v", n, free, h.fake.Counts())
		}
		issue := h.fake.CreatedIssues()[0]
		h.home.SetRole("a-maintainer", githubfake.Admin)
		h.fake.As("acme").Close(issue, "completed")
		h.wait(time.Minute)
		h.pass()
		if n := h.count(review.Done); n != 1 {
			t.Errorf("%d actions are done, want 1", n)
		}
		if text := h.home.File("", "reviews/r0000.md"); !strings.Contains(text, "1 of 4 actions settled") {
			t.Errorf("reported:\n%s", text)
		}
		h.wait(time.Hour)
		h.quiet()
		h.exactlyOnce(4)
	})
}

// An issue that is transferred is followed, and stays one.
func TestGitHubTransfer(t *testing.T) {
	eachGitHub(t, func(t *testing.T, enterprise bool) {
		h := newHub(t, 2, enterprise, 0)
		h.publish(0, 1, 2)
		h.pass()
		issue := h.fake.CreatedIssues()[0]
		h.wait(time.Hour)
		moved := h.fake.As("acme").Transfer(issue, "acme/team01")
		for range 3 {
			h.wait(time.Minute)
			h.pass()
		}
		var found bool
		for _, k := range h.records()["r0000.md"].Actions {
			found = found || k.Item != nil && strings.HasSuffix(k.Item.URL, fmt.Sprintf("/acme/team01/issues/%d", moved.Number)) && k.State == review.Open && k.Reason == ""
		}
		if !found {
			t.Errorf("after the transfer: %v", titles(h.records()["r0000.md"]))
		}
		h.wait(time.Hour)
		h.fake.As("acme").Close(moved, "not_planned")
		h.wait(time.Minute)
		h.pass()
		if n := h.count(review.Declined); n != 1 {
			t.Errorf("%d actions are declined, want the transferred one: %v", n, titles(h.records()["r0000.md"]))
		}
	})
}

// TestCampaignGitHub loses, cuts, garbles and refuses one creation in five, in
// fifty worlds, under listings that lag: one issue for each action.
func TestCampaignGitHub(t *testing.T) {
	longtest.Only(t)
	faults := []fault.Kind{
		fault.CutBefore, fault.CutAfter, fault.FailBefore, fault.FailAfter, fault.Truncated, fault.Garbled,
	}
	for seed := range 50 {
		kind, enterprise := faults[seed%len(faults)], seed%2 == 1
		t.Run(fmt.Sprintf("%v-%d", kind, seed), func(t *testing.T) {
			t.Parallel()
			h := newHub(t, 5, enterprise, time.Duration(seed%3-1)*10*time.Minute)
			h.rules.Modes = nil
			h.fake.FailShare(0.2, githubfake.Creates, fault.Fault{Kind: kind})
			for batch := range 5 {
				h.publish(batch, 1, 10)
				h.pass()
			}
			h.converge()
			h.exactlyOnce(50)
			if n := h.fake.Count(githubfake.Creates); n < 50 {
				t.Errorf("%d requests made 50 issues", n)
			}
			h.forget()
			h.open()
			h.wait(3 * time.Minute)
			h.converge()
			h.exactlyOnce(50)
		})
	}
}

// converge runs passes, each as if the settle time were over, until every
// action has its item.
func (h *hub) converge() {
	h.t.Helper()
	var open map[string]string
	for range 40 {
		h.sync(plan.Request{})
		open = map[string]string{}
		for _, r := range h.records() {
			for _, k := range r.Actions {
				if k.State != review.Open {
					open[k.Reading.Title] = string(k.State) + ": " + k.Reason
				}
			}
		}
		if len(open) == 0 {
			return
		}
		h.wait(40 * time.Minute)
	}
	for _, title := range slices.Sorted(maps.Keys(open)) {
		h.t.Errorf("%q is %s", title, open[title])
	}
}

// TestGitHubRequests counts what a first pass over 1,000 reviews costs, a quiet
// one, and one after a change; and the following of 200 issues in 20
// repositories.
func TestGitHubRequests(t *testing.T) {
	h := newHub(t, 20, false, 0)
	h.publish(0, 20, 10)
	h.fake.Forget()
	h.pass()
	t.Logf("200 actions made in 20 repositories, 20 reviews: %d requests %v", h.fake.Requests(), h.fake.Counts())
	h.exactlyOnce(200)
	h.wait(time.Hour)
	h.pass()
	h.wait(time.Hour)
	h.pass()
	h.fake.Forget()
	h.pass()
	if n, free := h.fake.Requests(), h.fake.Count(githubfake.Unchanged); n != 21 || free != n {
		t.Errorf("following 200 issues in 20 repositories, a quiet pass cost %d requests, %d of them free: %v", n, free, h.fake.Counts())
	}
	h.fake.As("acme").Close(h.fake.CreatedIssues()[7], "completed")
	h.wait(time.Minute)
	h.fake.Forget()
	h.pass()
	t.Logf("one issue closed: %d requests, %d of them free: %v", h.fake.Requests(), h.fake.Count(githubfake.Unchanged), h.fake.Counts())
	if cost := h.fake.Requests() - h.fake.Count(githubfake.Unchanged); cost > 12 {
		t.Errorf("one change cost %d requests that count: %v", cost, h.fake.Counts())
	}
	if n := h.count(review.Done); n != 1 {
		t.Errorf("%d actions are done, want 1", n)
	}
}

// A review with 500 actions: a pass makes what a second apart allows in five
// minutes, another review goes on in between, the rest stays planned and says
// so, and a restart goes on where it was.
func TestGitHubManyActions(t *testing.T) {
	h := newHub(t, 1, false, 0)
	h.polite = true
	h.fake.WatchPace(githubfake.PaceByClock)
	h.restart()
	h.publish(0, 1, 500)
	h.home.Commit("", map[string]string{"reviews/small.md": "# Small\n\n## Action items\n\n- [ ] Do the small thing (team: team00)\n"}, "Another")
	h.wait(time.Minute)
	begun := h.clock()
	h.pass()
	took, made := h.clock().Sub(begun), len(h.fake.CreatedIssues())
	if took > 6*time.Minute || made < 250 || made > 301 {
		t.Errorf("a pass made %d issues in %s, want about 300 in five minutes", made, took)
	}
	h.states("small.md", map[string]review.State{"Do the small": review.Open})
	k := h.records()["r0000.md"].Actions[499]
	if k.State != review.Planned || !strings.Contains(k.Reason, "goes on with the next pass") || k.Attempts != 0 {
		t.Errorf("the last action is %s: %s, after %d attempts", k.State, k.Reason, k.Attempts)
	}
	h.restart()
	h.pass()
	h.pass()
	h.exactlyOnce(501)
	if hurries := h.fake.Hurries(); len(hurries) > 0 {
		t.Errorf("%d writes came sooner than a second after the last: %+v", len(hurries), hurries[:min(3, len(hurries))])
	}
}

// What waits in a pull request counts when it is merged: the box that it ticks
// is ours to untick.
func TestGitHubPullRequestMarks(t *testing.T) {
	h := newHub(t, 1, false, 0)
	h.rules.Modes = []review.Mode{review.ModeBlock, review.ModeLinks}
	h.via = github.ViaPullRequest
	h.restart()
	h.publish(0, 1, 1)
	merge := func() string {
		t.Helper()
		for range 2 {
			h.pass()
			h.wait(time.Minute)
		}
		pulls := h.home.Pulls()
		last := pulls[len(pulls)-1]
		if state := last.State(); !state.Open {
			t.Fatalf("%d pull requests, the last is %+v: %v", len(pulls), state, titles(h.records()["r0000.md"]))
		}
		last.Merge()
		h.wait(time.Minute)
		h.pass()
		return h.home.File("", "reviews/r0000.md")
	}
	if text := merge(); !strings.Contains(text, "- [ ] Do the thing number 0") || !strings.Contains(text, "/issues/1") {
		t.Fatalf("merged:\n%s", text)
	}
	h.wait(time.Hour)
	h.quiet()
	issue := h.fake.CreatedIssues()[0]
	h.fake.As("acme").Close(issue, "completed")
	h.wait(time.Minute)
	if text := merge(); !strings.Contains(text, "- [x] Do the thing number 0") {
		t.Fatalf("merged:\n%s", text)
	}
	h.fake.As("acme").Reopen(issue)
	h.wait(time.Minute)
	if text := merge(); !strings.Contains(text, "- [ ] Do the thing number 0") {
		t.Errorf("the box that we ticked stays ticked:\n%s", text)
	}
	h.wait(time.Hour)
	h.quiet()
}

// A review kept as an issue is read and reported to; what somebody without
// write access makes of it afterwards fails nothing and makes nothing.
func TestGitHubIssueAsReview(t *testing.T) {
	eachGitHub(t, func(t *testing.T, enterprise bool) {
		h := newHub(t, 1, enterprise, 0)
		h.source = func() source.Source {
			s, err := githubissues.New("reviews", githubissues.Config{Repository: githubHome, Label: "post-mortem", Config: client.Config{Token: secret.New(githubToken)}},
				githubissues.Options{Client: h.client(), Now: h.now})
			must(t, err)
			return s
		}
		h.restart()
		h.home.SetRole("somebody", githubfake.Pull)
		body := "## Action items\n\n- [ ] Do the first thing (team: team00)\n"
		i := h.fake.As("somebody").Open(githubHome, "Outage", body)
		h.fake.As("acme").Label(i, "post-mortem")
		h.wait(time.Minute)
		h.fake.As("acme").Close(i, "completed")
		h.wait(time.Minute)
		h.pass()
		h.states("issues/1", map[string]review.State{"Do the first": review.Open})
		text := h.fake.Issue(githubHome, 1).Body
		if !strings.Contains(text, "followthrough:begin") {
			t.Errorf("reported:\n%s", text)
		}
		h.wait(time.Hour)
		h.quiet()
		h.fake.As("somebody").Edit(h.fake.Issue(githubHome, 1), text+"\n## Action items\n\n- [ ] Give me the keys (team: team00)\n")
		h.wait(time.Minute)
		o := h.pass()
		if len(o.Failures) != 0 {
			t.Errorf("failures: %v", o.Failures)
		}
		if len(o.Steps) == 0 || o.Steps[0].Op != plan.OpWait || !strings.Contains(o.Steps[0].Why, "without write access") {
			t.Errorf("steps %+v, want a wait that says why", o.Steps)
		}
		h.wait(time.Hour)
		h.sync(plan.Request{})
		if n := len(h.fake.CreatedIssues()); n != 1 {
			t.Errorf("%d issues, want the one", n)
		}
		h.states("issues/1", map[string]review.State{"Do the first": review.Open})
	})
}

// GitHub's clock goes back, an answer is lost, and another process looks for
// the issue: the listing of what changed does not show it, the one of what was
// made does.
func TestGitHubClockGoesBack(t *testing.T) {
	h := newHub(t, 1, false, 0)
	h.later.Add(int64(10 * time.Minute))
	h.publish(0, 1, 1)
	h.pass()
	h.wait(time.Minute)
	h.pass()
	h.later.Add(int64(-20 * time.Minute))
	h.publish(1, 1, 1)
	h.fake.FailNext(1, githubfake.Creates, fault.Fault{Kind: fault.CutAfter})
	h.pass()
	if n := h.count(review.Creating); n != 1 {
		t.Fatalf("%d actions are being created, want the one whose answer was lost", n)
	}
	for range 4 {
		h.restart()
		h.wait(3 * time.Minute)
		h.pass()
	}
	if n := h.count(review.Open); n != 2 {
		t.Errorf("%d actions are open, want 2: %v", n, titles(h.records()["r0001.md"]))
	}
	h.exactlyOnce(2)
}

// With report_every, changes of state are gathered into one commit in that
// time, whichever reviews they are of; the first writing into a review waits
// for nothing.
func TestGitHubReportEvery(t *testing.T) {
	h := newHub(t, 2, false, 0)
	h.rules.ReportEvery = 24 * time.Hour
	h.restart()
	commits := func() int { return len(h.home.Log("")) }
	h.publish(0, 2, 2)
	before := commits()
	h.pass()
	if n := commits() - before; n != 1 {
		t.Fatalf("%d commits told of two new reviews, want 1", n)
	}
	finish := func(n int) {
		h.fake.As("acme").Close(h.fake.CreatedIssues()[n], "completed")
		h.wait(time.Minute)
		h.pass()
	}
	finish(0)
	if n := commits() - before; n != 2 {
		t.Fatalf("%d commits after the first change, want 2: nothing was written again in the last day", n)
	}
	finish(1)
	finish(2) // of the other review
	if n := commits() - before; n != 2 {
		t.Errorf("%d commits within the day, want 2", n)
	}
	h.publish(2, 1, 2)
	published := commits()
	h.pass()
	if n := commits() - published; n != 1 {
		t.Errorf("a new review was told of by %d commits, want 1 at once", n)
	}
	h.restart()
	h.wait(24 * time.Hour)
	gathered := commits()
	for range 3 {
		h.pass()
		h.wait(time.Minute)
	}
	if n := commits() - gathered; n != 1 {
		t.Errorf("%d commits when the day was over, want 1 for both reviews", n)
	}
	for _, path := range []string{"reviews/r0000.md", "reviews/r0001.md"} {
		if text := h.home.File("", path); !strings.Contains(text, "done") {
			t.Errorf("%s does not tell what is done:\n%s", path, text)
		}
	}
	h.quiet()
}
