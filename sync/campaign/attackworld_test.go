package campaign_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/tracker"
)

// arena is a world that is attacked: two sources, of which the attackers may
// write one, and a tracker in which two teams work, of which one has an editor
// who means no good.
type arena struct {
	*hub
	rng    *rand.Rand
	ground ground
	made   *recorder
	ours   shelf // reviews that no attacker may write
	theirs shelf // reviews of an author who means no good
	logs   *bytes.Buffer

	schedule []string // what was done so far
	truth
	lost   bool // the store was lost, or put back
	backup string
	worked int // what was done since the last pass
	spent  spending
}

// truth is what an attack is judged by.
type truth struct {
	authored map[string]string // ours, by path, as their authors wrote them
	sealed   map[string]string // words that nobody else may see, by the path of theirs or ours
	foreign  map[string]string // who opened the items that are not ours, by key
	bound    map[review.Key]string
	own      map[review.Key]bool // actions of ours
	// read are the reviews of ours that a pass has read, copied those that were
	// copied before: nobody can tell then which one is the copy.
	read, copied map[string]bool
}

// spending is what a pass cost.
type spending struct{ requests, bytes, made, documents int }

// the kinds of trackers and of sources.
var (
	grounds = []string{"files", "jira cloud", "jira data center", "github.com", "github enterprise"}
	shelves = []string{"folder", "repository", "issues"}
)

func newArena(t *testing.T, kind, ours, theirs string, seed uint64) *arena {
	return newArenaAt(t, kind, ours, theirs, seed, "")
}

// newArenaAt is newArena where something stands before GitHub and Jira.
func newArenaAt(t *testing.T, kind, ours, theirs string, seed uint64, site string) *arena {
	github := site
	if strings.HasPrefix(kind, "jira") {
		github = ""
	}
	a := &arena{
		hub: newHubAt(t, 3, kind == "github enterprise", 0, github), rng: rand.New(rand.NewPCG(seed, 7)), logs: &bytes.Buffer{},
		truth: truth{
			authored: map[string]string{}, sealed: map[string]string{}, foreign: map[string]string{}, bound: map[review.Key]string{}, own: map[review.Key]bool{}, read: map[string]bool{}, copied: map[string]bool{},
		},
	}
	a.close()
	a.shared = nil
	switch kind {
	case "files":
		a.ground, a.settle = &filesGround{h: a.hub}, 0
	case "jira cloud":
		a.ground = newJiraGround(t, a.hub, jirafake.Cloud, site)
	case "jira data center":
		a.ground = newJiraGround(t, a.hub, jirafake.DataCenter, site)
	default:
		a.ground = newGitHubGround(a.hub)
	}
	a.teams = nil
	for n, people := range [][]string{{"@wquill", "Wilma Quillfeather"}, {"Otto Brandelmayer"}} {
		a.teams = append(a.teams, mapping.Team{
			Name: []string{"alpha", "beta"}[n], Create: mapping.CreateAuto, Members: people,
			Backlog: mapping.Backlog{Tracker: "local", Project: a.ground.projects()[n], Settings: json.RawMessage("{}")},
		})
	}
	a.ours, a.theirs = a.shelf(ours, "reviews", a.home), a.shelf(theirs, "others", a.fake.Repo("acme/others", githubfake.RepoOptions{}))
	a.rules.Modes = []review.Mode{review.ModeBlock, review.ModeLinks}
	a.source, a.log = a.ours.source, a.logs
	a.faults = func(tracker.Tracker) tracker.Tracker { return a.record() }
	a.also = a.extend
	if seed%2 == 1 {
		a.secrets = []string{"a secret that nobody but us knows"}
	}
	a.follows = func(project string) bool {
		return project == a.ground.projects()[0] || project == a.ground.projects()[1]
	}
	a.made = &recorder{keys: map[string]bool{}, by: map[review.Key][]made{}}
	if g, is := a.ground.(*filesGround); is {
		g.made = a.made
	}
	a.open()
	return a
}

func (a *arena) shelf(kind, name string, repo *githubfake.Repo) shelf {
	repo.SetRole(githubBot, githubfake.Push)
	switch kind {
	case "folder":
		return &folderShelf{a: a, name: name}
	case "repository":
		return &repoShelf{a: a, name: name, repo: repo}
	}
	return &issuesShelf{a: a, name: name, repo: repo, numbers: map[string]int64{}}
}

// extend wires the source of the others beside ours.
func (a *arena) extend(loop *reconcile.Reconciler) {
	src := a.theirs.source()
	loop.Gatherer.Sources[0].Restricted = sealedBy
	loop.Gatherer.Sources = append(loop.Gatherer.Sources, gather.Source{Name: "others", Rules: a.rules, Restricted: sealedBy, Source: src})
	loop.Executor.Sources["others"] = execute.Source{Writer: src.(source.Writer), Modes: a.rules.Modes}
}

