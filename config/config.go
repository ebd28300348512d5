package config

import (
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/folder"
	githubsource "github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// Error is every mistake of a configuration, in the order of its files.
type Error = tree.Error

// Problem is one mistake in a configuration.
type Problem = tree.Problem

// Config is a configuration without mistakes, its defaults filled in and its
// paths absolute.
type Config struct {
	File     string   // as it was named or found
	Found    bool     // in the working directory: nobody named it
	Files    []string // all that were read: File, then what mapping.include names
	Instance string
	Store    string // the SQLite file
	// Zone is UTC where none is given; ZoneGiven tells.
	Zone      *time.Location
	ZoneGiven bool
	Poll      time.Duration
	Retention time.Duration
	MaxNew    int // 0: no limit
	// MarkerSecrets prove markers, and the first signs them; none: they are not
	// signed.
	MarkerSecrets []secret.Secret
	Log           Log
	Report        Report
	Web           Web
	Sources       []Source  // in the order of the file
	Trackers      []Tracker // in the order of the file
	Mapping       *mapping.Mapping
	// Literal names the secrets that stand in the files as they are: by the
	// file, the paths of their keys.
	Literal map[string][]string
	// Lacks are the environment variables that have no value and are not used for
	// what the configuration was read for.
	Lacks []Lack
	// Digest changes when anything that the configuration says changes, and
	// not with its comments or layout.
	Digest string
}

// Log says how and how long is logged.
type Log struct {
	Format string // "text" or "json"
	Level  string // "debug", "info", "warn" or "error"
	Keep   time.Duration
}

// Source is one place where reviews live. Exactly one kind is set.
type Source struct {
	Name   string
	Folder *folder.Config
	GitHub *githubsource.Config
	// GitHubIssues are reviews kept as issues.
	GitHubIssues *githubissues.Config
	// Lacks says which environment variable it can't be used without; nil: none.
	Lacks error

	Since       Since
	Soak        time.Duration
	Quiet       time.Duration
	ReportEvery time.Duration
	Report      []review.Mode // empty: nowhere
	ReportVia   string        // "commit" or "pull_request"
	Read        ReadSettings
	// Published maps a front-matter key to the values that mean published;
	// empty: anything not marked as a draft is.
	Published map[string][]string
	// Restricted is what the source says of it; nil: nothing, and what a review says
	// of itself in the usual words counts. One that restricts nothing turns that off.
	Restricted *Restricted
}

// ReadSettings says how a source's documents differ from what is usual.
type ReadSettings struct {
	Take, Leave []string            // headings of sections with, and without, actions
	Columns     map[string][]string // further header words of tables, by field
	Keys        map[string][]string // front-matter keys, by field
}

// Restricted says which reviews are: those that a glob takes, or whose
// front matter has one of the values.
type Restricted struct {
	Include []string
	When    map[string][]string
}

// Tracker is one place where items live. Exactly one kind is set.
type Tracker struct {
	Name  string
	Files *files.Config
	Jira  *jira.Config
	// GitHub is a site and a credential: its backlogs name the repositories.
	GitHub *github.Config
	// Lacks says which environment variable it can't be used without; nil: none.
	Lacks error
	// Follow are globs of further places in which items that others made are
	// followed, where a review names them; the teams' backlogs are such places.
	Follow []string
	// Settle is the settle time where the configuration says one; nil: the
	// tracker's own.
	Settle *time.Duration
	// Accounts were ours before, as the tracker knows them: an accountId or key
	// of Jira, a number of GitHub.
	Accounts []string
	// Label is the one label on each issue; "": none, or a tracker without.
	Label string
	// Declined replaces the tracker's own words for what was decided against;
	// nil: they count.
	Declined *jira.Declined
	// Template is what an item says; "": the tracker's own words.
	Template string
}
