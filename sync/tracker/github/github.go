package github

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/follow"
)

// Options are what a tracker needs besides a client.
type Options struct {
	// Instance is whose markers are ours.
	Instance string
	// Accounts are those that were ours before, by their numbers: what they made
	// counts as ours.
	Accounts []string
	// Follows tells in which repositories issues are looked at that are not of
	// our making: the end of a chain of duplicates; nil: in all.
	Follows func(project string) bool
	// Label is the one label on each issue; "": none.
	Label string
	// Settle is the settle time that is configured; 0: the default.
	Settle time.Duration
	// Template replaces the words of an issue's body; "": the default.
	Template string
	// WebhookSecret verifies deliveries.
	WebhookSecret secret.Secret
	// Now is this machine's clock; only spans of time are taken by it.
	Now func() time.Time
	Log *slog.Logger
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

	mu         sync.Mutex
	names      map[string]string     // by a repository's name now, in lower case: as ids name it
	projects   map[string]string     // by owner/repo as ids name it: as backlogs write it
	facts      map[string]facts      // by owner/repo as ids name it
	milestones map[string]milestones // likewise
	ends       map[string]ended      // by id: how issues ended that were not done
	taken      map[string]bool       // "from to": issues were taken there, which is no new name
}

// New makes the tracker named name on a client, which it may share; it sends
// nothing.
func New(name string, c *client.Client, o Options) *Tracker {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Log = o.Log.With("tracker", name)
	a := &adapter{
		o: o, client: c, ends: map[string]ended{}, names: map[string]string{},
		projects: map[string]string{}, facts: map[string]facts{}, milestones: map[string]milestones{}, taken: map[string]bool{},
	}
	return &Tracker{follow.New(a, follow.Options{Accounts: o.Accounts, Follows: o.Follows, Now: o.Now, Log: o.Log}), capabilities{a}}
}

// Settle is how long after a lost answer nothing is concluded.
func (t *adapter) Settle() time.Duration {
	if t.o.Settle > 0 {
		return t.o.Settle
	}
	return tracker.DefaultSettle
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
	t.mu.Lock()
	defer t.mu.Unlock()
	lower := strings.ToLower(repo)
	if name, ok := t.names[lower]; ok && t.projects[lower] == "" {
		return name
	}
	return lower
}

// renamed notes that a repository is known to ids by another name than it has.
func (t *adapter) renamed(repo, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names[strings.ToLower(repo)] = name
}

// project is a repository as backlogs write it.
func (t *adapter) project(repo string) string {
	name := t.Named(repo)
	t.mu.Lock()
	defer t.mu.Unlock()
	if project, ok := t.projects[name]; ok {
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
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.projects[name]; !ok {
		t.projects[name] = project
	}
	return name
}
