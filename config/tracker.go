package config

import (
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
	"github.com/followthrough/followthrough/sync/tracker/github"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// Tracker is one place where items live. Exactly one kind is set: all that it
// takes beside the keys that stand here is its adapter's to name and to judge.
type Tracker struct {
	Name   string `yaml:"name"`
	Files  *files.Settings
	Jira   *jira.Settings
	GitHub *github.Settings
	// Lacks says which environment variable it can't be used without; nil: none.
	Lacks error
	// Settle is the settle time where the configuration says one; nil: the
	// tracker's own.
	Settle *time.Duration `yaml:"settle"`
	// Follow are globs of further places in which items that others made are
	// followed, where a review names them; the teams' backlogs are such places.
	Follow []string `yaml:"follow" meant:"projects" is:"globs"`
	// WebhookSecrets prove deliveries at /hooks/NAME; none: there is no such path.
	WebhookSecrets []secret.Secret `yaml:"webhook_secret"`
}

// trackerPart is what an adapter tells of its kind of tracker. Mistakes begin with
// the key that they are about: "jira.url: …", "label: …".
type trackerPart interface {
	Validate() []error
	// Refuses are the keys of a tracker that are of other kinds.
	Refuses() map[string]string
	// Bears is the label on each item that says none of its own; "": none.
	Bears() string
}

// backlogPart is what an adapter tells of a team's backlog.
type backlogPart interface {
	ValidateIn(w tracker.Written) []error
	// Refuses are the keys of a backlog that are of other kinds.
	Refuses() map[string]string
	// Apart is what tells it from another one in the same project, beside labels.
	Apart() string
	// Bears is the label on each of its items; plain is the tracker's.
	Bears(plain string) string
}

// trackerKind is one kind of tracker: the key of its part, and what its adapter
// tells of a tracker and of a backlog.
type trackerKind struct {
	key     string
	is      bool // the tracker is of this kind
	tracker trackerPart
	backlog backlogPart
}

// kinds is the table of adapters; what else one needs stands in docs/adapters.md.
func (t *Tracker) kinds() []trackerKind {
	return []trackerKind{
		{"files", t.Files != nil, t.Files, &files.Backlog{}},
		{"jira", t.Jira != nil, t.Jira, &jira.Backlog{}},
		{"github", t.GitHub != nil, t.GitHub, &github.Backlog{}},
	}
}

// kind is the one that a tracker is of; false: none, which was told.
func (t *Tracker) kind() (trackerKind, bool) {
	for _, k := range t.kinds() {
		if k.is {
			return k, true
		}
	}
	return trackerKind{}, false
}

// OnGitHub is its site and credential; nil: it is elsewhere.
func (t *Tracker) OnGitHub() *client.Config {
	if t.GitHub == nil {
		return nil
	}
	return &t.GitHub.Config
}

// SamePlace tells whether another one of this name keeps its items where this one
// does.
func (t *Tracker) SamePlace(other Tracker) bool {
	switch {
	case t.Files != nil && other.Files != nil:
		return t.Files.Path == other.Files.Path
	case t.Jira != nil && other.Jira != nil:
		return t.Jira.Site() == other.Jira.Site()
	case t.GitHub != nil && other.GitHub != nil:
		return t.GitHub.Site() == other.GitHub.Site()
	}
	return false
}

// Refuses are the keys of later versions, and what people write for others.
func (*Tracker) Refuses() map[string]string {
	const (
		kind  = "a tracker's kind is told by the key that holds its settings: jira: {url: …}, github: {token: …} or files: {path: …}"
		later = "not in this version: a tracker is jira, github or files"
	)
	return map[string]string{
		"type": kind, "kind": kind, "folder": "a folder of backlogs is written files: {path: …}",
		"gitlab": later, "linear": later, "azure_devops": later,
	}
}

// readTracker decodes one tracker and judges it.
func readTracker(n *tree.Node) Tracker {
	t := Tracker{Files: &files.Settings{}, Jira: jira.DefaultSettings(), GitHub: github.DefaultSettings()}
	var own []trackerKind
	into := []any{&t}
	for _, k := range t.kinds() {
		into = append(into, k.tracker)
		if n.Has(k.key) {
			own = append(own, k)
		}
	}
	if len(own) == 1 { // its keys before those of the others
		into = append(into, own[0].tracker, tree.Refused(own[0].tracker.Refuses()))
	}
	tree.Decode(n, into...)
	if !n.IsObject() {
		return Tracker{} // told already
	}
	out := Tracker{Name: t.Name, Settle: t.Settle, Follow: t.Follow, WebhookSecrets: t.WebhookSecrets}
	judgeName(n, t.Name)
	if t.Name == mapping.NoTracker {
		n.FailAt("name", "none is the word for no tracker: choose another name")
	}
	switch {
	case n.Has("files") && n.Has("jira"):
		n.FailAt("jira", "files is given as well: a tracker is of one kind, make it two, each with its name")
	case len(own) > 1:
		n.FailAt("github", "another kind is given as well: a tracker is of one kind, make it two, each with its name")
	case len(own) == 1:
		out.judge(n, own[0], t)
	case !n.Has(slices.Collect(maps.Keys(t.Refuses()))...):
		n.FailAt("", "does not say where its items are: give jira: {url: …}, github: {token: …} or files: {path: …}")
	}
	return out
}

// judge keeps the part of a tracker's one kind, and judges what belongs to it.
func (t *Tracker) judge(n *tree.Node, kind trackerKind, all Tracker) {
	switch kind.key {
	case "files":
		t.Files = all.Files
	case "jira":
		t.Jira = all.Jira
	case "github":
		t.GitHub = all.GitHub
	}
	for _, err := range kind.tracker.Validate() {
		n.FailKey(err.Error(), n, "")
	}
	judgeWebhook(n, t.WebhookSecrets, t.Files == nil, "files send no webhooks: leave it out. What changes in them is noticed at once")
	if t.Files == nil && t.Settle != nil && *t.Settle < time.Second {
		n.FailAt("settle", "must be at least 1s, for a search does not show at once what was made: leave it out for our own")
	}
}
