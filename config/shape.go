package config

import (
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// The shapes below are the configuration as it is written: each field is a
// key, and followthrough.schema.json holds the same ones.

type fileShape struct {
	Instance  string         `yaml:"instance"`
	Store     string         `yaml:"store"`
	Zone      zone           `yaml:"zone"`
	Poll      duration       `yaml:"poll"`
	MaxNew    int            `yaml:"max_new"`
	Retention duration       `yaml:"retention"`
	Log       logShape       `yaml:"log"`
	Web       webShape       `yaml:"web"`
	Sources   []sourceShape  `yaml:"sources"`
	Trackers  []trackerShape `yaml:"trackers"`
	Mapping   mappingShape   `yaml:"mapping"`
	Report    later          `yaml:"report"`
	Digest    later          `yaml:"digest"`
}

type logShape struct {
	Format string   `yaml:"format"`
	Level  string   `yaml:"level"`
	Keep   duration `yaml:"keep"`
	Audit  later    `yaml:"audit"`
}

type webShape struct {
	Listen        later `yaml:"listen" says:"not in this version: there is no dashboard yet, leave it out or give \"\""`
	Token         later `yaml:"token"`
	TokenFile     later `yaml:"token_file"`
	TLS           later `yaml:"tls"`
	OIDC          later `yaml:"oidc"`
	Restricted    later `yaml:"restricted"`
	WebhookSecret later `yaml:"webhook_secret"`
}

type sourceShape struct {
	Name          string              `yaml:"name"`
	Folder        *folder.Config      `yaml:"folder"`
	GitHub        later               `yaml:"github" says:"not in this version: use folder on a checkout"`
	GitHubIssues  later               `yaml:"github_issues"`
	Git           later               `yaml:"git" says:"not in this version: use folder on a checkout"`
	Since         *Since              `yaml:"since"`
	Soak          *duration           `yaml:"soak"`
	Quiet         *duration           `yaml:"quiet"`
	Report        *[]string           `yaml:"report"`
	ReportEvery   duration            `yaml:"report_every"`
	ReportVia     later               `yaml:"report_via"`
	Published     map[string][]string `yaml:"published"`
	Restricted    restrictedShape     `yaml:"restricted"`
	Read          readShape           `yaml:"read"`
	WebhookSecret later               `yaml:"webhook_secret"`
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

type trackerShape struct {
	Name          string        `yaml:"name"`
	Files         *files.Config `yaml:"files"`
	Jira          later         `yaml:"jira" says:"not in this version: use files"`
	GitHub        later         `yaml:"github" says:"not in this version: use files"`
	Label         later         `yaml:"label" says:"a files tracker has no labels"`
	Declined      later         `yaml:"declined" says:"a files tracker has no resolutions: [-] and struck out lines are declined"`
	Settle        *duration     `yaml:"settle"`
	WebhookSecret later         `yaml:"webhook_secret"`
	Template      later         `yaml:"template"`
}

type mappingShape struct {
	Create   string      `yaml:"create"`
	Defaults *node       `yaml:"defaults"`
	Include  []string    `yaml:"include"`
	Teams    []*node     `yaml:"teams"` // teamShape
	Rules    []ruleShape `yaml:"rules"`
	Fallback string      `yaml:"fallback"`
}

type teamShape struct {
	Name     string   `yaml:"name"`
	Formerly []string `yaml:"formerly"`
	Aliases  []string `yaml:"aliases"`
	Members  []string `yaml:"members"`
	Services []string `yaml:"services"`
	Create   string   `yaml:"create"`
	Backlog  *node    `yaml:"backlog"` // backlogShape and the adapter's own
}

// backlogShape holds the keys of a backlog of any kind.
type backlogShape struct {
	Tracker    string `yaml:"tracker"`
	Project    string `yaml:"project"`
	Silo       string `yaml:"silo"`
	Restricted string `yaml:"restricted"`
}

// filesLacks holds the keys of other kinds of backlog, which a files backlog
// refuses.
type filesLacks struct {
	Label      later `yaml:"label" says:"a files backlog has no labels"`
	Labels     later `yaml:"labels" says:"a files backlog has no labels"`
	Priority   later `yaml:"priority" says:"a files backlog has no priorities"`
	Due        later `yaml:"due" says:"a files backlog has no due dates"`
	Type       later `yaml:"type" says:"a files backlog has no item types"`
	Component  later `yaml:"component" says:"a files backlog has no components: use section"`
	Components later `yaml:"components" says:"a files backlog has no components: use section"`
	Parent     later `yaml:"parent" says:"a files backlog has no parents"`
	FixVersion later `yaml:"fix_version" says:"a files backlog has no versions"`
	Milestone  later `yaml:"milestone" says:"a files backlog has no milestones"`
	Board      later `yaml:"board" says:"a files backlog has no boards"`
	Fields     later `yaml:"fields" says:"a files backlog has no fields"`
	Public     later `yaml:"public" says:"a files backlog is as public as its file"`
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
