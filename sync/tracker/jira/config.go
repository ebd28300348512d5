package jira

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// Config is the jira part of a tracker's configuration.
type Config struct {
	// URL is the site as people see it, with its context path.
	URL string `yaml:"url" meant:"host site server base_url domain address"`
	// Email and Token are an account of Cloud; a Token alone is a personal
	// access token of Data Center.
	Email string        `yaml:"email" meant:"user username login account mail"`
	Token secret.Secret `yaml:"token" meant:"password api_token apitoken api_key pat access_token"`
	// CloudID sends requests through Atlassian's gateway, which scoped tokens
	// and service accounts need.
	CloudID string `yaml:"cloud_id"`
	// ClientID and ClientSecret are OAuth 2.0 client credentials.
	ClientID     string        `yaml:"client_id"`
	ClientSecret secret.Secret `yaml:"client_secret"`
	// Deployment is cloud or datacenter; "": told by the keys above.
	Deployment string `yaml:"deployment"`
	// Files for TLS, absolute once the configuration has been read.
	CAFile         string `yaml:"ca_file"`
	ClientCertFile string `yaml:"client_cert_file"`
	ClientKeyFile  string `yaml:"client_key_file"`
}

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (c Config) Validate() []error { return c.options(Options{}).Validate() }

func (c Config) options(o Options) client.Options {
	return client.Options{
		URL: c.URL, Email: c.Email, Token: c.Token, CloudID: c.CloudID,
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, Deployment: client.Deployment(c.Deployment),
		Gateway: o.Gateway, TokenURL: o.TokenURL,
		HTTP: httpx.Options{
			UserAgent: o.UserAgent, CAFile: c.CAFile, ClientCertFile: c.ClientCertFile, ClientKeyFile: c.ClientKeyFile,
			Transport: o.Transport, Seen: o.Seen, Now: o.Now, Log: o.Log, FirstWait: o.FirstWait,
		},
	}
}

// Backlog is the jira part of a team's backlog. Nothing else is set on an
// issue but what stands here, its words, its marker and its label.
type Backlog struct {
	Type       string   `yaml:"type" meant:"issuetype issue_type item_type" json:"type,omitempty"` // "": Task
	Component  string   `yaml:"component" json:"component,omitempty"`
	Components []string `yaml:"components" json:"components,omitempty"`
	Parent     string   `yaml:"parent" meant:"epic epic_link epic_key" json:"parent,omitempty"` // a key
	FixVersion string   `yaml:"fix_version" meant:"version fixversion fix_versions release" json:"fix_version,omitempty"`
	// Board is only checked, never written to; 0: none.
	Board int `yaml:"board" json:"board,omitempty"`
	// Label is the one label for people; nil: the tracker's, "": none.
	Label  *string `yaml:"label" json:"label,omitempty"`
	Fields []Value `yaml:"fields" meant:"custom_fields customfields" json:"fields,omitempty"`
}

// Value is what one further field is set to, named as on the screen or by id.
type Value struct {
	Name string `yaml:"name" json:"name,omitempty"`
	ID   string `yaml:"id" json:"id,omitempty"`
	// Value is a text, a number, true or false, or a list of texts.
	Value any `yaml:"value" json:"value"`
}

func (v Value) called() string {
	if v.Name != "" {
		return v.Name
	}
	return v.ID
}

// Apart is what tells this backlog from another one in the same project.
func (b Backlog) Apart() string {
	var parts []string
	for _, c := range b.components() {
		parts = append(parts, "component "+c)
	}
	if b.Parent != "" {
		parts = append(parts, "parent "+b.Parent)
	}
	if b.FixVersion != "" {
		parts = append(parts, "version "+b.FixVersion)
	}
	for _, f := range b.Fields {
		if value, err := json.Marshal(f.Value); err == nil {
			parts = append(parts, f.called()+" "+string(value))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

func (b Backlog) components() []string {
	out := slices.Clone(b.Components)
	if b.Component != "" && !slices.Contains(out, b.Component) {
		out = append([]string{b.Component}, out...)
	}
	return out
}

func (b Backlog) issueType() string {
	if b.Type == "" {
		return "Task"
	}
	return b.Type
}

// Validate says what is wrong with a backlog before any request, beginning
// with the key it is about.
func (b Backlog) Validate() []string {
	var out []string
	if b.Parent != "" && !keyRE.MatchString(b.Parent) {
		out = append(out, "parent: must be an issue's key, such as PAY-100")
	}
	if b.Label != nil && strings.ContainsAny(*b.Label, " \t\n") {
		out = append(out, "label: Jira's labels have no spaces: write it with a hyphen")
	}
	for i, f := range b.Fields {
		if f.Name == "" && f.ID == "" {
			out = append(out, "fields["+strconv.Itoa(i)+"]: names no field: give name or id")
		}
	}
	return out
}
