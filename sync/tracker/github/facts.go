package github

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// factsFor is how long what was read of a repository holds for a creation: who
// can read it may change at any time.
const factsFor = 5 * time.Minute

// facts are what is so of a repository, as it was read at a time.
type facts struct {
	id       int64
	name     string // owner/name as it is now
	audience review.Audience
	issues   bool // they are enabled
	archived bool
	push     bool // we may set labels, milestone and type
	read     time.Time
}

// factsOf is what is so of a repository, by the name that ids know it by, as
// read within an age; 0: now.
func (t *adapter) factsOf(ctx context.Context, name string, age time.Duration) (facts, error) {
	f, known := t.facts.Find(name)
	if known && t.o.Now().Sub(f.read) < age {
		return f, nil
	}
	at := t.o.Now()
	var r client.Repository
	if _, err := t.client.Do(ctx, http.MethodGet, client.Path(name), nil, &r); err != nil {
		return facts{}, err
	}
	f = facts{
		id: r.ID, name: r.Name, audience: audienceOf(r), issues: r.Issues == nil || *r.Issues, archived: r.Archived,
		// What an App may do says its installation, not the repository.
		push: r.Permissions.Push || t.client.App(), read: at,
	}
	if !strings.EqualFold(f.name, name) {
		t.renamed(f.name, name)
	}
	t.facts.Put(name, f)
	return f, nil
}

// forget drops what was read of a repository: a refusal says that it changed.
func (t *adapter) forget(name string) {
	t.facts.Drop(name)
	t.milestones.Drop(name)
}

// audienceOf is who can read a repository; what it doesn't tell is not known.
func audienceOf(r client.Repository) review.Audience { return review.Audience(r.Visibility()) }

// How long a repository's milestones hold, and how old they must be to be read
// again for one that is not among them.
const (
	milestonesFor   = time.Hour
	milestonesStale = 30 * time.Second
)

// milestones are a repository's open ones, as read at a time.
type milestones struct {
	numbers map[string]int // by the form of the title
	titles  []string
	read    time.Time
}

// milestone is the number of an open milestone by its title; "" has none.
func (t *adapter) milestone(ctx context.Context, name, title string) (int, error) {
	if title == "" {
		return 0, nil
	}
	all, known := t.milestones.Find(name)
	age := t.o.Now().Sub(all.read)
	if _, ok := all.numbers[names.Form(title)]; !known || age >= milestonesFor || !ok && age >= milestonesStale {
		var err error
		if all, err = t.readMilestones(ctx, name); err != nil {
			return 0, err
		}
	}
	number, ok := all.numbers[names.Form(title)]
	if !ok {
		return 0, tracker.Refuse("milestone", all.titles, "%s has no open milestone %q", name, title)
	}
	return number, nil
}

func (t *adapter) readMilestones(ctx context.Context, name string) (milestones, error) {
	all := milestones{numbers: map[string]int{}, read: t.o.Now()}
	open, err := issues.Milestones(ctx, t.client, name, "open")
	if err != nil {
		return all, err
	}
	for _, m := range open {
		all.numbers[names.Form(m.Title)] = m.Number
		all.titles = append(all.titles, m.Title)
	}
	slices.Sort(all.titles)
	t.milestones.Put(name, all)
	return all, nil
}
