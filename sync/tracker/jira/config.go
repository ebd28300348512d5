package jira

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Settings are all that a configuration says of a Jira tracker, and of no other.
type Settings struct {
	Config `yaml:"jira"`
	// Label is the one label on each issue; "": none.
	Label string `yaml:"label"`
	// Template is what an issue says; "": our own words.
	Template string `yaml:"template" is:"words"`
	// Accounts were ours before: an accountId (Cloud) or key (Data Center).
	Accounts []string `yaml:"accounts"`
	// Declined replaces our own words for what was decided against; nil: they count.
	Declined *Declined `yaml:"declined"`
}

// DefaultSettings are those of a configuration that says nothing.
func DefaultSettings() *Settings { return &Settings{Label: "post-mortem"} }

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (s *Settings) Validate() []error {
	var out []error
	for _, err := range s.Config.Validate() {
		out = append(out, fmt.Errorf("jira.%w", err))
	}
	if s.Label != "" {
		out = append(out, wrongLabel("label", s.Label)...)
	}
	out = append(out, onLines("accounts", s.Accounts, "the account's accountId (Cloud) or key (Data Center)")...)
	if d := s.Declined; d != nil {
		out = append(out, onLines("declined.resolutions", d.Resolutions, "the name as Jira shows it")...)
		out = append(out, onLines("declined.statuses", d.Statuses, "the name as Jira shows it")...)
	}
	if _, err := newWords(s.Template); err != nil {
		out = append(out, tracker.NoTemplate(err))
	}
	return out
}

// Refuses are the keys that only other trackers take.
func (*Settings) Refuses() map[string]string { return nil }

// Bears is the label on each issue.
func (s *Settings) Bears() string { return s.Label }

// onLine is the mistake of a name that can't stand on a line.
func onLine(key, name, what string) []error {
	if names.Line(name) {
		return nil
	}
	return []error{fmt.Errorf("%s: must be %s, on one line", key, what)}
}

func onLines(key string, given []string, what string) (out []error) {
	for i, name := range given {
		out = append(out, onLine(fmt.Sprintf("%s[%d]", key, i), name, what)...)
	}
	return out
}

// wrongLabel is the mistake of a text that can't be a label.
func wrongLabel(key, label string) []error {
	if strings.ContainsFunc(label, unicode.IsSpace) {
		return []error{fmt.Errorf("%s: Jira's labels have no spaces: write it with a hyphen", key)}
	}
	return onLine(key, label, "a label")
}

// Config is the jira part of a tracker's configuration.
type Config = client.Config

// Backlog is the jira part of a team's backlog. Nothing else is set on an
// issue but what stands here, its words, its marker and its label.
type Backlog struct {
	Type       string   `yaml:"type" meant:"issuetype issue_type item_type" json:"type,omitempty"` // "": Task
	Component  string   `yaml:"component" one:"components" json:"component,omitempty"`
	Components []string `yaml:"components" json:"components,omitempty"`
	Parent     string   `yaml:"parent" meant:"epic epic_link epic_key" json:"parent,omitempty"` // a key
	FixVersion string   `yaml:"fix_version" meant:"version fixversion fix_versions release" json:"fix_version,omitempty"`
	// Board is only checked, never written to; 0: none.
	Board            int `yaml:"board" json:"board,omitempty"`
	tracker.Labelled `yaml:",inline"`
	Fields           []Value `yaml:"fields" meant:"custom_fields customfields" json:"fields,omitempty"`
}

// Value is what one further field is set to, named as on the screen or by id.
type Value struct {
	Name string `yaml:"name" json:"name,omitempty"`
	ID   string `yaml:"id" json:"id,omitempty"`
	// Value is a text, a number, true or false, or a list of texts.
	Value any `yaml:"value" json:"value"`
}

func (v Value) called() string { return cmp.Or(v.Name, v.ID) }

// Apart is what tells this backlog from another one in the same project.
func (b Backlog) Apart() string {
	var parts tracker.Parts
	for _, c := range b.components() {
		parts.Add("component", c)
	}
	parts.Add("parent", b.Parent)
	parts.Add("version", b.FixVersion)
	for _, f := range b.Fields {
		parts.AddValue(f.called(), f.Value)
	}
	return parts.String()
}

