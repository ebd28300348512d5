package github

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/httpx"
)

// refused is what an answer means that is none of GitHub's successes; nil: it
// is one.
func (c *Client) refused(req *http.Request, resp *http.Response) error {
	if resp.StatusCode/100 != 2 && resp.StatusCode != http.StatusNotModified {
		body, err := io.ReadAll(io.LimitReader(resp.Body, longestRefusal))
		if err != nil {
			body = nil // its status still counts, but not as GitHub's own words
		}
		return c.failure(req, resp, body)
	}
	if strings.Contains(strings.ToLower(resp.Header.Get("Content-Type")), "html") {
		return &Error{Status: resp.StatusCode, Err: fmt.Errorf("answered %s with a web page: is the url right, or is there a login page in front of it?", resp.Status)}
	}
	return nil
}

// refusal is GitHub's own error format.
type refusal struct {
	Message       string          `json:"message"`
	Documentation string          `json:"documentation_url"`
	Status        string          `json:"status"`
	Errors        json.RawMessage `json:"errors"`
}

// failure is what an answer that is no success means. Only what GitHub said
// itself, in its own format or its own headers, is certain.
func (c *Client) failure(req *http.Request, resp *http.Response, body []byte) *Error {
	e := &Error{Status: resp.StatusCode}
	var r refusal
	own := json.Unmarshal(body, &r) == nil && r.Message != "" && (r.Documentation != "" || r.Status == fmt.Sprint(e.Status))
	if own {
		e.Message = c.clean(r.Message)
		c.detail(e, r.Errors)
	}
	if until, asked := httpx.Asked(resp, c.now()); asked && e.Status != http.StatusServiceUnavailable {
		e.Kind, e.Until = Throttled, until
		e.Err = fmt.Errorf("too many requests: wait until %s", until.UTC().Format(timeFormat))
		return e
	}
	if !own {
		e.Err = fmt.Errorf("answered %s, not in GitHub's own words: is the url right, or is a proxy in between?", resp.Status)
		return e
	}
	e.Kind = kindOf(e.Status, strings.ToLower(r.Message))
	c.advise(e, req, resp.Header)
	return e
}

const timeFormat = "2006-01-02T15:04:05Z07:00"

// kindOf is what a status means that came with GitHub's own words.
func kindOf(status int, words string) Kind {
	for _, m := range meanings {
		if m.status == status && (m.words == "" || strings.Contains(words, m.words)) {
			return m.kind
		}
	}
	if status < 400 || status >= 500 {
		return Unknown
	}
	return Rejected
}

// meanings are read from the top; words are in lower case.
var meanings = []struct {
	status int
	words  string
	kind   Kind
}{
	{http.StatusUnauthorized, "", Auth},
	{http.StatusForbidden, "archived", Rejected},
	{http.StatusForbidden, "", Auth},
	{http.StatusNotFound, "", NotFound},
	{http.StatusRequestTimeout, "", Unknown},
	{http.StatusConflict, "rule violation", Rejected},
	{http.StatusConflict, "protected branch", Rejected},
	{http.StatusConflict, "", Conflict},
	{http.StatusGone, "", Gone},
	{http.StatusUnprocessableEntity, "fast forward", Conflict},
	{http.StatusUnprocessableEntity, "fast-forward", Conflict},
	{http.StatusUnprocessableEntity, "reference already exists", Conflict},
	{http.StatusUnprocessableEntity, "reference does not exist", NotFound},
}

// refusedField is one of the reasons of a 422.
type refusedField struct {
	Resource string `json:"resource"`
	Field    string `json:"field"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Value    any    `json:"value"`
}

// codes are GitHub's reasons in words.
var codes = map[string]string{
	"missing": "does not exist", "missing_field": "is missing", "invalid": "is not valid",
	"already_exists": "is there already", "unprocessable": "can't be used",
}

// maxDetails bounds how many reasons are told.
const maxDetails = 10

// detail adds the fields that were refused, the first as Field.
func (c *Client) detail(e *Error, errs json.RawMessage) {
	var list []json.RawMessage
	if json.Unmarshal(errs, &list) != nil {
		list = []json.RawMessage{errs}
	}
	var words []string
	for _, raw := range list[:min(len(list), maxDetails)] {
		var f refusedField
		var text string
		switch {
		case json.Unmarshal(raw, &text) == nil && text != "":
			words = append(words, c.clean(text))
		case json.Unmarshal(raw, &f) == nil:
			if e.Field == "" {
				e.Field = c.clean(f.Field)
			}
			if said := c.clean(f.words()); said != "" {
				words = append(words, said)
			}
		}
	}
	if len(words) > 0 {
		e.Message = clean(e.Message + ": " + strings.Join(words, "; "))
	}
}

// words leave out the value of what holds a review's own words.
func (f refusedField) words() string {
	reason := f.Message
	if reason == "" {
		reason = codes[f.Code]
	}
	if reason == "" {
		reason = f.Code
	}
	if value, isText := f.Value.(string); isText && value != "" && len(value) <= 60 && f.Field != "title" && f.Field != "body" {
		reason = fmt.Sprintf("%q %s", value, reason)
	}
	if f.Field == "" || strings.Contains(reason, f.Field) {
		return reason
	}
	return f.Field + " " + reason
}

// unreadable is the error of a success that is not what was expected.
func unreadable(status int) *Error {
	return &Error{Status: status, Err: errors.New("answered with something that is not the JSON of GitHub: is url the address of a GitHub, and no proxy's page before it?")}
}
