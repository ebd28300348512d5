package github

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxHops bounds how often one request is sent on.
const maxHops = 5

// moved is the request to send next where an answer sends us on: with method
// and body as they were, and on the same host below the API's base only, since
// the token goes with it. A redirected request was not carried out.
func (c *Client) moved(req *http.Request, resp *http.Response, hops int) (*http.Request, bool, error) {
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

// ours tells whether an address is of the API that we have our credential for.
func (c *Client) ours(u *url.URL) bool {
	return u.Scheme == c.base.Scheme && strings.EqualFold(u.Host, c.base.Host) && u.User == nil &&
		(strings.HasPrefix(u.Path, c.base.Path) || u.Path == c.graph.Path)
}

// where is an address without its query, and without our token should it
// stand there.
func (c *Client) where(u *url.URL) string { return c.clean(u.Scheme + "://" + u.Host + u.Path) }
