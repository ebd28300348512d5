package config

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/folder"
	githubsource "github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
)

// Source is one place where reviews live. Exactly one kind is set.
type Source struct {
	Name   string               `yaml:"name"`
	Folder *folder.Config       `yaml:"folder"`
	GitHub *githubsource.Config `yaml:"github"`
	// GitHubIssues are reviews kept as issues.
	GitHubIssues *githubissues.Config `yaml:"github_issues"`
	// Lacks says which environment variable it can't be used without; nil: none.
	Lacks error

	Since       Since         `yaml:"since" meant:"from start start_date after"`
	Soak        time.Duration `yaml:"soak" meant:"delay wait"`
	Quiet       time.Duration `yaml:"quiet"`
	Report      []review.Mode `yaml:"report"` // empty: nowhere
	ReportEvery time.Duration `yaml:"report_every"`
	ReportVia   string        `yaml:"report_via"` // "commit" or "pull_request"
	// Published maps a front-matter key to the values that mean published;
	// empty: anything not marked as a draft is.
	Published map[string][]string `yaml:"published"`
	// Restricted is what the source says of it; nil: nothing, and what a review says
	// of itself in the usual words counts. One that restricts nothing turns that off.
	Restricted *Restricted `yaml:"restricted"`
	// Doubtful says what becomes of lines that may be no action: hold, make or
	// ignore.
	Doubtful string `yaml:"doubtful"`
	// WebhookSecrets prove deliveries at /hooks/NAME; none: there is no such path.
	WebhookSecrets []secret.Secret `yaml:"webhook_secret"`
	Read           ReadSettings    `yaml:"read"`
}

// sourceKinds are the keys of the kinds, as they stand in Source.
func sourceKinds() []string { return []string{"folder", "github", "github_issues"} }

// parts are what the adapters make of their part, by its key.
func (s *Source) parts() map[string]interface{ Validate() []error } {
	out := map[string]interface{ Validate() []error }{}
	if s.Folder != nil {
		out["folder"] = s.Folder
	}
	if s.GitHub != nil {
		out["github"] = s.GitHub
	}
	if s.GitHubIssues != nil {
		out["github_issues"] = s.GitHubIssues
	}
	return out
}

// OnGitHub is its site and credential; nil: it is elsewhere.
func (s *Source) OnGitHub() *client.Config {
	switch {
	case s.GitHub != nil:
		return &s.GitHub.Config
	case s.GitHubIssues != nil:
		return &s.GitHubIssues.Config
	}
	return nil
}

// Refuses are the keys of later versions, and what people write for others.
func (*Source) Refuses() map[string]string {
	const (
		kind   = "a source's kind is told by the key that holds its place: folder: {path: …}, github: {repository: …} or github_issues: {repository: …, label: …}"
		export = "not in this version: export the pages as Markdown into a folder, and use folder: {path: …}"
	)
	return map[string]string{
		"git":        "not in this version: use folder on a checkout",
		"gitlab":     "not in this version: use folder: {path: …} on a checkout",
		"type":       kind,
		"kind":       kind,
		"confluence": export,
		"notion":     export,
	}
}

// ReadSettings says how a source's documents differ from what is usual.
type ReadSettings struct {
	Sections Sections            `yaml:"sections"`
	Columns  map[string][]string `yaml:"columns" fields:"action owner status due priority type ticket"`               // further header words of tables, by field
	Keys     map[string][]string `yaml:"keys" fields:"published kind services severity date team owner title labels"` // front-matter keys, by field
}

// Sections are the headings of sections with, and without, actions.
type Sections struct {
	Take  []string `yaml:"take"`
	Leave []string `yaml:"leave"`
}

// Restricted says which reviews are: those that a glob takes, or whose
// front matter has one of the values.
type Restricted struct {
	Include []string            `yaml:"include" is:"globs"`
	When    map[string][]string `yaml:"when"`
}

// What a source's report_via may be.
const (
	viaCommit      = "commit"
	viaPullRequest = "pull_request"
)

// What a source's doubtful may be.
const (
	doubtfulHold   = "hold"
	doubtfulMake   = "make"
	doubtfulIgnore = "ignore"
)

