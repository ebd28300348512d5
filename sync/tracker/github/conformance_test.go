package github_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// What every test's place has: a token, its account, and somebody of a team.
const (
	token  = "ghp_tokenOfTheTest000000"
	bot    = "followthrough-bot"
	person = "ana"
	// stranger may open issues, and nothing else.
	stranger = "stranger"
)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// site is a GitHub with the repositories acme/pay and acme/sto, by a clock of
// its own.
type site struct {
	*githubfake.Fake
	clock      *clock
	enterprise bool
	repos      map[string]*githubfake.Repo
}

func newSite(t *testing.T, enterprise bool) site {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	f := githubfake.New(t, githubfake.Options{Enterprise: enterprise, Now: c.now})
	f.AddOrganization("acme")
	f.AddToken(token, bot, "repo")
	s := site{f, c, enterprise, map[string]*githubfake.Repo{}}
	s.repo("acme/pay", githubfake.Private)
	s.repo("acme/sto", githubfake.Private)
	return s
}

// repo makes a repository that the account may write to.
func (s site) repo(name, visibility string) *githubfake.Repo {
	r := s.Fake.Repo(name, githubfake.RepoOptions{Visibility: visibility})
	r.SetRole(bot, githubfake.Push)
	r.SetRole(person, githubfake.Admin)
	r.SetRole(stranger, githubfake.Pull)
	s.repos[name] = r
	return r
}

// client is a client as a new process would make it.
func (s site) client(t *testing.T, change ...func(*client.Options)) *client.Client {
	t.Helper()
	o := client.Options{
		Config: client.Config{Token: secret.New(token)}, API: s.APIURL(), WriteEvery: -1, WritesPerHour: -1,
		HTTP: httpx.Options{FirstWait: time.Millisecond, PerSecond: 1e6, Burst: 1e6},
	}
	if s.enterprise {
		o.URL, o.API = s.URL(), ""
	}
	for _, c := range change {
		c(&o)
	}
	return newClient(t, o)
}

