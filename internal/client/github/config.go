package github

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// Config is the part of a configuration that names a site and a credential.
// Sources and trackers embed it, or copy its keys.
type Config struct {
	// URL is the site as people see it; "": https://github.com.
	URL string `yaml:"url" meant:"host site server base_url domain address"`
	// Token is a personal access token; else App.
	Token secret.Secret `yaml:"token" meant:"password api_token api_key pat access_token" is:"header"`
	App   *App          `yaml:"app"`
	// Files for TLS, absolute once the configuration has been read.
	CAFile         string `yaml:"ca_file" is:"file"`
	ClientCertFile string `yaml:"client_cert_file" is:"file"`
	ClientKeyFile  string `yaml:"client_key_file" is:"file"`
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
