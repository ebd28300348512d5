package config

import (
	"regexp"
	"time"

	"github.com/followthrough/followthrough/config/spelled"
	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
)

// Since says from which day on items are made for a source's reviews.
type Since = spelled.Since

type (
	duration = spelled.Duration
	zone     = spelled.Zone
	pattern  = spelled.Pattern
)

// ParseDuration reads a length of time as configurations write it. Its errors
// don't hold the text.
func ParseDuration(text string) (time.Duration, error) { return spelled.ParseDuration(text) }

// nothing matches no text.
var nothing = regexp.MustCompile(`[^\x00-\x{10FFFF}]`)

// The shapes below are the configuration as it is written: each field is a
// key, and followthrough.schema.json holds the same ones.

type fileShape struct {
	Instance  string   `yaml:"instance"`
	Store     string   `yaml:"store" meant:"database db sqlite"`
	Zone      zone     `yaml:"zone" meant:"timezone time_zone tz"`
	Poll      duration `yaml:"poll" meant:"interval poll_interval frequency every schedule"`
	MaxNew    int      `yaml:"max_new" meant:"max limit max_items"`
	Retention duration `yaml:"retention"`
	// MarkerSecret signs markers; all but the first only prove them.
	MarkerSecret []secret.Secret `yaml:"marker_secret"`
	Log          logShape        `yaml:"log"`
	Web          webShape        `yaml:"web"`
	Sources      []sourceShape   `yaml:"sources" meant:"reviews postmortems post_mortems documents"`
	Trackers     []*tree.Node    `yaml:"trackers" meant:"backlogs targets"` // trackerShape and what its kind takes
	Mapping      mappingShape    `yaml:"mapping"`
	Report       reportShape     `yaml:"report"`
	Digest       tree.Later      `yaml:"digest"`
}

type logShape struct {
	Format string     `yaml:"format" words:"text json"`
	Level  string     `yaml:"level" words:"debug info warn error" meant:"verbosity"`
	Keep   duration   `yaml:"keep" meant:"retention max_age"`
	Audit  tree.Later `yaml:"audit"`
	File   tree.Later `yaml:"file" says:"the log goes to standard error: lead that into a file where the daemon is started"`
}

type webShape struct {
	Listen        string        `yaml:"listen" meant:"port address host bind addr"`
	Token         secret.Secret `yaml:"token"`
	TLS           tree.Later    `yaml:"tls" says:"not in this version: put a proxy that speaks TLS before it"`
	OIDC          tree.Later    `yaml:"oidc" says:"not in this version, which has no dashboard: use token"`
	Restricted    tree.Later    `yaml:"restricted" says:"not in this version, which has no dashboard: leave it out"`
	WebhookSecret tree.Later    `yaml:"webhook_secret" says:"not in this version, where what changed is found by asking: leave it out"`
}

type sourceShape struct {
	Name          string               `yaml:"name"`
	Folder        *folder.Config       `yaml:"folder"`
	GitHub        *github.Config       `yaml:"github"`
	GitHubIssues  *githubissues.Config `yaml:"github_issues"`
	Git           tree.Later           `yaml:"git" says:"not in this version: use folder on a checkout"`
	Type          tree.Later           `yaml:"type" says:"a source's kind is told by the key that holds its place: folder: {path: …}, github: {repository: …} or github_issues: {repository: …, label: …}"`
	Kind          tree.Later           `yaml:"kind" says:"a source's kind is told by the key that holds its place: folder: {path: …}, github: {repository: …} or github_issues: {repository: …, label: …}"`
	Confluence    tree.Later           `yaml:"confluence" says:"not in this version: export the pages as Markdown into a folder, and use folder: {path: …}"`
	Notion        tree.Later           `yaml:"notion" says:"not in this version: export the pages as Markdown into a folder, and use folder: {path: …}"`
	GitLab        tree.Later           `yaml:"gitlab" says:"not in this version: use folder: {path: …} on a checkout"`
	Since         *Since               `yaml:"since" meant:"from start start_date after"`
	Soak          *duration            `yaml:"soak" meant:"delay wait"`
	Quiet         *duration            `yaml:"quiet"`
	Report        *[]string            `yaml:"report"`
	ReportEvery   *duration            `yaml:"report_every"`
	ReportVia     string               `yaml:"report_via"`
	Published     map[string][]string  `yaml:"published"`
	Restricted    *restrictedShape     `yaml:"restricted"`
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
	Teams    []*tree.Node   `yaml:"teams"` // teamShape
	Create   string         `yaml:"create" words:"auto ask off"`
	Defaults *tree.Node     `yaml:"defaults"`
	Include  []includeShape `yaml:"include"`
	Rules    []ruleShape    `yaml:"rules"`
	Fallback string         `yaml:"fallback" meant:"default default_team"`
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
	Name     string     `yaml:"name" meant:"team id title"`
	Formerly []string   `yaml:"formerly"`
	Aliases  []string   `yaml:"aliases" meant:"owner owners names also_known_as aka handles"`
	Members  []string   `yaml:"members" meant:"people persons users engineers"`
	Services []string   `yaml:"services"`
	Create   string     `yaml:"create" words:"auto ask off"`
	Backlog  *tree.Node `yaml:"backlog" meant:"project tracker board queue"` // backlogShape and what its tracker's kind takes
}

type ruleShape struct {
	When whenShape `yaml:"when" meant:"if match matches condition conditions"`
	Team string    `yaml:"team" meant:"then to target"`
}

type whenShape struct {
	Source   []string  `yaml:"source"`
	Review   []string  `yaml:"review" meant:"path file document"`
	Service  []string  `yaml:"service"`
	Kind     []string  `yaml:"kind"`
	Severity []string  `yaml:"severity"`
	Label    []string  `yaml:"label"`
	Type     []string  `yaml:"type"`
	Priority []string  `yaml:"priority"`
	Owner    []string  `yaml:"owner" meant:"assignee owners"`
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
