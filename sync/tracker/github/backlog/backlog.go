// Package backlog is what a team's backlog says of GitHub: what is set on each
// issue beside its words, its marker and its labels. It judges that before any
// request, and sends none.
package backlog

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

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
	Public string `yaml:"public" json:"public,omitempty"`
	// Label is the one label for people; nil: the tracker's, "": none.
	Label *string `yaml:"label" json:"label,omitempty"`
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
	var parts []string
	if b.Board != 0 {
		parts = append(parts, "project "+strconv.Itoa(b.Board))
	}
	if b.Milestone != "" {
		parts = append(parts, "milestone "+b.Milestone)
	}
	if b.Parent != "" {
		parts = append(parts, "parent "+b.Parent)
	}
	for _, f := range b.Fields {
		if value, err := json.Marshal(f.Value); err == nil {
			parts = append(parts, f.Name+" "+string(value))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// ParentIn is the issue under which those of this backlog go, whose repository
// is given; false: under none.
func (b Backlog) ParentIn(repo string) (hub.Ref, bool) {
	if strings.HasPrefix(b.Parent, "#") {
		return hub.ParseRef(repo + b.Parent)
	}
	return hub.ParseRef(b.Parent)
}

// Owner is the owner of a repository, owner/name.
func Owner(repo string) string {
	owner, _, _ := strings.Cut(repo, "/")
	return owner
}

// Holds tells whether a label is among others, as GitHub compares them.
func Holds(labels []string, label string) bool {
	return slices.ContainsFunc(labels, func(l string) bool { return names.Alike(l, label) })
}