// sealedBy is what a source with restricted: {when: {visibility: [restricted]}}
// says, as it is wired.
func sealedBy(_ string, r review.Review) bool {
	if len(r.Unread()) > 0 {
		return true
	}
	for key, values := range r.Meta {
		for _, v := range values {
			if review.Fold(key) == "visibility" && strings.HasPrefix(review.Fold(v), "restricted") {
				return true
			}
		}
	}
	return false
}

// recorder takes down what is made.
type recorder struct {
	by   map[review.Key][]made
	keys map[string]bool
}

// made is an item as it was asked for and answered.
type made struct {
	asked tracker.NewItem
	item  tracker.Item
	err   error
}

// recorded is a tracker whose creations are taken down.
type recorded struct {
	tracker.Tracker
	*recorder
}

func (r recorded) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := r.Tracker.Create(ctx, items)
	for i, n := range items {
		r.by[n.Marker.Action] = append(r.by[n.Marker.Action], made{n, out[i].Item, out[i].Err})
		r.keys[out[i].Item.Key] = out[i].Err == nil
	}
	return out
}

func (r recorded) Recognise(t review.Ticket) (string, bool) {
	return r.Tracker.(tracker.Recogniser).Recognise(t)
}

// seeing is a tracker that shows others' items, a turning one has creations
// wait for their turn.
type (
	seeing  struct{ recorded }
	turning struct{ seeing }
)

func (r seeing) Recent(ctx context.Context, project string, since time.Time, limit int) ([]tracker.Other, error) {
	return r.Tracker.(tracker.Recent).Recent(ctx, project, since, limit)
}

func (r seeing) Edited(ctx context.Context, id string) (bool, error) {
	return r.Tracker.(tracker.Edited).Edited(ctx, id)
}

func (r turning) Wait(ctx context.Context) error { return r.Tracker.(tracker.Paced).Wait(ctx) }

func (r turning) Finish(ctx context.Context, u tracker.Unfinished) tracker.Finished {
	return r.Tracker.(tracker.Finisher).Finish(ctx, u)
}

func (a *arena) record() tracker.Tracker {
	r := recorded{a.ground.tracker(), a.made}
	if _, is := r.Tracker.(tracker.Paced); is {
		return turning{seeing{r}}
	}
	if _, is := r.Tracker.(tracker.Recent); is {
		return seeing{r}
	}
	return r
}

// pick is one of several at random.
func pick[T any](a *arena, of ...T) T { return of[a.rng.IntN(len(of))] }

// publish puts a review of ours; sealed: for few.
func (a *arena) publish(words string, sealed bool) {
	var b strings.Builder
	if sealed {
		b.WriteString("---\nvisibility: restricted\n---\n")
	}
	fmt.Fprintf(&b, "# The %s was down\n\n**Date:** 2026-11-20\n\n## Action items\n\n", words)
	for n, team := range []string{"alpha", "alpha", "beta"} {
		fmt.Fprintf(&b, "- [ ] %s the %s against %s (team: %s)\n", []string{"Fence", "Alert on", "Write down how to mend"}[n], words, []string{"overload", "silence", "frost"}[n], team)
	}
	path := a.ours.put("", b.String())
	a.authored[path] = b.String()
	if sealed {
		a.sealed["reviews:"+path] = words
	}
}

// all are the records of both sources.
func (a *arena) all() []plan.Review {
	a.t.Helper()
	a.open()
	records, err := a.store.ReviewsBy(a.t.(*testing.T).Context(), store.Filter{})
	must(a.t, err)
	return records
}

// countedPass is a pass, counted.
func (a *arena) countedPass() {
	a.t.Helper()
	a.wait(2 * time.Minute)
	a.open()
	a.count()
	before := len(a.made.by)
	a.fake.Forget()
	if _, is := a.ground.(*filesGround); !is {
		a.ground.traffic()
	}
	o := a.pass()
	for path := range a.authored {
		a.read[path] = true
	}
	a.count()
	a.spent.made, a.spent.documents = len(a.made.by)-before, o.Opened
}

// count takes down the requests since the last call.
func (a *arena) count() {
	a.spent = spending{}
	for _, e := range a.fake.Exchanges() {
		a.spent.requests, a.spent.bytes = a.spent.requests+1, a.spent.bytes+len(e.Body)+len(e.Answer)
	}
	a.fake.Forget()
	requests, size := a.ground.traffic()
	a.spent.requests, a.spent.bytes = a.spent.requests+requests, a.spent.bytes+size
}
