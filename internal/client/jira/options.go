package jira

import (
	"cmp"
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

// Config names a site and an account on it.
type Config struct {
	// URL is the site as people see it, with its context path: links are made of it.
	URL string `yaml:"url" meant:"host site server base_url domain address"`
	// Email and Token are an account of Cloud; a Token alone is a personal
	// access token of Data Center.
	Email string        `yaml:"email" meant:"user username login account mail"`
	Token secret.Secret `yaml:"token" meant:"password api_token apitoken api_key pat access_token" is:"header"`
	// CloudID sends requests through Atlassian's gateway, which scoped tokens
	// and service accounts need.
	CloudID string `yaml:"cloud_id"`
	// ClientID and ClientSecret are OAuth 2.0 client credentials.
	ClientID     string        `yaml:"client_id"`
	ClientSecret secret.Secret `yaml:"client_secret" is:"header"`
	// Deployment is cloud or datacenter; "": told by the keys above.
	Deployment  Deployment `yaml:"deployment"`
	httpx.Files `yaml:",inline"`
}

// Options are what a client needs. Gateway and TokenURL replace the vendor's own
// addresses.
type Options struct {
	Config
	Gateway, TokenURL string
	HTTP              httpx.Options
}

// Validate says what is wrong, each mistake an error of its own that begins with
// the key it is about.
func (c Config) Validate() []error {
	var out []error
	add := func(wrong bool, words string) {
		if wrong {
			out = append(out, errors.New(words))
		}
	}
	if err := address(c.URL); err != nil {
		out = append(out, fmt.Errorf("url: %w", err))
	}
	if c.ClientID != "" || !c.ClientSecret.IsZero() {
		out = append(out, c.validateClient()...)
	} else {
		add(c.Token.IsZero(), "token: missing: an API token with email (Cloud), or a personal access token (Data Center)")
		add(c.deployment() == Cloud && c.Email != "" && !strings.Contains(c.Email, "@"), "email: must be the account's e-mail address, and not its name")
		add(c.deployment() == Cloud && c.Email == "", "email: missing: Jira Cloud takes a token only together with its account's e-mail address")
	}
	add(strings.ContainsAny(c.CloudID, "/?#% "), "cloud_id: must be the id alone, such as 11223344-a1b2-3b33-c444-def123456789")
	add(c.Deployment != "" && c.Deployment != Cloud && c.Deployment != DataCenter, "deployment: must be cloud or datacenter, or nothing: the address tells it")
	if err := c.Files.Validate(); err != nil {
		out = append(out, err)
	}
	return out
}

// validateClient judges client credentials.
func (c Config) validateClient() []error {
	switch {
	case c.ClientID == "" || c.ClientSecret.IsZero():
		return []error{errors.New("client_id: give client_id and client_secret together")}
	case c.Email != "" || !c.Token.IsZero():
		return []error{errors.New("client_id: give either email and token, or client_id and client_secret")}
	case c.CloudID == "" && c.deployment() == Cloud:
		return []error{errors.New("cloud_id: client credentials of Cloud go through the gateway, which needs it: https://SITE/_edge/tenant_info tells it")}
	}
	return nil
}

// deployment takes an e-mail address, a cloud id and the vendor's own domain
// for signs of Cloud.
func (c Config) deployment() Deployment {
	u, err := url.Parse(c.URL)
	switch {
	case c.Deployment != "":
		return c.Deployment
	case c.Email != "" || c.CloudID != "", err == nil && strings.HasSuffix(u.Hostname(), ".atlassian.net"):
		return Cloud
	}
	return DataCenter
}

// Same tells whether two configurations name one account on one site: a client
// id, an address, or where there is neither the token itself.
func (c Config) Same(other Config) bool {
	switch {
	case c.Site() != other.Site():
		return false
	case c.ClientID != "" || other.ClientID != "":
		return c.ClientID == other.ClientID
	case c.Email != "" || other.Email != "":
		return strings.EqualFold(c.Email, other.Email)
	}
	token, err := other.Token.Reveal()
	return err == nil && c.Token.Equal(token)
}

// Site is the site's address in one spelling.
func (c Config) Site() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return c.URL
	}
	host := strings.ToLower(u.Host)
	for scheme, port := range map[string]string{"https": ":443", "http": ":80"} {
		if u.Scheme == scheme {
			host = strings.TrimSuffix(host, port)
		}
	}
	return host + strings.TrimRight(u.Path, "/")
}

// page is the path of one of a site's pages, and not where the site begins: a Data
// Center may begin below /jira, or below any other word.
var page = regexp.MustCompile(`/(?:browse|rest|secure|servlet)(?:/|$)|/projects/[A-Z]`)

// address refuses what could send a token in the open, or somewhere else.
func address(text string) error {
	u, err := httpx.Site(text, "https://acme.atlassian.net", "email and token")
	if err == nil && (page.MatchString(u.Path) || strings.HasSuffix(u.Hostname(), ".atlassian.net") && strings.Trim(u.Path, "/") != "") {
		return errors.New("holds more than the site's address: take off what leads to a page, such as /browse/… or /jira/…")
	}
	return err
}

// base is where requests go; it ends in a slash.
func (o Options) base() string {
	if o.CloudID != "" && o.deployment() == Cloud {
		return strings.TrimRight(cmp.Or(o.Gateway, gateway), "/") + "/ex/jira/" + o.CloudID + "/"
	}
	return strings.TrimRight(o.URL, "/") + "/"
}