func (b Backlog) components() []string {
	others := slices.DeleteFunc(slices.Clone(b.Components), func(c string) bool { return c == b.Component })
	return append(some(b.Component), others...)
}

// some is a list of a text; "": an empty one.
func some(text string) []string {
	return slices.DeleteFunc([]string{text}, func(text string) bool { return text == "" })
}

func (b Backlog) issueType() string { return cmp.Or(b.Type, "Task") }

// Validate says what is wrong with a backlog before any request, beginning
// with the key it is about.
func (b Backlog) Validate() (out []error) {
	if b.Parent != "" && !keyRE.MatchString(b.Parent) {
		out = append(out, errors.New("parent: must be an issue's key, such as PAY-100"))
	}
	if label := b.Bears(""); label != "" {
		out = append(out, wrongLabel("label", label)...)
	}
	for i, f := range b.Fields {
		if f.called() == "" {
			out = append(out, fmt.Errorf("fields[%d]: names no field: give name or id", i))
		}
	}
	return out
}

// ValidateIn says what is wrong with a backlog as a configuration has it, each
// mistake an error that begins with the key it is about.
func (b *Backlog) ValidateIn(w tracker.Written) (out []error) {
	switch {
	case w.Project == "":
		out = append(out, errors.New("names no project: give its key, such as PAY"))
	case projectRE.MatchString(w.Project):
	case projectRE.MatchString(strings.ToUpper(w.Project)):
		out = append(out, errors.New("project: a Jira project's key is in capitals: write it so, as in PAY"))
	default:
		out = append(out, errors.New("project: is not a Jira project's key, which looks like PAY: it is what its issues' keys begin with (PAY-12)"))
	}
	out = append(out, b.Validate()...)
	for i, label := range w.Labels {
		out = append(out, wrongLabel(fmt.Sprintf("labels[%d]", i), label)...)
	}
	for key, name := range map[string]string{"type": b.Type, "component": b.Component, "fix_version": b.FixVersion} {
		if name != "" {
			out = append(out, onLine(key, name, "its name as Jira shows it")...)
		}
	}
	out = append(out, onLines("components", b.Components, "its name as Jira shows it")...)
	if b.Board < 0 {
		out = append(out, errors.New("board: must be the board's number, as its address shows it (…/boards/42)"))
	}
	return append(out, tracker.WrongFields(b.Fields, func(v Value) (string, any) { return cmp.Or(v.ID, v.Name), v.Value }, ownFields)...)
}

// ownFields are the fields that have a key of their own, or that are not
// for a configuration to set, by their ids and their English names.
var ownFields = map[string]string{
	"assignee": "is the team's to set, and nobody is assigned: take it out", "reporter": "is a person, and none is set on an item: take it out",
	"summary": "is the action's own", "description": "is written by followthrough: see template",
	"project": "has a key of its own: project", "issuetype": "has a key of its own: type", "issue type": "has a key of its own: type",
	"labels": "has a key of its own: labels", "components": "has a key of its own: component",
	"component/s": "has a key of its own: component", "parent": "has a key of its own: parent",
	"fixversions": "has a key of its own: fix_version", "fix versions": "has a key of its own: fix_version",
	"fix version/s": "has a key of its own: fix_version", "duedate": "has a key of its own: due", "due date": "has a key of its own: due",
}

// Refuses are the keys that only backlogs elsewhere take, or that nobody sets.
func (*Backlog) Refuses() map[string]string {
	return map[string]string{
		"section":   "a Jira backlog has no sections: use component",
		"milestone": "a Jira backlog has no milestones: use fix_version",
		"public":    "who sees an issue is the Jira project's matter: leave it out",
		"sprint":    "an item goes into the backlog, and the team plans its sprints: leave it out",
		"status":    "an item begins where the project's workflow begins: leave it out",
		"assignee":  tracker.AssignsNobody,
		"assignees": tracker.AssignsNobody,
		"reporter":  tracker.NamesNobody,
	}
}
