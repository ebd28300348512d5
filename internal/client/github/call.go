package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// What each request says that it wants.
const (
	mediaType  = "application/vnd.github+json"
	apiVersion = "2022-11-28"
)

// Do sends one request, in as its JSON, and reads the JSON answer into out;
// nil: none. The path is relative to the API's base (repos/acme/pay/issues),
// each part escaped. Its error is an *Error.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) (Answer, error) {
	return c.call(ctx, method, path, "", in, out)
}

// Conditional reads what is at a path unless it is still what the etag is of;
// "" reads in any case. An unchanged answer costs nothing of the limits.
func (c *Client) Conditional(ctx context.Context, path, etag string, out any) (Answer, error) {
	return c.call(ctx, http.MethodGet, path, etag, nil, out)
}

func (c *Client) call(ctx context.Context, method, path, etag string, in, out any) (Answer, error) {
	req, err := c.api.NewRequest(method, strings.TrimPrefix(path, "/"), in)
	if err != nil {
		return Answer{}, &Error{Kind: Unavailable, Err: fmt.Errorf("not sent: %w", err)}
	}
	req.Header.Set("Accept", mediaType)
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	resp, err := carrier{c}.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return Answer{}, AsError(err)
	}
	defer resp.Body.Close()
	answer, err := c.read(resp, out)
	if most := pageSize(path); err == nil && most > 0 && listed(out) > most {
		return Answer{}, tooMany(resp.StatusCode, most)
	}
	return answer, err
}

func (c *Client) read(resp *http.Response, out any) (Answer, error) {
	answer := c.answerOf(resp)
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return Answer{}, &Error{Status: resp.StatusCode, Err: fmt.Errorf("read the answer: %w", err)}
	}
	switch {
	case answer.NotModified, out == nil, resp.StatusCode == http.StatusNoContent:
		return answer, nil
	case json.Unmarshal(body, out) != nil:
		return Answer{}, unreadable(resp.StatusCode)
	}
	return answer, nil
}

// AnswerOf is what came with an answer to a method of API.
func (c *Client) AnswerOf(resp *gh.Response) Answer {
	if resp == nil || resp.Response == nil {
		return Answer{}
	}
	return c.answerOf(resp.Response)
}

func (c *Client) answerOf(resp *http.Response) Answer {
	a := Answer{Status: resp.StatusCode, ETag: resp.Header.Get("ETag"), NotModified: resp.StatusCode == http.StatusNotModified, Header: resp.Header}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		a.Date = at
	}
	a.Next = c.relative(nextOf(resp.Header))
	if resp.Request != nil {
		a.Path = c.relative(resp.Request.URL)
	}
	a.Partial = strings.HasPrefix(resp.Header.Get("X-GitHub-SSO"), "partial-results")
	a.Scopes = scopes(resp.Header, "X-OAuth-Scopes")
	return a
}

// relative is an address of the API as a path for Do. Its host is not looked
// at: behind a proxy a server may know itself by another name.
func (c *Client) relative(u *url.URL) string {
	if u == nil {
		return ""
	}
	path := strings.TrimPrefix(strings.TrimPrefix(u.EscapedPath(), c.base.EscapedPath()), "/")
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// link is one address in a Link header with what is said of it.
var link = regexp.MustCompile(`<([^>]*)>([^<]*)`)

// nextOf is the next page in a Link header; nil: there is none.
func nextOf(h http.Header) *url.URL {
	for _, m := range link.FindAllStringSubmatch(strings.Join(h.Values("Link"), ","), -1) {
		if !strings.Contains(m[2], `rel="next"`) {
			continue
		}
		if u, err := url.Parse(m[1]); err == nil {
			return u
		}
	}
	return nil
}

var errNoData = errors.New("the answer holds no data")
