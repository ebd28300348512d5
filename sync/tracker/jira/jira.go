package jira

import (
	"fmt"
	"net/http"
	"regexp"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/follow"
)

var (
	projectRE = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,}$`)
	keyRE     = regexp.MustCompile(`^[A-Z][A-Z0-9_]+-[1-9][0-9]*$`)
	numberRE  = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)
)

// Options are what a tracker needs: what its configuration says of it, and the rest.
type Options struct {
	tracker.Options
	Settings
	UserAgent string
	// Watch is told what happens to requests.
	Watch httpx.Watch
	// May is asked just before something is had done (httpx.Options); nil: nobody is.
	May func() error
	// The rest is for tests: the network, Atlassian's own addresses, and how
	// long to wait before a read is sent again.
	Transport         http.RoundTripper
	Gateway, TokenURL string
	FirstWait         time.Duration
}

// Tracker is one account's view of one site. It may be used by several
// goroutines at once.
type Tracker struct {
	*follow.Follower
	capabilities
}

// capabilities are what the adapter can do beside. They are embedded one deeper, so
// that of what both have the follower's counts.
type capabilities struct{ *adapter }

// adapter translates into requests to Jira. Each of its parts answers one question,
// and holds what it takes for that.
type adapter struct {
	*creation
	*listings
	*places
	*keys
	*markers
	*reasons
	checks
	deliveries
}

var _ interface {
	tracker.Tracker
	tracker.Addressed
	tracker.Checker
	tracker.Edited
	tracker.Hook
	tracker.Lister
	tracker.Placer
	tracker.Previewer
	tracker.Prober
	tracker.Recent
	tracker.Recogniser
} = (*Tracker)(nil)

var _ interface {
	tracker.Adapter
	tracker.Accounts
	tracker.Ender
	tracker.Sighted
} = (*adapter)(nil)

// New makes the tracker named name; it sends nothing.
func New(name string, o Options) (*Tracker, error) {
	o.Options = o.Of(name)
	o.Options.Accounts = o.Settings.Accounts
	c, err := client.New(client.Options{Config: o.Config, Gateway: o.Gateway, TokenURL: o.TokenURL, HTTP: httpx.Options{
		UserAgent: o.UserAgent, Transport: o.Transport, Watch: o.Watch, May: o.May, Now: o.Now, Log: o.Log, FirstWait: o.FirstWait,
	}})
	if err != nil {
		return nil, fmt.Errorf("tracker %s: %w", name, err)
	}
	w, err := newWords(o.Template)
	if err != nil {
		return nil, fmt.Errorf("tracker %s: template: %w", name, err)
	}
	a := assembled(c, o, w)
	return &Tracker{follow.New(a, o.Options), capabilities{a}}, nil
}

// assembled puts the parts together.
func assembled(c *client.Client, o Options, w *words) *adapter {
	issues := issues{c, newVocabulary(o.Declined)}
	markers := &markers{client: c, instance: o.Instance}
	keys := &keys{client: c, now: o.Now}
	drafts := drafts{words: w, label: o.Label}
	creation := &creation{issues: issues, markers: markers, drafts: drafts, screens: &screens{client: c, now: o.Now}, now: o.Now, log: o.Log}
	return &adapter{
		creation: creation, listings: &listings{issues, markers, keys, o.Label, o.Now}, places: &places{c}, keys: keys, markers: markers,
		reasons: &reasons{client: c, log: o.Log}, checks: checks{issues, creation.screens, drafts, o.Instance, o.Now}, deliveries: deliveries{c},
	}
}
