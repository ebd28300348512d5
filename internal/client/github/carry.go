package github

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/httpx"
)

// carry sends a request and follows where it is sent to.
func (c *Client) carry(req *http.Request, body []byte) (*http.Response, error) {
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
			resp.Request = req // where it came to, for Answer.Path
			return resp, nil
		}
		req = next
	}
}

// authorised sends a request with our credential; where an App's token is not
// accepted any more, once again with a fresh one, unless it creates something.
func (c *Client) authorised(req *http.Request, body []byte) (*http.Response, error) {
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
func (c *Client) credential(ctx context.Context, sort Sort) (string, error) {
	if c.app != nil {
		return c.app.token(ctx, sort)
	}
	token, err := c.o.Token.Reveal()
	if err != nil {
		return "", &Error{Kind: Auth, Err: err}
	}
	return strings.TrimSpace(token), nil
}

// send sends a request as often as its sort allows, to our own host alone and
// not while GitHub wants us to wait.
func (c *Client) send(req *http.Request, body []byte) (*http.Response, error) {
	if !c.ours(req.URL) {
		return nil, &Error{Kind: Unavailable, Err: fmt.Errorf("not sent: %s is not where %s has its API", c.clean(req.URL.Host), c.Site())}
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
func (c *Client) admit(req *http.Request) error {
	for waited := false; ; waited = true {
		now := c.now()
		until := c.limits.until(c.resourceOf(req), now)
		if until.IsZero() {
			return nil
		}
		wait := until.Sub(now)
		if waited || sortOf(req) == Once || wait > c.o.HTTP.MaxWait || !c.o.Sleep(req.Context(), wait) {
			return throttled(until, now)
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
	var authority x509.UnknownAuthorityError
	if errors.As(cause, &authority) {
		cause = fmt.Errorf("%w: give the certificate of the site's own authority as ca_file", cause)
	}
	return &Error{Kind: kind, Until: h.Until, Err: cause}
}
