package github

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
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

// Tracker is one credential's view of one site. It may be used by several
// goroutines at once.
type Tracker struct {
	o       Options
	client  *client.Client
	draft   draft.Options
	endings *issues.Endings

	mu         sync.Mutex
	names      map[string]string     // by owner/repo in lower case, former and new: as ids name it
	projects   map[string]string     // by owner/repo as ids name it: as backlogs write it
	facts      map[string]facts      // by owner/repo as ids name it
	milestones map[string]milestones // likewise
	unread     map[string]string     // likewise: why the last look could not see all of it
	made       map[string][]int      // likewise: numbers made since the last look
	known      map[string][]int      // likewise: numbers of ours, sorted
	visited    map[string]time.Time  // places that issues were taken to, and when
	passes     int
	me         string // our account's number; "": not known yet
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
	return &Tracker{
		o: o, client: c, draft: draft.Options{Template: o.Template},
		names: map[string]string{}, projects: map[string]string{}, facts: map[string]facts{}, milestones: map[string]milestones{},
		unread: map[string]string{}, made: map[string][]int{},
		visited: map[string]time.Time{}, endings: issues.NewEndings(c), known: map[string][]int{},
	}
}

// Settle is how long after a lost answer nothing is concluded.
func (t *Tracker) Settle() time.Duration {
	if t.o.Settle > 0 {
		return t.o.Settle
	}
	return tracker.DefaultSettle
}

// Wait waits until the next issue may be made.
func (t *Tracker) Wait(ctx context.Context) error {
	if err := t.client.Wait(ctx); err != nil {
		return asError(err)
	}
	return nil
}

// called is the name by which ids know a repository, whatever its name now.
func (t *Tracker) called(repo string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if name, ok := t.names[strings.ToLower(repo)]; ok {
		return name
	}
	return strings.ToLower(repo)
}

// call notes that a repository is known to ids by another name than it has.
func (t *Tracker) call(repo, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names[strings.ToLower(repo)] = name
}

// project is a repository as backlogs write it.
func (t *Tracker) project(repo string) string {
	name := t.called(repo)
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

// belongs notes how a backlog writes a repository, and gives the name by which
// ids know it.
func (t *Tracker) belongs(project string) string {
	name := strings.ToLower(project)
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.projects[name]; !ok {
		t.projects[name] = project
	}
	t.names[name] = name
	return name
}
