package daemon

import (
	"reflect"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/mapping"
)

// difference is what two configurations differ in, in words that hold names and keys,
// and no value.
type difference struct{ added, removed, changed []string }

// differences are the log's keys and values for what a new configuration changes.
func differences(before, after *config.Config) (out []any) {
	var d difference
	compare(&d, "source", before.Sources, after.Sources, func(s config.Source) string { return s.Name })
	compare(&d, "tracker", before.Trackers, after.Trackers, func(t config.Tracker) string { return t.Name })
	compare(&d, "team", teams(before), teams(after), func(t mapping.Team) string { return t.Name })
	for _, key := range []struct {
		name  string
		value func(*config.Config) any
	}{
		{"zone", func(c *config.Config) any { return c.Zone.String() }},
		{"poll", func(c *config.Config) any { return c.Poll }},
		{"max_new", func(c *config.Config) any { return c.MaxNew }},
		{"retention", func(c *config.Config) any { return c.Retention }},
		{"marker_secret", func(c *config.Config) any { return c.MarkerSecrets }},
		{"marker", func(c *config.Config) any { return c.Marker }},
		{"log", func(c *config.Config) any { return c.Log }},
		{"audit", func(c *config.Config) any { return c.Audit }},
		{"web", func(c *config.Config) any { return c.Web }},
		{"report", func(c *config.Config) any { return c.Report }},
	} {
		if !reflect.DeepEqual(key.value(before), key.value(after)) {
			d.changed = append(d.changed, key.name)
		}
	}
	for _, part := range []struct {
		word string
		what []string
	}{{"added", d.added}, {"removed", d.removed}, {"changed", d.changed}} {
		if len(part.what) > 0 {
			out = append(out, part.word, strings.Join(part.what, ", "))
		}
	}
	if len(out) == 0 {
		out = []any{"changed", "how actions are mapped, or what of it is written in another way"}
	}
	return out
}

// compare notes which things of a sort come, go and change, in the order of after.
func compare[T any](d *difference, sort string, before, after []T, name func(T) string) {
	find := func(all []T, n string) int {
		return slices.IndexFunc(all, func(t T) bool { return name(t) == n })
	}
	for _, t := range after {
		switch i := find(before, name(t)); {
		case i < 0:
			d.added = append(d.added, sort+" "+name(t))
		case !reflect.DeepEqual(before[i], t):
			d.changed = append(d.changed, sort+" "+name(t))
		}
	}
	for _, t := range before {
		if find(after, name(t)) < 0 {
			d.removed = append(d.removed, sort+" "+name(t))
		}
	}
}

// teams are the teams without where they stand in a file.
func teams(c *config.Config) []mapping.Team {
	out := c.Mapping.Teams()
	for i := range out {
		out[i].At = ""
	}
	return out
}
