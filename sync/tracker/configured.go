package tracker

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
)

// What configurations of several trackers are told.
const (
	// AssignsNobody is said of a key for who is to do an item.
	AssignsNobody = "followthrough assigns nobody: the team does"
	// NamesNobody is said of a key for who reports it.
	NamesNobody = "followthrough names no person on an item: leave it out"
)

// Written is what a team's configuration says of its backlog beside the adapter's
// own keys.
type Written struct {
	Team    string // the team's name
	Project string
	Labels  []string
	// Given tells whether a key of the backlog is written.
	Given func(key string) bool
}

// Labelled is a backlog whose items may bear a label for people.
type Labelled struct {
	// Label is the one label for people; nil: the tracker's, "": none.
	Label *string `yaml:"label" json:"label,omitempty"`
}

// Bears is the label for people on each item; plain is the tracker's.
func (l Labelled) Bears(plain string) string {
	if l.Label != nil {
		return *l.Label
	}
	return plain
}

// WrongFields are the mistakes of what fields are set to, beside those that have
// no name. Reserved are names that are not for a configuration to set, with why.
func WrongFields[F any](fields []F, of func(F) (name string, value any), reserved map[string]string) (out []error) {
	seen := map[string]bool{}
	for i, f := range fields {
		name, value := of(f)
		name = names.Folded(strings.TrimSpace(name))
		switch why := reserved[name]; {
		case name == "":
		case why != "":
			out = append(out, fmt.Errorf("fields[%d]: this field %s", i, why))
		case seen[name]:
			out = append(out, fmt.Errorf("fields[%d]: this field is set twice: keep one of the two", i))
		case value == nil || value == "":
			out = append(out, fmt.Errorf("fields[%d].value: is missing: say what the field is set to", i))
		}
		seen[name] = true
	}
	return out
}

// Parts are what tells a backlog from another one in the same project.
type Parts []string

// Add adds a part by its kind and its name; "": there is none.
func (p *Parts) Add(kind, name string) {
	if name != "" {
		*p = append(*p, kind+" "+name)
	}
}

// AddValue adds what a field is set to.
func (p *Parts) AddValue(field string, value any) {
	if text, err := json.Marshal(value); err == nil {
		p.Add(field, string(text))
	}
}

// String is all of them, in one order.
func (p Parts) String() string { return strings.Join(slices.Sorted(slices.Values(p)), ", ") }

// templatePlace is where Go's templates say that something is wrong.
var templatePlace = regexp.MustCompile(`^template: \w+:(\d+)(?::\d+)?: (.*)$`)

// NoTemplate is the mistake of a text that is no template, in plain words where it
// can be said so.
func NoTemplate(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	text := strings.Join(strings.Fields(err.Error()), " ")
	if m := templatePlace.FindStringSubmatch(text); m != nil {
		text = templateCause(m[1], m[2])
	}
	return fmt.Errorf("template: is not a template: %s", text)
}

func templateCause(line, what string) string {
	switch {
	case strings.HasPrefix(what, "unclosed action"):
		return "a {{ before line " + line + " is never closed: close it with }}"
	case what == "unexpected EOF":
		return "an {{if}}, {{range}} or {{with}} is never ended: write {{end}} behind it"
	case strings.HasPrefix(what, "unexpected {{end}}"):
		return "the {{end}} of line " + line + " ends nothing: take it out"
	}
	return "in line " + line + ", " + what
}
