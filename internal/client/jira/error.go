package jira

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/scalar"
)

// Kind is what an error means for a request.
type Kind int

// The kinds. The zero value is the careful one: it may have been carried out.
const (
	Unknown Kind = iota
	Rejected
	Auth
	NotFound
	Throttled
	Unsent
)

// Error is an error from Jira, or on the way there.
type Error struct {
	Kind     Kind
	Status   int               // 0: no answer
	Messages []string          // Jira's own words that are about no field
	Fields   map[string]string // Jira's own words, by field id
	Until    time.Time         // when it may be asked again; zero: not told
	Err      error             // where Jira said nothing
	body     []byte            // of the answer, where it is in Jira's own words
}

// Error is what Jira said, the fields in the order of their ids.
func (e *Error) Error() string {
	words := slices.Clone(e.Messages)
	for _, f := range slices.Sorted(maps.Keys(e.Fields)) {
		words = append(words, f+": "+e.Fields[f])
	}
	switch {
	case len(words) > 0:
		return strings.Join(words, "; ")
	case e.Err != nil:
		return e.Err.Error()
	}
	return fmt.Sprintf("Jira answered %d %s", e.Status, http.StatusText(e.Status))
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of an error of this package; Unknown for others.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Unknown
}

// refusal is the vendor's own error format.
type refusal struct {
	Messages []string        `json:"errorMessages"`
	Message  string          `json:"message"`
	Single   string          `json:"errorMessage"`
	Errors   json.RawMessage `json:"errors"`
}

// longestWords bounds what is shown of one of Jira's sentences.
const longestWords = 500

// refused reads Jira's own words; false: the body is not Jira's.
func refused(body []byte) (*Error, bool) {
	var r refusal
	if len(body) == 0 || json.Unmarshal(body, &r) != nil {
		return nil, false
	}
	e := &Error{Fields: map[string]string{}}
	for _, m := range append(r.Messages, r.Message, r.Single) {
		if m = clean(m); m != "" {
			e.Messages = append(e.Messages, m)
		}
	}
	var fields map[string]any
	if scalar.Decode(r.Errors, &fields) == nil {
		for k, v := range fields {
			e.Fields[clean(k)] = clean(fmt.Sprint(v))
		}
	}
	return e, len(e.Messages) > 0 || r.Messages != nil || len(r.Errors) > 0
}

// clean makes one printable line of words that came from elsewhere.
func clean(s string) string { return mdedit.Cut(mdedit.Line(s), longestWords) }

// failure is what an answer that is no success means. Only what Jira said
// itself, in its own format or its own headers, is certain.
func (c *Client) failure(req *http.Request, resp *http.Response, body []byte) *Error {
	status := resp.StatusCode
	if reason, ok := denied(resp.Header); ok && status < 500 {
		return &Error{Kind: Auth, Status: status, Err: errors.New(reason)}
	}
	limit := c.http.Refused(req, resp)
	if limit != nil && (status != http.StatusServiceUnavailable || sortOf(req) == httpx.Read) {
		return &Error{Kind: Throttled, Status: status, Until: limit.Until, Err: limit.Err}
	}
	e, own := refused(body)
	if !own {
		e = &Error{Err: fmt.Errorf("answered %s, not in Jira's own words: is the url right, or is a proxy in between?", resp.Status)}
	}
	if e.Status, e.body = status, body; limit != nil {
		e.Until = limit.Until // it may come in the midst of a creation
	}
	switch {
	case status == http.StatusUnauthorized && resp.Header.Get("WWW-Authenticate") != "":
		e.Kind, e.Err = Auth, errors.New("the account is not known here: the token is wrong, expired or revoked")
	case own:
		e.Kind = kindOf(status)
	case status/100 == 3:
		e.Err = fmt.Errorf("answered with a redirect to %s: is the url right?", hostOf(resp))
	}
	return e
}

// kindOf is what a status means that came with Jira's own words.
func kindOf(status int) Kind {
	switch {
	case status < 400, status >= 500, status == http.StatusRequestTimeout:
		return Unknown
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return Auth
	case status == http.StatusNotFound:
		return NotFound
	}
	return Rejected
}

// denied reads the headers by which Jira says that it does not know us, with
// a 200 too.
func denied(h http.Header) (string, bool) {
	reasons := strings.ToUpper(strings.Join(h.Values("X-Seraph-LoginReason"), ","))
	switch why := strings.ToUpper(h.Get("X-Authentication-Denied-Reason")); {
	case strings.Contains(why, "CAPTCHA"):
		return "Jira wants a captcha after failed logins: log in once as this account in a browser, and check the token", true
	case strings.Contains(reasons, "AUTHENTICATED_FAILED"):
		return "the token is not accepted any more: it is wrong, expired or revoked", true
	case strings.Contains(reasons, "AUTHENTICATION_DENIED"):
		return "Jira denies this account a login (a captcha, perhaps): log in once as it in a browser", true
	}
	return "", false
}

func hostOf(resp *http.Response) string {
	u, err := resp.Location()
	if err != nil || u.Host == "" {
		return "another address"
	}
	return clean(u.Host)
}
