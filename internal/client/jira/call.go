package jira

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// Answer is what came with an answer besides its body.
type Answer struct {
	// Now is the site's own clock; zero: not told.
	Now time.Time
	// Known says that the site named the account it answered to, and ID is its
	// name: the account id of Cloud, the user name of Data Center.
	Known bool
	ID    string
}

// reply is what came of asking for a path.
type reply[T any] struct {
	value T
	err   error
}

// Once is this client for one look at a site, by one goroutine: what was asked
// for by GET is not asked for again, a refusal neither.
func (c *Client) Once() *Client {
	once := *c
	once.answers = map[string]any{}
	return &once
}

// get reads what stands at a path; its error is an *Error.
func get[T any](ctx context.Context, c *Client, path string) (T, error) {
	a, known := c.answers[path].(reply[T])
	if !known {
		_, a.err = c.call(ctx, http.MethodGet, path, nil, &a.value)
	}
	if c.answers != nil {
		c.answers[path] = a
	}
	return a.value, a.err
}

// call sends one request and reads its JSON answer into out. Its error is an
// *Error.
func (c *Client) call(ctx context.Context, method, path string, in, out any) (Answer, error) {
	req, err := c.raw.NewRequestWithContext(ctx, method, path, in)
	if err != nil {
		return Answer{}, &Error{Kind: Unsent, Err: err}
	}
	if in == nil {
		req.Header.Del("Content-Type")
	}
	if err := c.authorise(req); err != nil {
		return Answer{}, err
	}
	resp, err := c.raw.Do(req, nil)
	if resp == nil || resp.Response == nil {
		return Answer{}, unanswered(err)
	}
	defer resp.Body.Close()
	return c.read(req, resp.Response, out)
}

// unanswered says what no answer means.
func unanswered(err error) *Error {
	h, ok := errors.AsType[*httpx.Error](err)
	if !ok {
		return &Error{Err: err}
	}
	return &Error{Kind: map[httpx.Kind]Kind{httpx.Unsent: Unsent, httpx.Throttled: Throttled}[h.Kind], Until: h.Until, Err: h.Err}
}

func (c *Client) read(req *http.Request, resp *http.Response, out any) (Answer, error) {
	body, err := io.ReadAll(resp.Body)
	reason, refused := denied(resp.Header)
	switch {
	case err != nil:
		err = &Error{Status: resp.StatusCode, Err: fmt.Errorf("read the answer: %w", err)}
	case resp.StatusCode/100 != 2:
		err = c.failure(req, resp, body)
	case refused && sortOf(req) == httpx.Read:
		err = &Error{Kind: Auth, Status: resp.StatusCode, Err: errors.New(reason)}
	case out != nil && json.Unmarshal(body, out) != nil:
		err = &Error{Status: resp.StatusCode, Err: unreadable(resp, body)}
	default:
		return answerOf(resp.Header), nil
	}
	if KindOf(err) == Auth {
		c.oauth.forget()
	}
	return Answer{}, err
}

// errPage is what a proxy answers in Jira's place, with a 200 too.
var errPage = errors.New("a web page")

func unreadable(resp *http.Response, body []byte) error {
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	if strings.Contains(kind, "html") || strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 64)])), "<") {
		return fmt.Errorf("answered %s with %w: is the url right, or is there a login page in front of it?", resp.Status, errPage)
	}
	return fmt.Errorf("answered %s with something that is not the JSON of Jira", resp.Status)
}

func answerOf(h http.Header) (a Answer) {
	a.Now, _ = http.ParseTime(h.Get("Date"))
	user := h.Get("X-AUSERNAME")
	if a.ID = h.Get("X-AACCOUNTID"); a.ID == "" && user != "anonymous" {
		a.ID = user
	}
	a.Known = a.ID != ""
	return a
}
