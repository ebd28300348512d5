package github

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/golang-jwt/jwt/v4"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// Config is the part of a configuration that names a site and a credential.
// Sources and trackers embed it, or copy its keys.
type Config struct {
	// URL is the site as people see it; "": https://github.com.
	URL string `yaml:"url" meant:"host site server base_url domain address"`
	// Token is a personal access token; else App.
	Token       secret.Secret `yaml:"token" meant:"password api_token api_key pat access_token" is:"header"`
	App         *App          `yaml:"app"`
	httpx.Files `yaml:",inline"`
}

// App is the installation of a GitHub App.
type App struct {
	ID           int64 `yaml:"id"`
	Installation int64 `yaml:"installation"`
	// PrivateKey is an RSA key in PEM form, as GitHub gives it.
	PrivateKey secret.Secret `yaml:"private_key"`
}

// dotcom is where most people's repositories are.
const dotcom = "https://github.com"

// Site is the site's address as people see it, without a slash at its end:
// links are made of it.
func (c Config) Site() string {
	if c.URL == "" {
		return dotcom
	}
	return strings.TrimRight(c.URL, "/")
}

// Identity is equal for configurations that name one credential on one site,
// and tells nothing about it: those share one Client, and so its limits.
func (c Config) Identity() string {
	// A file that can't be read has no value: its error names it, which tells
	// it from another one.
	token, err := c.Token.Reveal()
	if err != nil {
		token = err.Error()
	}
	parts := []any{c.base(), c.CAFile, c.ClientCertFile, c.ClientKeyFile}
	if c.App != nil {
		parts = append(parts, "app", c.App.ID, c.App.Installation)
	} else {
		parts = append(parts, "token", token)
	}
	text, err := json.Marshal(parts)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// Enterprise tells whether the site is an Enterprise Server of somebody's own.
func (c Config) Enterprise() bool {
	u, err := url.Parse(c.Site())
	return err == nil && !hosted(u.Hostname())
}

// hosted tells whether GitHub itself runs a host: its own, or one with data
// residency.
func hosted(host string) bool {
	host = strings.ToLower(host)
	return host == "github.com" || host == "www.github.com" || strings.HasSuffix(host, ".ghe.com")
}

// base is where the API is; it ends in a slash.
func (c Config) base() string {
	u, err := url.Parse(c.Site())
	switch {
	case err != nil:
		return ""
	case strings.HasSuffix(strings.ToLower(u.Host), ".ghe.com"):
		return "https://api." + strings.ToLower(u.Host) + "/"
	case hosted(u.Hostname()):
		return "https://api.github.com/"
	}
	u.Host = strings.ToLower(u.Host)
	return strings.TrimRight(u.String(), "/") + "/api/v3/"
}

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about. A secret in a file that can't be read is left for
// the first request to tell.
func (c Config) Validate() []error {
	var out []error
	if err := address(c.Site()); err != nil {
		out = append(out, fmt.Errorf("url: %w", err))
	}
	switch {
	case c.App != nil && !c.Token.IsZero():
		out = append(out, errors.New("token: give either token or app, not both"))
	case c.App != nil:
		out = append(out, c.App.validate()...)
	case c.Token.IsZero():
		out = append(out, errors.New("token: missing: a personal access token, or app with id, installation and private_key_file"))
	}
	if err := c.Files.Validate(); err != nil {
		out = append(out, err)
	}
	return out
}

func (a App) validate() []error {
	var out []error
	if a.ID <= 0 {
		out = append(out, errors.New("app.id: missing: the App's number, on its settings page as App ID"))
	}
	if a.Installation <= 0 {
		out = append(out, errors.New("app.installation: missing: the number at the end of the address of the App's installation (…/installations/NUMBER)"))
	}
	if a.PrivateKey.IsZero() {
		return append(out, errors.New("app.private_key: missing: give private_key_file, the .pem file that GitHub gave for the App"))
	}
	if _, err := keyOf(a.PrivateKey); errors.Is(err, errKey) {
		out = append(out, fmt.Errorf("app.private_key: %w", err))
	}
	return out
}

// errKey is the error of a key that can be read but not used.
var errKey = errors.New("must be an RSA private key in PEM form, as GitHub gives it (-----BEGIN RSA PRIVATE KEY-----)")

// keyOf reads a key anew, so that a changed file counts at once. What the
// parser says is left out: it may quote what it read.
func keyOf(s secret.Secret) (*rsa.PrivateKey, error) {
	text, err := s.Reveal()
	if err != nil {
		return nil, err
	}
	// A key from an environment variable often has its newlines escaped.
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, `\n`, "\n")
	}
	key, err := jwt.ParseRSAPrivateKeyFromPEM([]byte(text))
	if err != nil {
		return nil, errKey
	}
	return key, nil
}

// address refuses what could send a token in the open, or somewhere else.
func address(text string) error {
	u, err := httpx.Site(text, "https://github.acme.example", "token or app")
	switch {
	case err != nil:
		return err
	case strings.HasPrefix(strings.ToLower(u.Host), "api.") || strings.HasSuffix(strings.TrimRight(u.Path, "/"), "/api/v3"):
		return errors.New("must be the address that people see, such as https://github.com or https://github.acme.example, not that of the API")
	case hosted(u.Hostname()) && strings.Trim(u.Path, "/") != "":
		return errors.New("must be the site alone, such as https://github.com: owner and repository stand under repository or project")
	}
	return nil
}
