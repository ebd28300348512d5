package github

import (
	"cmp"
	"context"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/follow"
)

// Options are what a tracker needs besides a client.
type Options struct {
	tracker.Options
	// Label is the one label on each issue; "": none.
	Label string
	// Template replaces the words of an issue's body; "": the default.
	Template string
	// WebhookSecret verifies deliveries.
	WebhookSecret secret.Secret
}

var _ interface {
	tracker.Tracker
	tracker.Addressed
	tracker.Checker
	tracker.Edited
	tracker.Finisher
	tracker.Hook
	tracker.Lister
	tracker.Paced
	tracker.Placer
	tracker.Previewer
	tracker.Recent
	tracker.Recogniser
	tracker.Settler
} = (*Tracker)(nil)

// Tracker is one credential's view of one site. It may be used by several
// goroutines at once.
type Tracker struct {
	*follow.Follower
	capabilities
}

// capabilities are what the adapter can do beside. They are embedded one deeper, so
// that of what both have the follower's counts.
type capabilities struct{ *adapter }

// adapter translates into requests to GitHub.
type adapter struct {
	o      Options
	client *client.Client

	names      together.Map[string, string]     // by a repository's name now, in lower case: as ids name it
	projects   together.Map[string, string]     // by owner/repo as ids name it: as backlogs write it
	facts      together.Map[string, facts]      // by owner/repo as ids name it
	milestones together.Map[string, milestones] // likewise
	ends       together.Map[string, ended]      // by id: how issues ended that were not done
	taken      together.Map[string, bool]       // "from to": issues were taken there, which is no new name
}

// New makes the tracker named name on a client, which it may share; it sends
// nothing.
func New(name string, c *client.Client, o Options) *Tracker {
	o.Options = o.Of(name)
	a := &adapter{o: o, client: c}
	return &Tracker{follow.New(a, o.Options), capabilities{a}}
}

// Wait waits until the next issue may be made.
func (t *adapter) Wait(ctx context.Context) error {
	if err := t.client.Wait(ctx); err != nil {
		return asError(err)
	}
	return nil
}

// Named is the name by which ids know a repository, whatever its name now.
func (t *adapter) Named(repo string) string {
	lower := strings.ToLower(repo)
	if name, ok := t.names.Find(lower); ok && t.projects.Get(lower) == "" {
		return name
	}
	return lower
}

// renamed notes that a repository is known to ids by another name than it has.
func (t *adapter) renamed(repo, name string) {
	t.names.Put(strings.ToLower(repo), name)
}

// project is a repository as backlogs write it.
func (t *adapter) project(repo string) string {
	name := t.Named(repo)
	if project, ok := t.projects.Find(name); ok {
		return project
	}
	if name != strings.ToLower(repo) {
		return name
	}
	return repo
}

// placeOf notes how a backlog writes a repository, and gives the name by which
// ids know it.
func (t *adapter) placeOf(project string) string {
	name := strings.ToLower(project)
	t.projects.Change(name, func(first string) string { return cmp.Or(first, project) })
	return name
}
