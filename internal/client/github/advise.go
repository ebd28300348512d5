package github

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// advise says what is missing and what to do about it, from the headers that
// GitHub sends beside a refusal.
func (c *Client) advise(e *Error, req *http.Request, h http.Header) {
	switch {
	case e.Status == http.StatusUnauthorized && c.app != nil:
		adviseExpired(e, sortOf(req))
	case e.Status == http.StatusUnauthorized:
		e.Err = errors.New("the token is wrong, expired or revoked: make a new one")
	case e.Status == http.StatusForbidden:
		c.adviseForbidden(e, h)
	case e.Kind == NotFound && c.app != nil:
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

func (c *Client) adviseForbidden(e *Error, h http.Header) {
	if at := c.ssoOf(h); at != "" {
		e.Kind, e.SSO = Auth, at
		e.Err = fmt.Errorf("the token is not authorised for this organisation's single sign-on: authorise it at %s", at)
		return
	}
	if e.Kind != Auth {
		return
	}
	who := "the token"
	if c.app != nil {
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
func (c *Client) ssoOf(h http.Header) string {
	_, at, found := strings.Cut(h.Get("X-GitHub-SSO"), "url=")
	if !strings.HasPrefix(strings.TrimSpace(h.Get("X-GitHub-SSO")), "required") || !found {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(at))
	site, bad := url.Parse(c.Site())
	if err != nil || bad != nil || u.Scheme != site.Scheme || u.Host != site.Host {
		return c.Site() + "/settings/tokens"
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
func (c *Client) clean(s string) string {
	own := ""
	if c.app == nil {
		own, _ = c.o.Token.Reveal() // one that can't be read was not sent either
	} else {
		own = c.app.last()
	}
	if own = strings.TrimSpace(own); len(own) >= 8 {
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
