package config

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/followthrough/followthrough/config/tree"
)

// plainName is what names of sources and trackers look like: they become part
// of addresses.
var plainName = regexp.MustCompile(`^[a-z0-9-]+$`)

// checkGlobs reports the patterns of a list that can't be read.
func checkGlobs(d *tree.Document, path string, patterns []string) {
	for i, p := range patterns {
		if !doublestar.ValidatePattern(p) || p == "" {
			d.Add(fmt.Sprintf("%s[%d]", path, i), badGlob)
		}
	}
}

// badGlob is said of a pattern that can't be read.
const badGlob = "is no glob: a [ or { in it is not closed, or it is empty. In a glob * is any name, ** any folders: **/*.md"

// checkName reports a name of a source or tracker that is none.
func checkName(d *tree.Document, path, name string) {
	switch {
	case name == "":
		d.Add(path+".name", "a name is missing: write name: …, in a-z, 0-9 and -")
	case !plainName.MatchString(name):
		d.Add(path+".name", "a name has only a-z, 0-9 and -, because it becomes part of addresses: write it in small letters, with - for blanks")
	}
}

// checkNames holds names apart, of sources and trackers together.
func (l *loader) checkNames(c *Config) {
	first := map[string]string{}
	check := func(path, name string) {
		if name == "" {
			return
		}
		if other, ok := first[name]; ok {
			l.main.Add(path+".name", fmt.Sprintf("the name %s is taken by %s: sources and trackers share one set of names, choose another", name, other))
			return
		}
		first[name] = path
	}
	for i, s := range c.Sources {
		check(fmt.Sprintf("sources[%d]", i), s.Name)
	}
	for i, t := range c.Trackers {
		check(fmt.Sprintf("trackers[%d]", i), t.Name)
	}
}

// printable tells whether s can stand in a line of text: neither empty nor
// with control characters, nor with space around it.
func printable(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && utf8.ValidString(s) && len(s) <= 200 &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// printables reports those of a list that can't stand on a line.
func printables(n *tree.Node, part string, names []string, what string) {
	for i, name := range names {
		if !printable(name) {
			n.FailAt(fmt.Sprintf("%s[%d]", part, i), "must be %s, on one line", what)
		}
	}
}
