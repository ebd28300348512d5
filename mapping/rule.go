package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
)

// Rule sends the actions that it matches to a team.
type Rule struct {
	When When   `yaml:"when" meant:"if match matches condition conditions"`
	Team string `yaml:"team" meant:"then to target"`
	At   string // where it is defined, for errors: "file:line:column"
}

// When holds a rule's conditions: of each one's values any may match, and all
// conditions given must. Review values are globs on the review's path, Title
// is found anywhere in the action's title, owners compare like aliases, and
// all others without case. All are compared in one Unicode form, which Title is
// compiled in.
type When struct {
	Source   []string         `yaml:"source"`
	Review   []string         `yaml:"review" meant:"path file document"`
	Service  []string         `yaml:"service" is:"several"`
	Kind     []string         `yaml:"kind"`
	Severity []string         `yaml:"severity"`
	Label    []string         `yaml:"label" is:"several"`
	Type     []string         `yaml:"type"`
	Priority []string         `yaml:"priority"`
	Owner    []string         `yaml:"owner" meant:"assignee owners" is:"several"`
	Title    []*regexp.Regexp `yaml:"title"`
}

// condition is one condition of a rule, ready to be asked.
type condition struct {
	name   string
	values []string             // as configured
	shown  []string             // the values without members in them: what may be quoted
	secret bool                 // values may name people and are never quoted
	actual func(query) []string // what the query has
	holds  func(actual string) bool
}

// conditions lists those that w gives, in the order in which the design names
// them.
func (w When) conditions() []condition {
	one := func(get func(query) string) func(query) []string {
		return func(q query) []string { return []string{get(q)} }
	}
	plain := func(name string, values []string, actual func(query) []string) condition {
		return condition{name: name, values: values, actual: actual, holds: equalFold(values)}
	}
	all := []condition{
		plain("source", w.Source, one(func(q query) string { return q.Source })),
		{name: "review", values: w.Review, actual: one(func(q query) string { return q.Path }), holds: w.takesPath},
		plain("service", w.Service, func(q query) []string { return q.Review.Services }),
		{name: "kind", values: w.Kind, actual: one(func(q query) string { return string(q.Review.Kind) }), holds: among(w.Kind, kindForm)},
		plain("severity", w.Severity, one(func(q query) string { return q.Review.Severity })),
		plain("label", w.Label, func(q query) []string { return q.Review.Labels }),
		plain("type", w.Type, one(func(q query) string { return q.Action.Type })),
		plain("priority", w.Priority, one(func(q query) string { return q.Action.Priority })),
		{name: "owner", values: w.Owner, secret: true, actual: func(q query) []string { return q.owners }, holds: among(w.Owner, ownerForm)},
		{name: "title", values: patterns(w.Title), actual: one(func(q query) string { return q.Action.Title }), holds: w.takesTitle},
	}
	return slices.DeleteFunc(all, func(c condition) bool { return len(c.values) == 0 })
}

// query is a Query and what is worked out once for all rules.
type query struct {
	Query
	owners []string // the forms of all owners that the action names
}

// equalFold tells of a text whether it is one of the values but for case.
func equalFold(values []string) func(string) bool {
	return func(actual string) bool {
		actual = strings.TrimSpace(actual)
		return slices.ContainsFunc(values, func(v string) bool { return names.Alike(v, actual) })
	}
}

// among tells whether a text is the form of one of the values.
func among(values []string, form func(string) string) func(string) bool {
	forms := map[string]bool{}
	for _, v := range values {
		forms[form(v)] = true
	}
	return func(actual string) bool { return forms[actual] }
}

// takesPath never errs: New refuses a pattern that can't be read.
func (w When) takesPath(path string) bool { return globs.Match(w.Review, path) }

func (w When) takesTitle(title string) bool {
	title = names.Form(title)
	return slices.ContainsFunc(w.Title, func(re *regexp.Regexp) bool { return re.MatchString(title) })
}

// given is what the query has for c, without what is empty.
func (c condition) given(q query) []string {
	return slices.DeleteFunc(slices.Clone(c.actual(q)), func(s string) bool { return s == "" })
}

// wanted is c in words: "severity sev1 or sev2".
func (c condition) wanted() string {
	if c.secret {
		return c.name
	}
	return c.name + " " + strings.Join(c.shown, " or ")
}

// hideMembers sets what may be quoted of the values. A pattern is looked at as
// the plain words that it finds, too.
func (c *condition) hideMembers(hide func(string) string) {
	for _, v := range c.values {
		if plain := signsOfPatterns.ReplaceAllString(v, " "); c.name == "title" && hide(plain) != plain {
			v = "a pattern that names a member"
		}
		c.shown = append(c.shown, hide(v))
	}
}

// signsOfPatterns are what stands between words in a regular expression.
var signsOfPatterns = regexp.MustCompile(`\(\?[a-zA-Z-]*:?|\\[a-zA-Z]|[\\^$.|?*+()\[\]{}]|\s+`)

// failed says why c does not hold; "": it does. hide takes people out of what
// is quoted.
func (c condition) failed(q query, hide func(string) string) string {
	actual := c.given(q)
	switch {
	case slices.ContainsFunc(actual, c.holds):
		return ""
	case len(actual) == 0:
		return "no " + c.name + " is given"
	case c.secret:
		return "the " + c.name + " is another"
	case c.name == "title":
		return "the title does not match " + strings.Join(c.shown, " or ")
	}
	for i, a := range actual {
		actual[i] = hide(a)
	}
	return fmt.Sprintf("the %s is %s, not %s", c.name, strings.Join(actual, ", "), strings.Join(c.shown, " or "))
}

func kindForm(s string) string { return string(kindOf(s)) }

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

func patterns(res []*regexp.Regexp) []string {
	var out []string
	for _, re := range res {
		out = append(out, re.String())
	}
	return out
}
