package github

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/followthrough/followthrough/internal/httpx"
)

// sender sends requests with our credential, to our own site alone and not while
// GitHub wants us to wait.
type sender struct {
	api
	refusals *refusals
	http     *httpx.Client
	limits   *limits
	o        Options
	app      *installation // nil: a token
}

// carry sends a request and follows where it is sent to.
func (c *sender) carry(req *http.Request, body []byte) (*http.Response, error) {
	for hops := 0; ; hops++ {
		resp, err := c.authorised(req, body)
		if err != nil {
			return nil, err
		}
		next, moved, err := c.moved(req, resp, hops)
		if err != nil {
			return nil, err
		}
		if !moved {
			return resp, nil
		}
		req = next
	}
}

// authorised sends a request with our credential; where an App's token is not
// accepted any more, once again with a fresh one, unless it creates something.
func (c *sender) authorised(req *http.Request, body []byte) (*http.Response, error) {
	for tries := 0; ; tries++ {
		token, err := c.credential(req.Context(), sortOf(req))
		if err != nil {
			return nil, err
		}
		out := req.Clone(req.Context())
		out.Header.Set("Authorization", "Bearer "+token)
		resp, err := c.send(out, body)
		if err != nil || resp.StatusCode != http.StatusUnauthorized || c.app == nil {
			return resp, err
		}
		c.app.forget(token)
		if tries > 0 || sortOf(req) == Once {
			return resp, nil
		}
		_ = resp.Body.Close() // its words are those of an expired token
	}
}

// credential is what we are known by, read anew for each request of a sort.
func (c *sender) credential(ctx context.Context, sort Sort) (string, error) {
	if c.app != nil {
		return c.app.token(ctx, sort)
	}
	token, err := c.o.Token.Reveal()
	if err != nil {
		return "", &Error{Kind: Auth, Err: err}
	}
	return strings.TrimSpace(token), nil
}

// shown is our credential as it was last sent.
func (c *sender) shown() string {
	if c.app != nil {
		last, _ := c.app.shown.Load().(string)
		return last
	}
	token, _ := c.o.Token.Reveal() // one that can't be read was not sent either
	return token
}

// send sends a request as often as its sort allows, to our own host alone and
// not while GitHub wants us to wait.
func (c *sender) send(req *http.Request, body []byte) (*http.Response, error) {
	if !c.ours(req.URL) {
		return nil, &Error{Kind: Unavailable, Err: fmt.Errorf("not sent: %s is not where %s has its API", c.refusals.clean(req.URL.Host), c.o.Site())}
	}
	if err := c.admit(req); err != nil {
		return nil, err
	}
	req.Body, req.GetBody, req.ContentLength = http.NoBody, nil, 0
	if body != nil {
		req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, unanswered(err)
	}
	return resp, nil
}

// admit lets a request through, after one short wait at most: one that creates
// has its intent already and does not wait.
func (c *sender) admit(req *http.Request) error {
	for waited := false; ; waited = true {
		now := c.o.HTTP.Now()
		until, why := c.limits.until(c.sendingOf(req), now)
		if until.IsZero() {
			return nil
		}
		wait := until.Sub(now)
		if waited || sortOf(req) == Once || wait > c.o.HTTP.MaxWait || !c.o.Sleep(req.Context(), wait) {
			return throttled(until, c.refusals.clean(why))
		}
	}
}

// unanswered says what no answer means.
func unanswered(err error) *Error {
	var h *httpx.Error
	if !errors.As(err, &h) {
		return &Error{Err: err}
	}
	kind := map[httpx.Kind]Kind{httpx.Unknown: Unknown, httpx.Unsent: Unavailable, httpx.Throttled: Throttled}[h.Kind]
	cause := h.Err
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](cause); unknown {
		cause = fmt.Errorf("%w: give the certificate of the site's own authority as ca_file", cause)
	}
	return &Error{Kind: kind, Until: h.Until, Err: cause}
}

// maxHops bounds how often one request is sent on.
const maxHops = 5

// moved is the request to send next where an answer sends us on: with method
// and body as they were, and on the same host below the API's base only, since
// the token goes with it. A redirected request was not carried out.
func (c *sender) moved(req *http.Request, resp *http.Response, hops int) (*http.Request, bool, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, false, nil
	}
	defer resp.Body.Close()
	to, err := req.URL.Parse(resp.Header.Get("Location"))
	if err != nil || resp.Header.Get("Location") == "" {
		return nil, false, &Error{Status: resp.StatusCode, Err: fmt.Errorf("answered %s without saying where to: is the url right?", resp.Status)}
	}
	if !c.ours(to) {
		return nil, false, &Error{Status: resp.StatusCode, Err: fmt.Errorf("answered with a redirect to %s, where our token is not sent: is the url right, or is there a login page in front of it?", c.where(to))}
	}
	if hops >= maxHops {
		return nil, false, &Error{Status: resp.StatusCode, Err: fmt.Errorf("sent on more than %d times, lastly to %s", maxHops, c.where(to))}
	}
	next := req.Clone(req.Context())
	next.URL, next.Host = to, ""
	return next, true, nil
}

// where is an address without its query, and without our token should it
// stand there.
func (c *sender) where(u *url.URL) string {
	return c.refusals.clean(u.Scheme + "://" + u.Host + u.Path)
}
