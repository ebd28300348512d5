package tracker

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
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
