package backlog

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/names"
)

// maxLabel is how many characters GitHub lets a label's name have.
const maxLabel = 50

// parentRE is an issue, in this repository or another one.
var parentRE = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,98}/[A-Za-z0-9._-]{1,100})?#([1-9][0-9]{0,9})$`)

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

// Validate says what is wrong with a backlog before any request, beginning
// with the key it is about.
func (b Backlog) Validate() []string {
	var out []string
	if b.Parent != "" && !parentRE.MatchString(b.Parent) {
		out = append(out, "parent: must be an issue, such as acme/payments#100, or #100 in this repository")
	}
	if b.Board < 0 {
		out = append(out, "board: must be the project's number, as its address shows it (…/projects/42)")
	}
	if b.Public != "" && b.Public != PublicAllowed {
		out = append(out, "public: must be the word allowed, which lets items go where everybody reads: leave it out otherwise")
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
		out = append(out, "fields: are those of a project: give its number as board, or leave them out")
	}
	seen := map[string]bool{}
	for i, f := range b.Fields {
		at, name := "fields["+strconv.Itoa(i)+"]", names.Folded(strings.TrimSpace(f.Name))
		switch {
		case name == "":
			out = append(out, at+": names no field: give name")
		case name == "assignees":
			out = append(out, at+": this field is the team's to set, and nobody is assigned: take it out")
		case seen[name]:
			out = append(out, at+": this field is set twice: keep one of the two")
		case f.Value == nil || f.Value == "":
			out = append(out, at+".value: is missing: say what the field is set to")
		}
		seen[name] = true
	}
	return out
}
