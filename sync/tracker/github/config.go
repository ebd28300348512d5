package github

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Config is the github part of a tracker's configuration: a site and a
// credential. Those of one Identity share one client.
type Config = client.Config

// Backlog is the github part of a team's backlog. Nothing else is set on an
// issue but what stands here, its words, its marker and its labels.
type Backlog struct {
	// Type is an issue type of the organisation; "": none.
	Type string `yaml:"type" meant:"issuetype issue_type item_type" json:"type,omitempty"`
	// Milestone is the title of an open milestone of the repository.
	Milestone string `yaml:"milestone" json:"milestone,omitempty"`
	// Parent is the issue under which each one becomes a sub-issue:
	// acme/pay#100, or #100 for one of the backlog's own repository.
	Parent string `yaml:"parent" json:"parent,omitempty"`
	// Board is the number of a project (Projects v2) of the repository's owner
	// to which each issue is added; 0: none.
	Board  int     `yaml:"board" meant:"project_number project_board" json:"board,omitempty"`
	Fields []Value `yaml:"fields" json:"fields,omitempty"`
	// Public is "allowed" where the words of reviews that fewer people can
	// read may stand here all the same.
	Public           string `yaml:"public" json:"public,omitempty"`
	tracker.Labelled `yaml:",inline"`
}

// Value is what one field of the project is set to: a text, a number, a day
// (2026-11-30), or the name of an option or iteration.
type Value struct {
	Name  string `yaml:"name" json:"name"`
	Value any    `yaml:"value" json:"value"`
}

// PublicAllowed is the one value of Backlog.Public.
const PublicAllowed = "allowed"

// Apart is what tells this backlog from another one in the same repository.
func (b Backlog) Apart() string {
	var parts tracker.Parts
	if b.Board != 0 {
		parts.Add("project", strconv.Itoa(b.Board))
	}
	parts.Add("milestone", b.Milestone)
	parts.Add("parent", b.Parent)
	for _, f := range b.Fields {
		parts.AddValue(f.Name, f.Value)
	}
	return parts.String()
}

// parentIn is the issue under which those of this backlog go, whose repository
// is given; false: under none.
func (b Backlog) parentIn(repo string) (issues.Ref, bool) {
	if strings.HasPrefix(b.Parent, "#") {
		return issues.ParseRef(repo + b.Parent)
	}
	return issues.ParseRef(b.Parent)
}

// ownerOf is the owner of a repository, owner/name.
func ownerOf(repo string) string {
	owner, _, _ := strings.Cut(repo, "/")
	return owner
}

// holds tells whether a label is among others, as GitHub compares them.
func holds(labels []string, label string) bool {
	return slices.ContainsFunc(labels, func(l string) bool { return names.Alike(l, label) })
}

// maxLabel is how many characters GitHub lets a label's name have.
const maxLabel = 50

// CheckLabel says why a text can't be a label's name; nil: it can.
func CheckLabel(label string) error {
	switch {
	case strings.TrimSpace(label) != label || strings.ContainsFunc(label, unicode.IsControl):
		return fmt.Errorf("must be a label on one line, without space around it")
	case utf8.RuneCountInString(label) > maxLabel:
		return fmt.Errorf("GitHub's labels have %d characters at most", maxLabel)
	}
	return nil
}

// validateKeys judges the keys of its own, each for itself.
func (b Backlog) validateKeys(wrong func(format string, args ...any)) {
	if _, ok := b.parentIn("acme/payments"); b.Parent != "" && !ok {
		wrong("parent: must be an issue, such as acme/payments#100, or #100 in this repository")
	}
	if b.Board < 0 {
		wrong("board: must be the project's number, as its address shows it (…/projects/42)")
	}
	if b.Public != "" && b.Public != PublicAllowed {
		wrong("public: must be the word allowed, which lets items go where everybody reads: leave it out otherwise")
	}
	if b.Label != nil {
		if err := CheckLabel(*b.Label); err != nil {
			wrong("label: %w", err)
		}
	}
}

func (b Backlog) validateFields(wrong func(format string, args ...any)) {
	if len(b.Fields) > 0 && b.Board == 0 {
		wrong("fields: are those of a project: give its number as board, or leave them out")
	}
	for i, f := range b.Fields {
		if strings.TrimSpace(f.Name) == "" {
			wrong("fields[%d]: names no field: give name", i)
		}
	}
	persons := map[string]string{"assignees": "is the team's to set, and nobody is assigned: take it out"}
	for _, err := range tracker.WrongFields(b.Fields, func(v Value) (string, any) { return v.Name, v.Value }, persons) {
		wrong("%w", err)
	}
}

// ValidateIn says what is wrong with a backlog as a configuration has it, each
// mistake an error that begins with the key it is about.
func (b *Backlog) ValidateIn(w tracker.Written) []error {
	var out []error
	wrong := func(format string, args ...any) { out = append(out, fmt.Errorf(format, args...)) }
	if w.Project == "" {
		wrong("names no project: give the repository, such as acme/payments")
	} else if err := client.CheckRepository(w.Project); err != nil {
		wrong("project: %w", err)
	}
	b.validateKeys(wrong)
	b.validateFields(wrong)
	for i, label := range w.Labels {
		if label == "" {
			wrong("labels[%d]: is empty: name a label, or take the entry out", i)
		} else if err := CheckLabel(label); err != nil {
			wrong("labels[%d]: %w", i, err)
		}
	}
	for key, name := range map[string]string{"type": b.Type, "milestone": b.Milestone} {
		if name != "" && !names.Line(name) {
			wrong("%s: must be its name as GitHub shows it, on one line", key)
		}
	}
	for _, key := range []string{"priority", "due"} {
		if b.Board == 0 && w.Given(key) {
			wrong("%s: an issue has no %s of its own: give the board (Projects v2) whose field it is", key, key)
		}
	}
	return out
}

// Refuses are the keys that only backlogs elsewhere take, or that nobody sets.
func (*Backlog) Refuses() map[string]string {
	return map[string]string{
		"section":     "a GitHub backlog has no sections: use labels",
		"component":   "a GitHub backlog has no components: use labels",
		"components":  "a GitHub backlog has no components: use labels",
		"fix_version": "a GitHub backlog has no versions: use milestone",
		"status":      "an issue begins open: a field of a board is set with board and fields",
		"assignee":    tracker.AssignsNobody,
		"assignees":   tracker.AssignsNobody,
		"reporter":    tracker.NamesNobody,
	}
}
