package github

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// What each request says that it wants.
const (
	mediaType  = "application/vnd.github+json"
	apiVersion = "2022-11-28"
)

// Answer is what came with an answer besides its body.
type Answer struct {
	Status int
	// ETag is for the next Conditional; NotModified says that there is nothing
	// new, and that out was left alone.
	ETag        string
	NotModified bool
	// Date is the server's own clock, to the second; zero: not told.
	Date time.Time
	// Next is the next page's path for Do; "": this was the last.
	Next string
	// Scopes are those of a classic token; nil: not told, as for all others.
	Scopes []string
	// Partial says that a listing left organisations out, for whose single
	// sign-on the token is not authorised: what is absent may be there.
	Partial bool
	// Header is all the rest, without the limits, which are Client's business.
	Header http.Header
}

// Do sends one request, in as its JSON, and reads the JSON answer into out;
// nil: none. The path is relative to the API's base (repos/acme/pay/issues),
// each part escaped. Its error is an *Error.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) (Answer, error) {
	return c.call(ctx, method, path, "", in, out)
}

// Write waits until it may (Wait), and sends one change.
func (c *Client) Write(ctx context.Context, method, path string, in, out any) error {
	if err := c.Wait(ctx); err != nil {
		return err
	}
	_, err := c.Do(ctx, method, path, in, out)
	return err
}

// Conditional reads what is at a path unless it is still what the etag is of;
// "" reads in any case. An unchanged answer costs nothing of the limits.
func (c *Client) Conditional(ctx context.Context, path, etag string, out any) (Answer, error) {
	return c.call(ctx, http.MethodGet, path, etag, nil, out)
}

func (c *Client) call(ctx context.Context, method, path, etag string, in, out any) (Answer, error) {
	req, body, err := c.request(ctx, method, path, in)
	if err != nil {
		return Answer{}, &Error{Kind: Unavailable, Err: fmt.Errorf("not sent: %w", err)}
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if sortOf(req) != Read {
		c.limits.begin()
		defer func() { c.limits.end(c.now()) }()
	}
	resp, err := c.carry(req, body)
	if err != nil {
		return Answer{}, err
	}
	return c.read(req, resp, out)
}

// request is a request of the API with its body, which may be sent more than
// once.
func (c *Client) request(ctx context.Context, method, path string, in any) (*http.Request, []byte, error) {
	to, err := c.base.Parse(strings.TrimPrefix(path, "/"))
	if err != nil {
		return nil, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, to.String(), http.NoBody)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Accept", mediaType)
	req.Header.Set("X-GitHub-Api-Version", apiVersion)
	if in == nil {
		return req, nil, nil
	}
	req.Header.Set("Content-Type", "application/json")
	body, err := json.Marshal(in)
	return req, body, err
}

// read gives what an answer holds, or what it says instead.
func (c *Client) read(req *http.Request, resp *http.Response, out any) (Answer, error) {
	defer resp.Body.Close()
	if err := c.refusals.refused(req, resp); err != nil {
		return Answer{}, err
	}
	answer := c.answerOf(resp)
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return Answer{}, &Error{Status: resp.StatusCode, Err: fmt.Errorf("read the answer: %w", err)}
	}
	if answer.NotModified || out == nil || resp.StatusCode == http.StatusNoContent {
		return answer, nil
	}
	if json.Unmarshal(body, out) != nil {
		return Answer{}, unreadable(resp.StatusCode)
	}
	if most, err := strconv.Atoi(req.URL.Query().Get("per_page")); err == nil && longestList(body) > most {
		return Answer{}, tooMany(resp.StatusCode, most)
	}
	return answer, nil
}

// Sort says whether a request may be sent again after a lost answer.
type Sort = httpx.Sort

// The sorts of requests. By itself a GET is Read, a PUT, PATCH or DELETE
// Idempotent, and a POST Once.
const (
	Read            = httpx.Read   // changes nothing
	Idempotent Sort = "idempotent" // a second one changes nothing more
	Once            = httpx.Once   // a second one may make a second thing
)

type sortKey struct{}

// WithSort marks the requests made with a context: a POST that may be sent
// again (a blob, a label that is added), or a PATCH that may not.
func WithSort(ctx context.Context, sort Sort) context.Context {
	return context.WithValue(ctx, sortKey{}, sort)
}

func sortOf(req *http.Request) Sort {
	if sort, marked := req.Context().Value(sortKey{}).(Sort); marked {
		return sort
	}
	switch req.Method {
	case http.MethodGet, http.MethodHead:
		return Read
	case http.MethodPut, http.MethodPatch, http.MethodDelete:
		return Idempotent
	}
	return Once
}
