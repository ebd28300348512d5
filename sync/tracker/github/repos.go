package github

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// repos are the repositories that backlogs and issues name: what ids and backlogs
// call them, and what was read of them. Issues taken elsewhere give no new name.
type repos struct {
	client *client.Client
	now    func() time.Time

	names      together.Map[string, string]     // by a repository's name now, in lower case: as ids name it
	projects   together.Map[string, string]     // by owner/repo as ids name it: as backlogs write it
	facts      together.Map[string, facts]      // by owner/repo as ids name it
	milestones together.Map[string, milestones] // likewise
}

// Named is the name by which ids know a repository, whatever its name now.
func (r *repos) Named(repo string) string {
	lower := strings.ToLower(repo)
	if name, ok := r.names.Find(lower); ok && r.projects.Get(lower) == "" {
		return name
	}
	return lower
}

// renamed notes that a repository is known to ids by another name than it has.
func (r *repos) renamed(repo, name string) { r.names.Put(strings.ToLower(repo), name) }

// project is a repository as backlogs write it.
func (r *repos) project(repo string) string {
	name := r.Named(repo)
	if project, ok := r.projects.Find(name); ok {
		return project
	}
	if name != strings.ToLower(repo) {
		return name
	}
	return repo
}

// placeOf notes how a backlog writes a repository, and gives the name by which
// ids know it.
func (r *repos) placeOf(project string) string {
	name := strings.ToLower(project)
	r.projects.Change(name, func(first string) string { return cmp.Or(first, project) })
	return name
}

// factsFor is how long what was read of a repository holds for a creation: who
// can read it may change at any time.
const factsFor = 5 * time.Minute

// facts are what is so of a repository, as it was read at a time.
type facts struct {
	client.Repository
	read time.Time
}

// of is what is so of a repository, by the name that ids know it by, as read
// within an age; 0: now.
func (r *repos) of(ctx context.Context, name string, age time.Duration) (facts, error) {
	f := r.facts.Get(name)
	if r.now().Sub(f.read) < age {
		return f, nil
	}
	f = facts{read: r.now()}
	if _, err := r.client.Do(ctx, http.MethodGet, client.Path(name), nil, &f.Repository); err != nil {
		return facts{}, err
	}
	if !strings.EqualFold(f.Name, name) {
		r.renamed(f.Name, name)
	}
	r.facts.Put(name, f)
	return f, nil
}

// forget drops what was read of a repository: a refusal says that it changed.
func (r *repos) forget(name string) {
	r.facts.Drop(name)
	r.milestones.Drop(name)
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
	open []issues.Milestone
	read time.Time
}

// milestone is the number of an open milestone by its title; "" has none.
func (r *repos) milestone(ctx context.Context, name, title string) (int, error) {
	if title == "" {
		return 0, nil
	}
	all, same := r.milestones.Get(name), func(m issues.Milestone) bool { return names.Same(m.Title, title) }
	at, age := slices.IndexFunc(all.open, same), r.now().Sub(all.read)
	if age >= milestonesFor || at < 0 && age >= milestonesStale {
		open, err := issues.Milestones(ctx, r.client, name, "open")
		if err != nil {
			return 0, err
		}
		all = milestones{open, r.now()}
		r.milestones.Put(name, all)
		at = slices.IndexFunc(all.open, same)
	}
	if at < 0 {
		var titles []string
		for _, m := range all.open {
			titles = append(titles, m.Title)
		}
		return 0, tracker.Refuse("milestone", slices.Sorted(slices.Values(titles)), "%s has no open milestone %q", name, title)
	}
	return all.open[at].Number, nil
}

// neighbour tells whether a repository is of an owner that a backlog is of.
func (r *repos) neighbour(repo string) bool {
	owner, _, _ := strings.Cut(strings.ToLower(repo), "/")
	for name := range r.projects.All() {
		if strings.HasPrefix(name, owner+"/") {
			return true
		}
	}
	return false
}

// PlaceOf is the repository that an id names.
func (r *repos) PlaceOf(id string) string {
	at, ok := issues.ParseRef(id)
	if !ok {
		return ""
	}
	return r.project(at.Repo)
}
