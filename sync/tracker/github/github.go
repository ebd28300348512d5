package github

import (
	client "github.com/followthrough/followthrough/internal/client/github"
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
	tracker.Prober
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

// adapter translates into requests to GitHub: each part some of what is asked of a
// tracker.
type adapter struct {
	*repos
	*reader
	*ends
	*maker
	*links
	*checker
}

// New makes the tracker named name on a client, which it may share; it sends
// nothing.
func New(name string, c *client.Client, o Options) *Tracker {
	o.Options = o.Of(name)
	r := &repos{client: c, now: o.Now}
	i := items{client: c, repos: r, instance: o.Instance}
	e := &ends{client: c, items: i}
	m := &maker{client: c, repos: r, items: i, label: o.Label, template: o.Template}
	a := &adapter{r, &reader{client: c, repos: r, items: i, ends: e}, e, m, &links{c, r}, &checker{c, m.labels}}
	return &Tracker{follow.New(a, o.Options), capabilities{a}}
}
