package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/sync/review"
)

// Rule sends the actions that it matches to a team.
type Rule struct {
	When When
	Team string
	At   string // where it is defined, for errors: "file:line:column"
}

// When holds a rule's conditions: of each one's values any may match, and all
// conditions given must. Review values are globs on the review's path, Title
// is found anywhere in the action's title, owners compare like aliases, and
// all others without case.
type When struct {
	Source, Review, Service, Kind, Severity []string
	Label, Type, Priority, Owner            []string
	Title                                   []*regexp.Regexp
}

// condition is one condition of a rule, ready to be asked.
type condition struct {
	name   string
	values []string // as configured
	secret bool     // values may name people and are never quoted
	actual func(Query) []string
	match  func(pattern, actual string) bool
}

// conditions lists those that w gives, in the order in which the design names
// them.
func (w When) conditions() []condition {
	all := []condition{
		{"source", w.Source, false, func(q Query) []string { return []string{q.Source} }, equalFold},
		{"review", w.Review, false, func(q Query) []string { return []string{q.Path} }, matchGlob},
		{"service", w.Service, false, func(q Query) []string { return q.Review.Services }, equalFold},
		{"kind", w.Kind, false, func(q Query) []string { return []string{string(q.Review.Kind)} }, equalKind},
		{"severity", w.Severity, false, func(q Query) []string { return []string{q.Review.Severity} }, equalFold},
		{"label", w.Label, false, func(q Query) []string { return q.Review.Labels }, equalFold},
		{"type", w.Type, false, func(q Query) []string { return []string{q.Action.Type} }, equalFold},
		{"priority", w.Priority, false, func(q Query) []string { return []string{q.Action.Priority} }, equalFold},
		{"owner", w.Owner, true, func(q Query) []string { return ownerForms(q.Action.Owner) }, equalOwner},
		{"title", patterns(w.Title), false, func(q Query) []string { return []string{q.Action.Title} }, w.matchTitle},
	}
	return slices.DeleteFunc(all, func(c condition) bool { return len(c.values) == 0 })
}

// holds tells whether any value of c matches.
func (c condition) holds(q Query) bool {
	for _, a := range c.actual(q) {
		if a == "" {
			continue
		}
		if slices.ContainsFunc(c.values, func(v string) bool { return c.match(v, a) }) {
			return true
		}
	}
	return false
}

// wanted is c in words: "severity sev1 or sev2".
func (c condition) wanted() string {
	if c.secret {
		return c.name
	}
	return c.name + " " + strings.Join(c.values, " or ")
}

// failed says why c does not hold.
func (c condition) failed(q Query) string {
	actual := slices.DeleteFunc(slices.Clone(c.actual(q)), func(s string) bool { return s == "" })
	switch {
	case len(actual) == 0:
		return "no " + c.name + " is given"
	case c.secret:
		return "the " + c.name + " is another"
	case c.name == "title":
		return "the title does not match " + strings.Join(c.values, " or ")
	}
	return fmt.Sprintf("the %s is %s, not %s", c.name, strings.Join(actual, ", "), strings.Join(c.values, " or "))
}

func equalFold(pattern, actual string) bool {
	return review.Normalise(pattern) == review.Normalise(actual)
}

func equalOwner(pattern, actual string) bool { return ownerForm(pattern) == actual }

func equalKind(pattern, actual string) bool { return kindOf(pattern) == review.Kind(actual) }

// kindOf reads a kind as people write it; "" where it is none.
func kindOf(s string) review.Kind {
	switch strings.NewReplacer("-", " ", "_", " ").Replace(review.Normalise(s)) {
	case "incident":
		return review.Incident
	case "near miss", "nearmiss":
		return review.NearMiss
	}
	return ""
}

// matchGlob never errs: New refuses a pattern that can't be read.
func matchGlob(pattern, path string) bool {
	ok, err := doublestar.Match(pattern, path)
	return err == nil && ok
}

func (w When) matchTitle(pattern, title string) bool {
	return slices.ContainsFunc(w.Title, func(re *regexp.Regexp) bool {
		return re.String() == pattern && re.MatchString(title)
	})
}

func patterns(res []*regexp.Regexp) []string {
	var out []string
	for _, re := range res {
		out = append(out, re.String())
	}
	return out
}
