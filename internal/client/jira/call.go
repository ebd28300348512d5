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
	// name: Account.ID.
	Known bool
	ID    string
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
	var h *httpx.Error
	if !errors.As(err, &h) {
		return &Error{Err: err}
	}
	kind := map[httpx.Kind]Kind{httpx.Unknown: Unknown, httpx.Unsent: Unsent, httpx.Throttled: Throttled}[h.Kind]
	return &Error{Kind: kind, Until: h.Until, Err: h.Err}
}

func (c *Client) read(req *http.Request, resp *http.Response, out any) (Answer, error) {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return Answer{}, &Error{Status: resp.StatusCode, Err: fmt.Errorf("read the answer: %w", err)}
	}
	if resp.StatusCode/100 != 2 {
		until, throttled := httpx.Asked(resp, c.now())
		e := failure(resp, body, until, throttled)
		if e.Kind == Auth {
			c.forget()
		}
		return Answer{}, partial(e, body, out)
	}
	if reason, ok := denied(resp.Header); ok && sortOf(req) == httpx.Read {
		c.forget()
		return Answer{}, &Error{Kind: Auth, Status: resp.StatusCode, Err: errors.New(reason)}
	}
	if out != nil && json.Unmarshal(body, out) != nil {
		return Answer{}, &Error{Status: resp.StatusCode, Err: unreadable(resp, body)}
	}
	return answerOf(resp), nil
}

// partial reads the body of a refused bulk creation, which says of each
// element why.
func partial(e *Error, body []byte, out any) error {
	if created, ok := out.(*createdBeans); ok && e.Kind == Rejected {
		if json.Unmarshal(body, created) != nil {
			*created = createdBeans{}
		}
	}
	return e
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

func answerOf(resp *http.Response) Answer {
	a := Answer{}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		a.Now = at
	}
	user := resp.Header.Get("X-AUSERNAME")
	if a.ID = resp.Header.Get("X-AACCOUNTID"); a.ID == "" && user != "anonymous" {
		a.ID = user
	}
	a.Known = a.ID != ""
	return a
}

// KindOf is the kind of an error of this package; Unknown for others.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Unknown
}
