package jira

import (
	"fmt"
	"net/http"
	"regexp"
	"sync/atomic"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/internal/together"
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
	// WebhookSecret verifies deliveries.
	WebhookSecret secret.Secret
	UserAgent     string
	// Seen is told of each request that was begun; nil: nobody is.
	Seen func(host string, o httpx.Outcome)
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

// adapter translates into requests to Jira.
type adapter struct {
	o      Options
	client *client.Client
	words  *words
	states vocabulary

	screens together.Map[screenID, *screen]
	types   atomic.Pointer[siteTypes]
	first   together.Map[screenID, client.Issue] // what a fresh issue looks like there
	markers together.Map[string, tracker.Marker] // by id; Data Center only
	names   together.Map[string, named]          // what Recognise looked up
	// backlogs are the projects that teams have their backlogs in.
	backlogs together.Map[string, bool]
	single   atomic.Int64                 // how many markers this listing read one by one
	endings  together.Map[string, ending] // how declined issues ended
}

// New makes the tracker named name; it sends nothing.
func New(name string, o Options) (*Tracker, error) {
	o.Options = o.Of(name)
	o.Options.Accounts = o.Settings.Accounts
	c, err := client.New(client.Options{Config: o.Config, Gateway: o.Gateway, TokenURL: o.TokenURL, HTTP: httpx.Options{
		UserAgent: o.UserAgent, Transport: o.Transport, Seen: o.Seen, Now: o.Now, Log: o.Log, FirstWait: o.FirstWait,
	}})
	if err != nil {
		return nil, fmt.Errorf("tracker %s: %w", name, err)
	}
	w, err := newWords(o.Template)
	if err != nil {
		return nil, fmt.Errorf("tracker %s: template: %w", name, err)
	}
	a := &adapter{o: o, client: c, words: w, states: newVocabulary(o.Declined)}
	return &Tracker{follow.New(a, o.Options), capabilities{a}}, nil
}

func (t *adapter) cloud() bool { return t.client.Deployment() == client.Cloud }