// readSource decodes one source and judges it.
func readSource(n *tree.Node) Source {
	s := Source{Soak: 24 * time.Hour, Quiet: time.Minute, Report: []review.Mode{review.ModeBlock}, ReportVia: viaCommit, Doubtful: doubtfulHold}
	tree.Decode(n, &s)
	if !n.IsObject() {
		return Source{} // told already
	}
	judgeName(n, s.Name)
	if !n.Has("since") {
		n.FailAt("since", "is missing: say from which day on items are made (since: 2026-11-30), or since: all")
	}
	switch kinds := slices.DeleteFunc(sourceKinds(), func(kind string) bool { return !n.Has(kind) }); {
	case len(kinds) > 1:
		n.FailAt("", "folder, github and github_issues: a source has one of them: make each a source of its own")
	case len(kinds) == 0 && !n.Has("git", "type", "kind", "confluence", "notion", "gitlab"):
		n.FailAt("", "does not say where its reviews are: give folder: {path: …}, github: {repository: …} or github_issues: {repository: …, label: …}")
	}
	for key, part := range s.parts() {
		for _, err := range part.Validate() {
			n.FailKey(key+"."+err.Error(), n, "")
		}
	}
	if r := s.Restricted; r != nil && r.Include == nil && r.When == nil && len(n.Get("restricted").Keys) > 0 {
		s.Restricted = nil // keys with nothing behind them say nothing
	}
	s.judgeReport(n)
	judgeWebhook(n, s.WebhookSecrets, s.Folder == nil, "a folder sends no webhooks: leave it out. What changes in one is noticed at once")
	switch s.Doubtful {
	case "":
		s.Doubtful = doubtfulHold
	case doubtfulHold, doubtfulMake, doubtfulIgnore:
	default:
		n.FailAt("doubtful", "%q is unknown: use hold (a person is asked), make (they are actions like others) or ignore (they are none)", s.Doubtful)
	}
	return s
}

// judgeReport judges how a source is written to.
func (s *Source) judgeReport(n *tree.Node) {
	if !n.Has("report_every") && s.GitHub != nil {
		s.ReportEvery = 24 * time.Hour // of a repository: one commit
	}
	for i, m := range s.Report {
		at := fmt.Sprintf("report[%d]", i)
		switch {
		case m != review.ModeBlock && m != review.ModeLinks && m != review.ModeComment:
			n.FailAt(at, "must be block, links or comment, each an entry of the list: [block, links]. [] writes nothing")
		case slices.Contains(s.Report[:i], m):
			n.FailAt(at, "%s is given twice: once is enough", m)
		case m == review.ModeComment && s.GitHubIssues == nil:
			n.FailAt(at, "only the reviews of a github_issues source have comments: use block or links")
		case m == review.ModeComment && len(s.Report) > 1:
			n.FailAt(at, "comment stands alone: the comment says what block would, and the body stays as it is. Take the others out")
		}
	}
	s.judgeVia(n)
}

// judgeVia judges in what form a source is written to: only a repository knows
// more than one.
func (s *Source) judgeVia(n *tree.Node) {
	switch s.ReportVia {
	case "":
		s.ReportVia = viaCommit
	case viaCommit:
	case viaPullRequest:
		if s.GitHub == nil {
			n.FailAt("report_via", "only a github source can propose its changes as a pull request: leave it out")
		}
	case "branch":
		n.FailAt("report_via", "branch is for git sources, which are not in this version: use commit or pull_request")
	default:
		n.FailAt("report_via", "%q is unknown: use commit or pull_request", s.ReportVia)
	}
}

// judgeWebhook judges the secrets of what is delivered by webhook.
func judgeWebhook(n *tree.Node, all []secret.Secret, sends bool, none string) {
	key := "webhook_secret"
	if !n.Has(key) {
		key = "webhook_secret_file"
	}
	if !sends && n.Has(key) {
		n.FailAt(key, "%s", none)
		return
	}
	for i, s := range all {
		at := key
		if len(all) > 1 {
			at = fmt.Sprintf("%s[%d]", key, i)
		}
		if value, err := s.Reveal(); err == nil && len(value) < shortestSecret {
			n.FailAt(at, "must be at least %d characters: openssl rand -hex 32 makes one", shortestSecret)
		}
	}
}

// plainName is what names of sources and trackers look like: they become part
// of addresses.
var plainName = regexp.MustCompile(`^[a-z0-9-]+$`)

// judgeName reports a name of a source or tracker that is none.
func judgeName(n *tree.Node, name string) {
	switch {
	case name == "":
		n.FailAt("name", "a name is missing: write name: …, in a-z, 0-9 and -")
	case !plainName.MatchString(name):
		n.FailAt("name", "a name has only a-z, 0-9 and -, because it becomes part of addresses: write it in small letters, with - for blanks")
	}
}
