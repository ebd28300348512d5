package github

import (
	"context"
	"errors"
	"net/url"
	"time"

	gh "github.com/google/go-github/v60/github"

	"github.com/followthrough/followthrough/internal/httpx"
)

// Options are a Config and how to speak. Zero values take the defaults named.
type Options struct {
	Config
	// API replaces the address of the API, for tests; "": by URL.
	API string
	// HTTP says how to speak; its Sort, Route and Wrap, and its files for TLS,
	// are this package's and Config's. PerSecond and Burst bound reads.
	HTTP httpx.Options
	// WriteEvery is the least time between two writes: 1 s. Negative: none.
	WriteEvery time.Duration
	// LongestTurn is the longest wait in Turn: 1 min.
	LongestTurn time.Duration
	// Sleep waits, and tells whether it did to the end.
	Sleep func(context.Context, time.Duration) bool
}

// Client is one credential on one site: all that share it share its limits. It
// may be used from several goroutines.
type Client struct {
	o    Options
	base *url.URL // of the API
	http *httpx.Client
	api  *gh.Client
}

// New makes a client; it sends nothing.
func New(o Options) (*Client, error) {
	if problems := o.Validate(); len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return nil, errors.New("github: not there yet")
}

// Site is the site's address as people see it, without a slash at its end.
func (c *Client) Site() string { return c.o.Site() }

// Enterprise tells whether the site is an Enterprise Server.
func (c *Client) Enterprise() bool { return c.o.Enterprise() }

// API is go-github on this client: its requests go out like all others, and
// its errors hold an *Error (KindOf, AsError). Wait for Turn before a write.
func (c *Client) API() *gh.Client { return c.api }

// AnswerOf is what came with an answer to a method of API.
func (c *Client) AnswerOf(resp *gh.Response) Answer { return Answer{} }

// Do sends one request, in as its JSON, and reads the JSON answer into out;
// nil: none. The path is relative to the API's base (repos/acme/pay/issues),
// each part escaped. Its error is an *Error.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) (Answer, error) {
	return Answer{}, &Error{Kind: Unavailable, Err: errors.New("not there yet")}
}

// Conditional reads what is at a path unless it is still what the etag is of;
// "" reads in any case. An unchanged answer costs nothing of the limits.
func (c *Client) Conditional(ctx context.Context, path, etag string, out any) (Answer, error) {
	return Answer{}, &Error{Kind: Unavailable, Err: errors.New("not there yet")}
}

// GraphQL sends a query, or a mutation, and reads what stands under data into
// out. A mutation is sent once unless its context is marked Idempotent. Errors
// in an answer are an *Error; out holds what came beside them.
func (c *Client) GraphQL(ctx context.Context, query string, vars map[string]any, out any) error {
	return &Error{Kind: Unavailable, Err: errors.New("not there yet")}
}

// Turn waits until the next write may go out: one at a time, a second apart,
// and not while GitHub wants us to wait. Call it before each write, and before
// the intent of one that creates. Where the wait would be longer than
// LongestTurn it gives a Throttled error at once.
func (c *Client) Turn(ctx context.Context) error { return nil }
