package config

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/names"
)

const emptyFile = "the configuration is empty: delete the file, and `followthrough init` writes one to begin with"

// Load finds the configuration and reads it. A configuration with mistakes
// gives an *Error that holds all of them.
func Load(opts Options) (*Config, error) {
	v, err := bind(opts.Flags)
	if err != nil {
		return nil, err
	}
	name, err := find(v)
	if err != nil {
		return nil, err
	}
	found := &tree.Problems{}
	l := newLoader(tree.Read(name, emptyFile, nil, found), found)
	cwd, err := os.Getwd()
	if err != nil {
		cwd = l.main.Dir
	}
	for _, o := range overrides {
		if n := overriding(v, opts.Flags, o.key, cwd, found); n != nil && o.key != "config" {
			l.given[o.key] = n
		}
	}
	c := l.config()
	c.Found = v.GetString("config") == "" && name == fileName
	l.judgeFound(c, systemFile)
	l.resolve(c, opts.Use)
	if found.None() && !slices.ContainsFunc(c.Lacks, func(lack Lack) bool { return !lack.Secret }) {
		l.crossCheck(c) // of what is not known nobody can tell whether it is the same
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// Judge reads a configuration that is not written yet as if it stood at name.
// Neither flags nor the environment override it. Mistakes give an *Error that
// holds all of them.
func Judge(name string, text []byte) error {
	abs, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	found := &tree.Problems{}
	l := newLoader(tree.Parse(name, filepath.Dir(abs), emptyFile, text, found), found)
	c := l.config()
	if found.None() {
		l.crossCheck(c)
	}
	return found.Err()
}

// loader is what is known while a configuration is read.
type loader struct {
	problems *tree.Problems
	main     *tree.Document
	included []*tree.Document
	globs    []string              // of included files
	places   map[string]*tree.Node // teams and rules, by what mapping calls At
	given    map[string]*tree.Node // what a flag or variable gives in the file's place, by key
}

func newLoader(main *tree.Document, found *tree.Problems) *loader {
	return &loader{problems: found, main: main, places: map[string]*tree.Node{}, given: map[string]*tree.Node{}}
}

// documents are all files, the main one first.
func (l *loader) documents() []*tree.Document {
	return append([]*tree.Document{l.main}, l.included...)
}

// config decodes what is written and given, and judges it.
func (l *loader) config() *Config {
	c, w := defaults()
	tree.Decode(l.main.Root, c, w)
	for _, key := range slices.Sorted(maps.Keys(l.given)) {
		tree.Put(l.given[key], key, c)
	}
	c.File, c.Report = l.main.Name, w.Report
	c.Zone, c.ZoneGiven = cmp.Or(c.Zone, time.UTC), c.Zone != nil
	l.judgeTop(c, len(w.Sources) > 0)
	l.store(c)
	l.judgeAudit(c)
	l.judgeWeb(c.Web)
	for _, n := range w.Sources {
		c.Sources = append(c.Sources, readSource(n))
	}
	for _, n := range w.Trackers {
		c.Trackers = append(c.Trackers, readTracker(n))
	}
	l.judgeNames(c)
	c.Mapping = l.mapping(w.Mapping, c.Trackers)
	tree.TellSecrets(l.documents(), tokenVariable)
	c.Files = l.problems.Files
	c.Literal = tree.LiteralSecrets(l.documents())
	var given []byte
	for _, k := range slices.Sorted(maps.Keys(l.given)) {
		if !strings.HasPrefix(k, "web.") { // where the daemon listens changes no plan, and a sync beside it listens nowhere
			given = fmt.Appendf(given, "%q=%q", k, l.given[k].Value)
		}
	}
	c.Globs = l.globs
	c.Digest = tree.Digest(l.documents(), given)
	c.Likeness = tree.Likeness(l.documents(), []string{"store", "store_file", "web", "log"}, l.likewise())
	return c
}

// likewise is what flags and variables give that is to be the same on every machine of
// a store.
func (l *loader) likewise() (out []byte) {
	for _, k := range []string{"max_new", "poll"} {
		if n := l.given[k]; n != nil {
			out = fmt.Appendf(out, "%q=%q", k, n.Value)
		}
	}
	return out
}

// mistake reports what is wrong with a key that may be overridden.
func (l *loader) mistake(wrong bool, key, text string) {
	switch n := l.given[key]; {
	case !wrong:
	case n != nil:
		n.Fail("%s", text)
	default:
		l.main.Add(key, text)
	}
}

// shortestSecret is how long a marker's secret is at least: a shorter one could
// be found by trying.
const shortestSecret = 16

// judgeTop judges the keys that stand at the top.
func (l *loader) judgeTop(c *Config, sources bool) {
	for i, s := range c.MarkerSecrets {
		at := "marker_secret"
		if len(c.MarkerSecrets) > 1 {
			at = fmt.Sprintf("marker_secret[%d]", i)
		}
		value, err := s.Reveal()
		l.mistake(err == nil && len(value) < shortestSecret, at, fmt.Sprintf("must be at least %d characters: openssl rand -hex 32 makes one", shortestSecret))
	}
	l.mistake(!names.Line(c.Instance), "instance", "must be a name on one line, without blanks around it: it is part of every marker. Leave it out for followthrough")
	l.mistake(c.Poll < time.Second, "poll", "must be at least 1s: leave it out for 1m")
	l.mistake(c.Lease < 3*time.Second || c.Lease > 5*time.Minute, "lease", "must be between 3s and 5m: leave it out for 15s")
	l.mistake(c.MaxNew < 0, "max_new", "must be 0 (no limit) or more: leave it out for 25")
	l.mistake(c.Report.MinGroup < 0, "report.min_group", "must be 0 (no group is folded) or more")
	l.mistake(!sources && l.main.Root.IsObject() && !l.main.Mentions("sources", "source", "Sources"),
		"sources", "no source is configured: name at least one place where reviews live, - name: reviews, and below it folder: {path: …} and since: all")
}

// judgeNames holds names apart, of sources and trackers together.
func (l *loader) judgeNames(c *Config) {
	first := map[string]string{}
	judge := func(path, name string) {
		if other, ok := first[name]; ok && name != "" {
			l.main.Add(path+".name", fmt.Sprintf("the name %s is taken by %s: sources and trackers share one set of names, choose another", name, other))
			return
		}
		first[name] = path
	}
	for i, s := range c.Sources {
		judge(fmt.Sprintf("sources[%d]", i), s.Name)
	}
	for i, t := range c.Trackers {
		judge(fmt.Sprintf("trackers[%d]", i), t.Name)
	}
}