func newClient(t *testing.T, o client.Options) *client.Client {
	t.Helper()
	c, err := client.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (s site) open(t *testing.T, change ...func(*github.Options)) *github.Tracker {
	t.Helper()
	o := github.Options{Options: tracker.Options{Instance: trackertest.Instance, Now: time.Now}, Label: "post-mortem"}
	for _, c := range change {
		c(&o)
	}
	return github.New("github", s.client(t), o)
}

// eachKind runs a test on github.com and on an Enterprise Server.
func eachKind(t *testing.T, test func(t *testing.T, enterprise bool)) {
	for name, enterprise := range map[string]bool{"github.com": false, "Enterprise": true} {
		t.Run(name, func(t *testing.T) { test(t, enterprise) })
	}
}

func eachSite(t *testing.T, test func(t *testing.T, s site)) {
	eachKind(t, func(t *testing.T, enterprise bool) { test(t, newSite(t, enterprise)) })
}

// at is the issue that an id names, as it is there.
func (s site) at(id string) githubfake.Issue {
	repo, number, _ := strings.Cut(id, "#")
	n, _ := strconv.ParseInt(number, 10, 64)
	return s.Issue(repo, n)
}

func (s site) setState(id string, to review.State, why string) {
	who, i := s.As(person), s.at(id)
	switch to {
	case review.Done:
		who.Close(i, "completed")
	case review.Declined:
		if why != "" {
			who.Comment(i, "Declined: "+why)
		}
		who.Close(i, "not_planned")
	default:
		who.Reopen(i)
	}
}

// count is how many issues bear a marker.
func (s site) count(m tracker.Marker) (n int) {
	for _, i := range s.Issues() {
		got, ok := draft.Marker(i.Body)
		if ok && got.Instance == m.Instance && got.Action == m.Action && got.Generation == m.Generation {
			n++
		}
	}
	return n
}

func TestConformance(t *testing.T) {
	eachKind(t, func(t *testing.T, enterprise bool) {
		trackertest.Run(t, func(t *testing.T) trackertest.Harness { return newSite(t, enterprise).harness() })
	})
}

// harness is a place for the conformance suites.
func (s site) harness() trackertest.Harness {
	return trackertest.Harness{
		Open: func(t *testing.T, instance string) tracker.Tracker {
			return s.open(t, func(o *github.Options) { o.Instance = instance })
		},
		Backlogs: [2]tracker.Backlog{{Project: "acme/pay"}, {Project: "acme/sto"}},
		SetState: func(_ *testing.T, id string, to review.State, why string) { s.setState(id, to, why) },
		Reword:   func(_ *testing.T, id, title string) { s.As(person).Retitle(s.at(id), title) },
		Copy: func(_ *testing.T, b tracker.Backlog, m tracker.Marker) string {
			i := s.As(stranger).Open(b.Project, "Mine", "My own words.\n\n"+draft.Comment(m))
			return fmt.Sprintf("%s#%d", b.Project, i.Number)
		},
		By: func(*testing.T) string { return fmt.Sprint(s.AddUser(stranger).ID) },
		Remark: func(_ *testing.T, id string, m tracker.Marker) {
			s.As(person).Edit(s.at(id), "Edited.\n\n"+draft.Comment(m))
		},
		// What is deleted shows with the daily reading.
		Delete: func(_ *testing.T, id string) {
			s.As(person).Delete(s.at(id))
			s.clock.add(25 * time.Hour)
		},
		Break: func(*testing.T) func() {
			s.FailShare(1, fault.Any, fault.Fault{Kind: fault.FailBefore})
			return s.Heal
		},
		Count: func(_ *testing.T, m tracker.Marker) int { return s.count(m) },
		Raw:   func(*testing.T) string { return fmt.Sprintf("%+v", s.Issues()) },
		Lacks: []review.State{review.InProgress},
	}
}

func TestFollowing(t *testing.T) {
	eachKind(t, func(t *testing.T, enterprise bool) {
		trackertest.RunFollowing(t, func(t *testing.T) trackertest.Following {
			s := newSite(t, enterprise)
			return trackertest.Following{
				Harness: s.harness(),
				As: func(t *testing.T, ahead time.Duration, accounts ...string) tracker.Tracker {
					return s.open(t, func(o *github.Options) {
						o.Accounts, o.Now = accounts, func() time.Time { return s.clock.now().Add(ahead) }
					})
				},
				Pass: s.clock.add, Lag: func(d time.Duration) { s.SetLag(githubfake.Lag{List: d, Filter: d}) },
				Lose: func() { s.FailNext(1, githubfake.Creates, fault.Fault{Kind: fault.CutAfter}) },
				Hide: func(b tracker.Backlog) func() {
					s.repos[b.Project].SetRole(bot, githubfake.None)
					return func() { s.repos[b.Project].SetRole(bot, githubfake.Push) }
				},
				Expire: func() func() { s.Revoke(token); return func() { s.AddToken(token, bot, "repo") } },
				Nobody: s.nobody(),
				Other: func(_ *testing.T, b tracker.Backlog) (string, string) {
					i := s.As(person).Open(b.Project, "Another issue", "")
					key := fmt.Sprintf("%s#%d", b.Project, i.Number)
					return key, key
				},
				Duplicate: func(id, of string) {
					s.As(person).Reopen(s.at(id))
					s.As(person).CloseAsDuplicate(s.at(id), s.at(of))
				},
			}
		})
	})
}

// nobody are the answers from which can't be told who we are.
func (s site) nobody() map[string]func() (mend func()) {
	out := map[string]func() func(){}
	for name, wrong := range map[string]fault.Fault{
		"refused":     {Kind: fault.FailBefore, Status: http.StatusUnauthorized, Body: `{"message":"Bad credentials"}`},
		"not found":   {Kind: fault.FailBefore, Status: http.StatusNotFound, Body: `{"message":"Not Found"}`},
		"nobody":      {Kind: fault.FailBefore, Status: http.StatusOK, Body: `{}`},
		"a number, 0": {Kind: fault.FailBefore, Status: http.StatusOK, Body: `{"id":0,"login":"followthrough-bot"}`},
		"garbled":     {Kind: fault.Garbled},
		"cut":         {Kind: fault.CutBefore},
	} {
		out[name] = func() func() {
			s.FailShare(1, fault.Route("GET /user"), wrong)
			return s.Heal
		}
	}
	return out
}

// settings are a backlog's own, as they are kept.
func settings(t *testing.T, b github.Backlog) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// made is the one item of a creation that must succeed.
func made(t *testing.T, tr tracker.Tracker, n tracker.NewItem) tracker.Outcome {
	t.Helper()
	out := tr.Create(t.Context(), []tracker.NewItem{n})
	if len(out) != 1 || out[0].Err != nil {
		t.Fatalf("created: %+v", out)
	}
	return out[0]
}

func changes(t *testing.T, tr tracker.Tracker, since string, backlogs ...tracker.Backlog) tracker.Changes {
	t.Helper()
	c, err := tr.Changed(t.Context(), backlogs, nil, since)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
