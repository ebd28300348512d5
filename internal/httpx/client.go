package httpx

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Client sends requests to one site. It may be used from several goroutines.
type Client struct {
	o      Options
	routes *routes
	read   *retryablehttp.Client
	once   *retryablehttp.Client
}

// New makes a client. Its errors name the file for TLS that can't be read.
func New(o Options) (*Client, error) {
	o = o.withDefaults()
	next := o.Transport
	if next == nil {
		t := &reloading{o: o}
		if _, err := t.current(); err != nil {
			return nil, err
		}
		next = t
	}
	if o.Wrap != nil {
		next = o.Wrap(next)
	}
	c := &Client{o: o, routes: &routes{o: o, of: map[string]*route{}}}
	plain := &http.Client{
		Transport: &gate{o: o, next: next, routes: c.routes},
		Timeout:   o.Attempt,
		// A redirected POST would become a GET, and one to a login page an
		// answer that means nothing: who sent it gets to see the redirect.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c.read = c.retrying(plain, o.Tries-1, c.again)
	c.once = c.retrying(plain, 0, never)
	return c, nil
}

func (c *Client) retrying(plain *http.Client, more int, check retryablehttp.CheckRetry) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: plain, RetryMax: more, RetryWaitMin: c.o.FirstWait, RetryWaitMax: c.o.MaxWait,
		CheckRetry: check, Backoff: c.backoff, ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// Do sends a request as often as its sort allows and gives the last answer,
// whatever its status. An error is an *Error.
func (c *Client) Do(req *http.Request) (*http.Response, error) {
	again, err := retryablehttp.FromRequest(req)
	if err != nil {
		return nil, &Error{Kind: Unsent, Err: err}
	}
	client := c.read
	if c.o.Sort(req) == Once {
		client = c.once
	}
	resp, err := client.Do(again)
	if err == nil {
		return resp, nil
	}
	if resp != nil {
		_ = resp.Body.Close() // nothing is read from it
	}
	var own *Error
	if errors.As(err, &own) {
		return nil, own
	}
	return nil, &Error{Err: causeOf(err)}
}

func never(context.Context, *http.Response, error) (bool, error) { return false, nil }

// again decides for requests that only read.
func (c *Client) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	var own *Error
	switch {
	case ctx.Err() != nil:
		return false, nil
	case errors.As(err, &own) && own.Kind == Throttled, errors.Is(err, ErrTooLate):
		return false, nil
	case err != nil:
		more, _ := retryablehttp.DefaultRetryPolicy(ctx, nil, err)
		return more, nil
	}
	if _, refused := Asked(resp, c.o.Now()); refused {
		rests := c.Rests(resp.Request)
		return rests == nil || rests.Until.Sub(c.o.Now()) <= c.o.MaxWait, nil
	}
	return resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented, nil
}

// backoff is the first wait doubled with each try, with some chance in it so that
// several of us don't come back together, and not less than the server asked for.
func (c *Client) backoff(first, most time.Duration, try int, resp *http.Response) time.Duration {
	wait := min(first<<min(try, 10), most)
	wait = wait/2 + rand.N(wait/2+1)
	if resp == nil {
		return wait
	}
	if rests := c.Rests(resp.Request); rests != nil {
		wait = max(wait, rests.Until.Sub(c.o.Now()))
	}
	return wait
}

// Rests is the Throttled error of requests like this one, while their server
// wants them to wait; nil: they are sent.
func (c *Client) Rests(req *http.Request) *Error {
	return c.routes.rests(c.routes.at(req))
}

// Refused is the Throttled error that an answer means which wants us to wait; nil:
// it is no such answer.
func (c *Client) Refused(req *http.Request, resp *http.Response) *Error {
	now := c.o.Now()
	wait, asked := Asked(resp, now)
	if !asked {
		return nil
	}
	if rests := c.Rests(req); rests != nil {
		return rests
	}
	return leftAlone(now.Add(wait), why(resp))
}
