package config

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/config/tree"
)

// Use is what a configuration is read for. An environment variable that has no
// value is a mistake where it is used, and only there. What decides which
// reviews and actions there are, who owns them and who may see them is used by
// everything.
type Use int

const (
	// ForAll is for what uses all of it: the daemon, and what judges it.
	ForAll Use = iota
	// ForPasses is for what reads sources and trackers and serves nothing.
	ForPasses
	// ForLooking is for what looks at the store, and at single sources.
	ForLooking
)

// Lack is an environment variable that has no value where the configuration
// names it.
type Lack = tree.Lack

var (
	// served are the keys of the daemon's own server.
	served = regexp.MustCompile(`^(web(\.|$)|(sources|trackers)\[\d+\]\.webhook_secret(_file)?(\[|$))`)
	// working are those that only a pass uses.
	working = regexp.MustCompile(`^(marker_secret|marker|poll|max_new|retention|audit)(\.|\[|$)`)
	// connecting are those that lead to a source or tracker, or are its own.
	connecting = regexp.MustCompile(`^(sources|trackers)\[(\d+)\]\.(folder|github|github_issues|files|jira|template)(\.|\[|$)`)
)

// resolve decides of each variable without a value whether it counts. A source
// or tracker that can't be used without one says so to whoever uses it.
func (l *loader) resolve(c *Config, use Use) {
	broken := map[string][]error{}
	c.Lacks = tree.Resolve(l.documents(), func(lack Lack) tree.Resolution {
		s := l.resolution(use, lack)
		if connecting.MatchString(lack.Path) && !lack.Included {
			at := connecting.FindStringSubmatch(lack.Path)
			key := at[1] + "[" + at[2] + "]"
			broken[key] = append(broken[key], lack)
		}
		return s
	})
	for i := range c.Sources {
		c.Sources[i].Lacks = errors.Join(broken[fmt.Sprintf("sources[%d]", i)]...)
	}
	for i := range c.Trackers {
		c.Trackers[i].Lacks = errors.Join(broken[fmt.Sprintf("trackers[%d]", i)]...)
	}
}

// resolution is what one variable without a value comes to. What an included file
// says is of a team, which everything uses.
func (l *loader) resolution(use Use, lack Lack) tree.Resolution {
	if lack.Included {
		return tree.Resolution{}
	}
	if l.given[lack.Path] != nil { // a flag or another variable stands in its place
		return tree.Resolution{Spared: true, Part: lack.Path}
	}
	switch at := connecting.FindStringSubmatch(lack.Path); {
	case at != nil:
		return tree.Resolution{Spared: use == ForLooking, Part: fmt.Sprintf("%s[%s].%s", at[1], at[2], at[3]), Use: user(l.main, at[1], at[2]) + " needs it"}
	case served.MatchString(lack.Path):
		part := "web"
		if !strings.HasPrefix(lack.Path, part+".") {
			part = lack.Path // a webhook_secret
		}
		return tree.Resolution{Spared: use != ForAll, Part: part, Use: "the daemon's own server needs it"}
	case working.MatchString(lack.Path):
		part := working.FindStringSubmatch(lack.Path)[1]
		s := tree.Resolution{Spared: use == ForLooking, Part: part}
		if part == "marker_secret" {
			s.Use = "what is written into trackers is signed with it"
		}
		return s
	}
	return tree.Resolution{}
}

// user is a source or tracker by its name, or by its place where it has none.
func user(main *tree.Document, list, number string) string {
	kind := strings.TrimSuffix(list, "s")
	at := fmt.Sprintf("%s[%s]", list, number)
	return cmp.Or(strings.TrimSuffix(kind+" "+main.At(at).TextOf("name"), kind+" "), at)
}
