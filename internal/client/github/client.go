package github

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// Options are a Config and how to speak. Zero values take the defaults named.
type Options struct {
	Config
	// API replaces the address of the API, for tests; "": by URL.
	API string
	// HTTP says how to speak; its Sort, Route, Name and Wrap, and its files for TLS,
	// are this package's and Config's. PerSecond and Burst bound reads: 12 and
	// 60 where GitHub hosts.
	HTTP httpx.Options
	// WriteEvery is the least time between two writes: 1 s. Negative: none.
	WriteEvery time.Duration
	// WritesPerHour bounds writes: 480 where GitHub hosts, which allows 500.
	// Negative: no bound, as on an Enterprise Server.
	WritesPerHour int
	// LongestTurn is the longest time in Wait while other writes have their
	// turns: 1 min.
	LongestTurn time.Duration
	// Sleep waits, and tells whether it did to the end.
	Sleep func(context.Context, time.Duration) bool
}

func (o Options) withDefaults() Options {
	if !o.Enterprise() {
		// Secondary limits: 900 points a minute, of which a read takes one.
		o.HTTP.PerSecond = cmp.Or(o.HTTP.PerSecond, 12)
		o.HTTP.Burst = cmp.Or(o.HTTP.Burst, 60)
		o.WritesPerHour = cmp.Or(o.WritesPerHour, 480)
	}
	o.HTTP.MaxWait = cmp.Or(o.HTTP.MaxWait, 2*time.Second)
	o.HTTP.UserAgent = cmp.Or(o.HTTP.UserAgent, "followthrough")
	o.HTTP.Files = o.Files
	o.WriteEvery = cmp.Or(o.WriteEvery, time.Second)
	o.LongestTurn = cmp.Or(o.LongestTurn, time.Minute)
	if o.HTTP.Now == nil {
		o.HTTP.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = httpx.Sleep
	}
	return o
}

// Client is one credential on one site: all that share it share its limits. It
// may be used from several goroutines.
type Client struct {
	sender
	self   identity
	rights atomic.Pointer[Rights] // as the last answer told them
}

// New makes a client; it sends nothing.
func New(o Options) (*Client, error) {
	if problems := o.Validate(); len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	if o.API != "" {
		if _, err := httpx.Site(o.API, "https://api.github.com", "a token"); err != nil {
			return nil, fmt.Errorf("the API's address: %w", err)
		}
	}
	o = o.withDefaults()
	c := &Client{sender: sender{o: o, limits: &limits{
		pauses: map[string]*pause{}, perHour: o.WritesPerHour, every: o.WriteEvery, longestIn: o.LongestTurn,
	}}}
	c.refusals = &refusals{site: c.Site(), app: o.App != nil, own: c.shown, limits: c.limits, now: c.now}
	var err error
	if c.base, err = url.Parse(strings.TrimRight(cmp.Or(o.API, o.base()), "/") + "/"); err != nil {
		return nil, err
	}
	c.graph = c.base.JoinPath("graphql")
	if o.Enterprise() && strings.HasSuffix(c.base.Path, "/v3/") {
		c.graph = c.base.JoinPath("..", "graphql")
	}
	if o.App != nil {
		c.app = &installation{c: c, app: *o.App}
	}
	if tell := o.HTTP.Paused; tell != nil {
		c.limits.paused = func(until time.Time) { tell(c.base.Hostname(), until) }
	}
	o.HTTP.Sort, o.HTTP.Wrap, o.HTTP.Route, o.HTTP.Name = sortOf, c.heard, c.routeOf, c.operation
	if c.http, err = httpx.New(o.HTTP); err != nil {
		return nil, err
	}
	c.refusals.limit = c.http.Refused
	return c, nil
}

// Site is the site's address as people see it, without a slash at its end.
func (c *Client) Site() string { return c.o.Site() }

// Enterprise tells whether the site is an Enterprise Server.
func (c *Client) Enterprise() bool { return c.o.Enterprise() }

// App tells whether we are a GitHub App, whose commits GitHub signs.
func (c *Client) App() bool { return c.app != nil }

// Now is the server's own clock, as far as its last answer told it; before
// the first one, this machine's.
func (c *Client) Now() time.Time { return c.now().Add(c.limits.clock()) }

func (c *Client) now() time.Time { return c.o.HTTP.Now() }
