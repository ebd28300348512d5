package github

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// refusals are GitHub's, in answers that are no success, and what they mean to us.
type refusals struct {
	site   string
	app    bool          // we are an App's installation, and no token
	own    func() string // our credential as it was last sent, which no text may hold
	limits *limits
	now    func() time.Time
	// limit is what an answer means that wants us to wait; nil: it is none.
	limit func(*http.Request, *http.Response) *httpx.Error
}

// refused is what an answer means that is none of GitHub's successes; nil: it
// is one.
func (c *refusals) refused(req *http.Request, resp *http.Response) error {
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
func (c *refusals) failure(req *http.Request, resp *http.Response, body []byte) *Error {
	e := &Error{Status: resp.StatusCode}
	var r refusal
	own := json.Unmarshal(body, &r) == nil && r.Message != "" && (r.Documentation != "" || r.Status == fmt.Sprint(e.Status))
	if own {
		e.Message = c.clean(r.Message)
		c.detail(e, r.Errors)
	}
	if c.asksToWait(e, req, resp) {
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

// asksToWait notes until when an answer wants us to wait, and tells whether that
// is all there is to say: a 503 may come in the midst of a write.
func (c *refusals) asksToWait(e *Error, req *http.Request, resp *http.Response) bool {
	limit := c.limit(req, resp)
	if limit == nil {
		return false
	}
	e.Until = limit.Until
	if e.Status == http.StatusServiceUnavailable {
		if sortOf(req) != Read {
			return false
		}
		e.Message = ""
	}
	e.Kind, e.Message, e.Err = Throttled, cmp.Or(e.Message, saidIn(resp, nil)), notBefore(e.Until)
	return true
}

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
func (c *refusals) detail(e *Error, errs json.RawMessage) {
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

// advise says what is missing and what to do about it, from the headers that
// GitHub sends beside a refusal.
func (c *refusals) advise(e *Error, req *http.Request, h http.Header) {
	switch {
	case e.Status == http.StatusUnauthorized && c.app:
		adviseExpired(e, sortOf(req))
	case e.Status == http.StatusUnauthorized:
		e.Err = errors.New("the token is wrong, expired or revoked: make a new one")
	case e.Status == http.StatusForbidden:
		c.adviseForbidden(e, h)
	case e.Kind == NotFound && c.app:
		e.Err = errors.New("it is not there, or the App is not installed on it")
	case e.Kind == NotFound:
		e.Err = errors.New("it is not there, or the token may not see it")
	}
}

// adviseExpired tells of an installation's token: the next request gets a
// fresh one, so what was sent once was only refused for want of time. All else
// was tried with a fresh one already.
func adviseExpired(e *Error, sort Sort) {
	if sort == Once {
		e.Kind = Unavailable
		e.Err = errors.New("the token of the App's installation is not accepted any more: the next request asks for another")
		return
	}
	e.Err = errors.New("the token of the App's installation is not accepted, a fresh one neither")
}

func (c *refusals) adviseForbidden(e *Error, h http.Header) {
	if at := c.ssoOf(h); at != "" {
		e.Kind, e.SSO = Auth, at
		e.Err = fmt.Errorf("the token is not authorised for this organisation's single sign-on: authorise it at %s", at)
		return
	}
	if e.Kind != Auth {
		return
	}
	who := "the token"
	if c.app {
		who = "the App's installation"
	}
	if needs := c.clean(h.Get("X-Accepted-GitHub-Permissions")); needs != "" {
		e.Lacks = needs
		e.Err = fmt.Errorf("%s lacks %s", who, needs)
		return
	}
	needs := scopes(h, "X-Accepted-OAuth-Scopes")
	if len(needs) > 0 && !slices.ContainsFunc(needs, func(n string) bool { return slices.Contains(scopes(h, "X-OAuth-Scopes"), n) }) {
		e.Lacks = c.clean(strings.Join(needs, ", "))
		e.Err = fmt.Errorf("%s lacks the scope %s", who, strings.Join(strings.Split(e.Lacks, ", "), " or "))
		return
	}
	e.Err = fmt.Errorf("%s has no right to this, or its owner has none", who)
}

// ssoOf is where a token is authorised for an organisation, if that is on this
// very site.
func (c *refusals) ssoOf(h http.Header) string {
	_, at, found := strings.Cut(h.Get("X-GitHub-SSO"), "url=")
	if !strings.HasPrefix(strings.TrimSpace(h.Get("X-GitHub-SSO")), "required") || !found {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(at))
	site, bad := url.Parse(c.site)
	if err != nil || bad != nil || u.Scheme != site.Scheme || u.Host != site.Host {
		return c.site + "/settings/tokens"
	}
	return c.clean(u.String())
}

// scopes reads a header that lists a classic token's scopes; nil: not told.
func scopes(h http.Header, name string) []string {
	if len(h.Values(name)) == 0 {
		return nil
	}
	out := []string{}
	for _, s := range strings.Split(h.Get(name), ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// clean is words that came from elsewhere, in one line and without our own
// credential, whatever it looks like.
func (c *refusals) clean(s string) string {
	if own := strings.TrimSpace(c.own()); len(own) >= 8 {
		s = strings.ReplaceAll(s, own, secret.Redacted)
	}
	return clean(s)
}

// Mend is what a person can do about an error that is no repository's.
func Mend(err error) string {
	e := AsError(err)
	switch {
	case e == nil:
		return "try again"
	case e.SSO != "":
		return "authorise the token there"
	case e.Kind == Auth:
		return "give it as token or token_file; of an App check id, installation and private_key_file"
	case e.Kind == Throttled:
		return "try again later"
	}
	return "check url, and whether this machine reaches it (a proxy: HTTPS_PROXY; its certificates: ca_file)"
}
