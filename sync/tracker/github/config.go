package github

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/tracker/github/hub"
)

// Config is the github part of a tracker's configuration: a site and a
// credential. Those of one Identity share one client.
type Config = client.Config

// Backlog is the github part of a team's backlog. Nothing else is set on an
// issue but what stands here, its words, its marker and its labels.
type Backlog struct {
	// Type is an issue type of the organisation; "": none.
	Type string `yaml:"type" json:"type,omitempty"`
	// Milestone is the title of an open milestone of the repository.
	Milestone string `yaml:"milestone" json:"milestone,omitempty"`
	// Parent is the issue under which each one becomes a sub-issue:
	// acme/pay#100, or #100 for one of the backlog's own repository.
	Parent string `yaml:"parent" json:"parent,omitempty"`
	// Board is the number of a project (Projects v2) of the repository's owner
	// to which each issue is added; 0: none.
	Board  int     `yaml:"board" json:"board,omitempty"`
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

// maxLabel is how many characters GitHub lets a label's name have.
const maxLabel = 50

var (
	parentRE = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,98}/[A-Za-z0-9._-]{1,100})?#([1-9][0-9]{0,9})$`)
)

// CheckProject says why a text can't be a repository's owner and name; nil: it
// can.
func CheckProject(project string) error { return hub.CheckRepository(project) }

// CheckLabel says why a text can't be a label's name; nil: it can.
func CheckLabel(label string) error {
	switch {
	case strings.TrimSpace(label) != label || strings.ContainsFunc(label, unicode.IsControl):
		return fmt.Errorf("wants a label on one line, without space around it")
	case utf8.RuneCountInString(label) > maxLabel:
		return fmt.Errorf("GitHub's labels have %d characters at most", maxLabel)
	}
	return nil
}

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

// Validate says what is wrong with a backlog before any request, beginning
// with the key it is about.
func (b Backlog) Validate() []string {
	var out []string
	if b.Parent != "" && !parentRE.MatchString(b.Parent) {
		out = append(out, "parent: wants an issue, such as acme/payments#100, or #100 in this repository")
	}
	if b.Board < 0 {
		out = append(out, "board: wants the project's number, as its address shows it (…/projects/42)")
	}
	if b.Public != "" && b.Public != PublicAllowed {
		out = append(out, "public: wants allowed, or nothing")
	}
	if b.Label != nil {
		if err := CheckLabel(*b.Label); err != nil {
			out = append(out, "label: "+err.Error())
		}
	}
	return append(out, b.validateFields()...)
}

func (b Backlog) validateFields() []string {
	var out []string
	if len(b.Fields) > 0 && b.Board == 0 {
		out = append(out, "fields: belong to a project: give its number as board")
	}
	seen := map[string]bool{}
	for i, f := range b.Fields {
		at, name := "fields["+strconv.Itoa(i)+"]", strings.ToLower(strings.TrimSpace(f.Name))
		switch {
		case name == "":
			out = append(out, at+": names no field: give name")
		case name == "assignees":
			out = append(out, at+": this field is the team's to set: nobody is assigned")
		case seen[name]:
			out = append(out, at+": this field is set twice")
		case f.Value == nil || f.Value == "":
			out = append(out, at+".value: is missing: say what the field is set to")
		}
		seen[name] = true
	}
	return out
}
