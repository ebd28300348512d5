package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// plainName is what names of sources and trackers look like: they become part
// of addresses.
var plainName = regexp.MustCompile(`^[a-z0-9-]+$`)

// choice reports a value that is none of those allowed.
func (d *document) choice(path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		last := len(allowed) - 1
		d.add(path, "wants "+strings.Join(allowed[:last], ", ")+" or "+allowed[last])
	}
}

// globs reports the patterns of a list that can't be read.
func (d *document) globs(path string, patterns []string) {
	for i, p := range patterns {
		if !doublestar.ValidatePattern(p) || p == "" {
			d.add(fmt.Sprintf("%s[%d]", path, i), "this glob can't be read")
		}
	}
}

// mentions tells whether a key stands at the top of the file.
func (d *document) mentions(name string) bool {
	n := d.root.get(name)
	return n != nil && !n.isEmpty()
}

// name reports a name of a source or tracker that is none.
func (d *document) checkName(path, name string) {
	switch {
	case name == "":
		d.add(path+".name", "a name is missing")
	case !plainName.MatchString(name):
		d.add(path+".name", "a name has only a-z, 0-9 and -")
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
			l.main.add(path+".name", fmt.Sprintf("the name %s is taken by %s: sources and trackers share one set of names", name, other))
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

// says appends what n says, keys by the alphabet: the ground of a digest.
func (n *node) says(to []byte) []byte {
	to = fmt.Appendf(to, "%d%q(", n.kind, n.value)
	keys := slices.SortedFunc(slices.Values(n.keys), func(a, b key) int { return cmp.Compare(a.name, b.name) })
	for _, k := range keys {
		to = k.value.says(fmt.Appendf(to, "%q:", k.name))
	}
	for _, item := range n.items {
		to = item.says(to)
	}
	return append(to, ')')
}
