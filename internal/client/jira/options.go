package jira

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// Deployment is which of the two Jiras a site is.
type Deployment string

// The deployments.
const (
	Cloud      Deployment = "cloud"
	DataCenter Deployment = "datacenter"
)

// The vendor's addresses for what does not go to the site itself.
const (
	gateway   = "https://api.atlassian.com"
	authority = "https://auth.atlassian.com/oauth/token"
)

// Options name a site and an account on it.
type Options struct {
	// URL is where people see the site, with its context path: links are made
	// of it.
	URL string
	// Email and Token are an account of Cloud with its API token; a Token
	// alone is a personal access token of Data Center.
	Email string
	Token secret.Secret
	// CloudID sends requests through the vendor's gateway, which scoped tokens
	// and service accounts need.
	CloudID string
	// ClientID and ClientSecret are a service account's OAuth 2.0 client
	// credentials.
	ClientID     string
	ClientSecret secret.Secret
	// Deployment is told by the above where it is "".
	Deployment Deployment
	// Gateway and TokenURL replace the vendor's own addresses.
	Gateway  string
	TokenURL string
	HTTP     httpx.Options
}

// Validate says what is wrong with the options, each mistake an error of its
// own that begins with the key it is about.
func (o Options) Validate() []error {
	var out []error
	add := func(wrong bool, words string) {
		if wrong {
			out = append(out, errors.New(words))
		}
	}
	if err := address(o.URL); err != nil {
		out = append(out, fmt.Errorf("url: %w", err))
	}
	if o.ClientID != "" || !o.ClientSecret.IsZero() {
		out = append(out, o.validateClient()...)
	} else {
		add(o.Token.IsZero(), "token: missing: an API token with email (Cloud), or a personal access token (Data Center)")
		add(o.deployment() == Cloud && o.Email != "" && !strings.Contains(o.Email, "@"), "email: must be the account's e-mail address, and not its name")
		add(o.deployment() == Cloud && o.Email == "", "email: missing: Jira Cloud takes a token only together with its account's e-mail address")
	}
	add(strings.ContainsAny(o.CloudID, "/?#% "), "cloud_id: must be the id alone, such as 11223344-a1b2-3b33-c444-def123456789")
	add(o.Deployment != "" && o.Deployment != Cloud && o.Deployment != DataCenter, "deployment: must be cloud or datacenter, or nothing: the address tells it")
	return out
}

// validateClient judges client credentials.
func (o Options) validateClient() []error {
	switch {
	case o.ClientID == "" || o.ClientSecret.IsZero():
		return []error{errors.New("client_id: give client_id and client_secret together")}
	case o.Email != "" || !o.Token.IsZero():
		return []error{errors.New("client_id: give either email and token, or client_id and client_secret")}
	case o.CloudID == "" && o.deployment() == Cloud:
		return []error{errors.New("cloud_id: client credentials of Cloud go through the gateway, which needs it: https://SITE/_edge/tenant_info tells it")}
	}
	return nil
}

// deployment takes an e-mail address, a cloud id and the vendor's own domain
// for signs of Cloud.
func (o Options) deployment() Deployment {
	u, err := url.Parse(o.URL)
	switch {
	case o.Deployment != "":
		return o.Deployment
	case o.Email != "" || o.CloudID != "", err == nil && strings.HasSuffix(u.Hostname(), ".atlassian.net"):
		return Cloud
	}
	return DataCenter
}

// page is the path of one of a site's pages, and not where the site begins: a Data
// Center may begin below /jira, or below any other word.
var page = regexp.MustCompile(`/(?:browse|rest|secure|servlet)(?:/|$)|/projects/[A-Z]`)

// address refuses what could send a token in the open, or somewhere else.
func address(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return errors.New("must be the site's address with https:// before it, such as https://acme.atlassian.net")
	case u.User != nil:
		return errors.New("holds a name or password: give email and token instead")
	case u.RawQuery != "" || u.Fragment != "":
		return errors.New("holds more than the site's address: take off what follows ? or #")
	case page.MatchString(u.Path), strings.HasSuffix(u.Hostname(), ".atlassian.net") && strings.Trim(u.Path, "/") != "":
		return errors.New("holds more than the site's address: take off what leads to a page, such as /browse/… or /jira/…")
	}
	return httpx.Private(u)
}

// base is where requests go; it ends in a slash.
func (o Options) base() string {
	if o.CloudID != "" && o.deployment() == Cloud {
		return strings.TrimRight(or(o.Gateway, gateway), "/") + "/ex/jira/" + o.CloudID + "/"
	}
	return strings.TrimRight(o.URL, "/") + "/"
}

func or(v, other string) string {
	if v == "" {
		return other
	}
	return v
}
