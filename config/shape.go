package config

import (
	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
)

// The shapes below are the configuration as it is written: each field is a
// key, and followthrough.schema.json holds the same ones.

type fileShape struct {
	Instance  string   `yaml:"instance"`
	Store     string   `yaml:"store"`
	Zone      zone     `yaml:"zone"`
	Poll      duration `yaml:"poll"`
	MaxNew    int      `yaml:"max_new"`
	Retention duration `yaml:"retention"`
	// MarkerSecret signs markers; all but the first only prove them.
	MarkerSecret []secret.Secret `yaml:"marker_secret"`
	Log          logShape        `yaml:"log"`
	Web          webShape        `yaml:"web"`
	Sources      []sourceShape   `yaml:"sources"`
	Trackers     []*tree.Node    `yaml:"trackers"` // trackerShape and what its kind takes
	Mapping      mappingShape    `yaml:"mapping"`
	Report       reportShape     `yaml:"report"`
	Digest       tree.Later      `yaml:"digest"`
}

type logShape struct {
	Format string     `yaml:"format"`
	Level  string     `yaml:"level"`
	Keep   duration   `yaml:"keep"`
	Audit  tree.Later `yaml:"audit"`
}

type webShape struct {
	Listen        string        `yaml:"listen"`
	Token         secret.Secret `yaml:"token"`
	TLS           tree.Later    `yaml:"tls" says:"not in this version: put a proxy that speaks TLS before it"`
	OIDC          tree.Later    `yaml:"oidc" says:"not in this version: there is no dashboard yet, use token"`
	Restricted    tree.Later    `yaml:"restricted" says:"not in this version: there is no dashboard yet"`
	WebhookSecret tree.Later    `yaml:"webhook_secret" says:"not in this version: what changed is found by asking"`
}

type sourceShape struct {
	Name          string               `yaml:"name"`
	Folder        *folder.Config       `yaml:"folder"`
	GitHub        *github.Config       `yaml:"github"`
	GitHubIssues  *githubissues.Config `yaml:"github_issues"`
	Git           tree.Later           `yaml:"git" says:"not in this version: use folder on a checkout"`
	Since         *Since               `yaml:"since"`
	Soak          *duration            `yaml:"soak"`
	Quiet         *duration            `yaml:"quiet"`
	Report        *[]string            `yaml:"report"`
	ReportEvery   *duration            `yaml:"report_every"`
	ReportVia     string               `yaml:"report_via"`
	Published     map[string][]string  `yaml:"published"`
	Restricted    restrictedShape      `yaml:"restricted"`
	Read          readShape            `yaml:"read"`
	WebhookSecret tree.Later           `yaml:"webhook_secret"`
}

type restrictedShape struct {
	Include []string            `yaml:"include"`
	When    map[string][]string `yaml:"when"`
}

type readShape struct {
	Sections sectionsShape       `yaml:"sections"`
	Columns  map[string][]string `yaml:"columns"`
	Keys     map[string][]string `yaml:"keys"`
}

type sectionsShape struct {
	Take  []string `yaml:"take"`
	Leave []string `yaml:"leave"`
}

type mappingShape struct {
	Create   string         `yaml:"create"`
	Defaults *tree.Node     `yaml:"defaults"`
	Include  []includeShape `yaml:"include"`
	Teams    []*tree.Node   `yaml:"teams"` // teamShape
	Rules    []ruleShape    `yaml:"rules"`
	Fallback string         `yaml:"fallback"`
}

// includeShape is a glob of files, and what they may take from outside
// themselves. The glob may be written alone.
type includeShape struct {
	Path  string   `yaml:"path"`
	Allow []string `yaml:"allow"`
}

// Short takes a glob that is written alone.
func (s *includeShape) Short(glob string) { s.Path = glob }

type teamShape struct {
	Name     string     `yaml:"name"`
	Formerly []string   `yaml:"formerly"`
	Aliases  []string   `yaml:"aliases"`
	Members  []string   `yaml:"members"`
	Services []string   `yaml:"services"`
	Create   string     `yaml:"create"`
	Backlog  *tree.Node `yaml:"backlog"` // backlogShape and what its tracker's kind takes
}

type ruleShape struct {
	When whenShape `yaml:"when"`
	Team string    `yaml:"team"`
}

type whenShape struct {
	Source   []string  `yaml:"source"`
	Review   []string  `yaml:"review"`
	Service  []string  `yaml:"service"`
	Kind     []string  `yaml:"kind"`
	Severity []string  `yaml:"severity"`
	Label    []string  `yaml:"label"`
	Type     []string  `yaml:"type"`
	Priority []string  `yaml:"priority"`
	Owner    []string  `yaml:"owner"`
	Title    []pattern `yaml:"title"`
}

// when is the conditions as the mapping takes them.
func (w whenShape) when() mapping.When {
	out := mapping.When{
		Source: w.Source, Review: w.Review, Service: w.Service, Kind: w.Kind, Severity: w.Severity,
		Label: w.Label, Type: w.Type, Priority: w.Priority, Owner: w.Owner,
	}
	for _, p := range w.Title {
		if p.Regexp == nil { // a mistake, told already: a condition all the same
			p.Regexp = nothing
		}
		out.Title = append(out.Title, p.Regexp)
	}
	return out
}
