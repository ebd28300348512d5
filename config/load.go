package config

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
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
	l := &loader{problems: found, given: map[string]*tree.Node{}, places: map[string]*tree.Node{}, main: tree.Read(name, emptyFile, found)}
	shape := defaults()
	tree.Decode(l.main.Root, &shape)
	l.override(&shape, func(key, dir string) *tree.Node { return overriding(v, opts.Flags, key, dir, found) })
	c := l.config(shape)
	c.Found = v.GetString("config") == "" && name == fileName
	l.judgeFound(c, systemFile)
	l.settle(c, opts.Use)
	if found.None() && !slices.ContainsFunc(c.Lacks, func(lack Lack) bool { return !lack.Secret }) {
		l.crossCheck(c) // of what is not known nobody can tell whether it is the same
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// defaults is what counts where the file says nothing.
func defaults() fileShape {
	return fileShape{
		Instance:  "followthrough",
		Store:     "followthrough.db",
		Poll:      duration(time.Minute),
		MaxNew:    25,
		Retention: duration(30 * 24 * time.Hour),
		Log:       logShape{Format: "text", Level: "info", Keep: duration(400 * 24 * time.Hour)},
		Web:       webShape{Listen: defaultListen},
		Mapping:   mappingShape{Create: string(mapping.CreateAuto)},
	}
}

// What counts where a source says nothing.
const (
	defaultSoak  = duration(24 * time.Hour)
	defaultQuiet = duration(time.Minute)
)

func defaultReport() []string { return []string{string(review.ModeBlock)} }

// loader turns the shapes into a Config.
type loader struct {
	problems *tree.Problems
	main     *tree.Document
	included []*tree.Document
	places   map[string]*tree.Node // teams and rules, by what mapping calls At
	given    map[string]*tree.Node // what a flag or variable gives in the file's place, by key
	read     []byte                // sums of further files, for the digest
}

// override puts what flags and variables say in place of what the file says.
// Paths that they name are relative to where the command runs.
func (l *loader) override(s *fileShape, given func(key, dir string) *tree.Node) {
	cwd, err := os.Getwd()
	if err != nil {
		cwd = l.main.Dir
	}
	fields := []struct {
		key  string
		into any
	}{{"store", &s.Store}, {"poll", &s.Poll}, {"max_new", &s.MaxNew}, {"web.listen", &s.Web.Listen}}
	for _, f := range fields {
		if n := given(f.key, cwd); n != nil {
			tree.Fill(n, reflect.ValueOf(f.into).Elem())
			l.given[f.key] = n
		}
	}
	if n := given("web.token", cwd); n != nil {
		s.Web.Token, l.given["web.token"] = secret.New(n.Value), n
	}
}

// config validates the shape and turns it into a Config.
func (l *loader) config(s fileShape) *Config {
	c := &Config{
		File: l.main.Name, Instance: s.Instance, Store: s.Store, Zone: cmp.Or(s.Zone.Location, time.UTC), ZoneGiven: s.Zone.Location != nil,
		Poll: time.Duration(s.Poll), Retention: time.Duration(s.Retention), MaxNew: s.MaxNew,
		Log: Log{Format: s.Log.Format, Level: s.Log.Level, Keep: time.Duration(s.Log.Keep)},
	}
	c.MarkerSecrets = l.markerSecrets(s.MarkerSecret)
	l.checkTop(s)
	c.Store, c.Web, c.Report = l.store(s.Store), l.web(s.Web), l.reports(s.Report)
	for i, source := range s.Sources {
		c.Sources = append(c.Sources, l.source(source, fmt.Sprintf("sources[%d]", i)))
	}
	for _, tracker := range s.Trackers {
		c.Trackers = append(c.Trackers, l.tracker(tracker))
	}
	l.checkNames(c)
	c.Mapping = l.mapping(s.Mapping, c.Trackers)
	tree.TellSecrets(l.documents(), tokenVariable)
	c.Files = l.problems.Files
	c.Literal = tree.LiteralSecrets(l.documents())
	c.Digest = l.digest()
	return c
}

// shortestSecret is how long a marker's secret is at least: a shorter one could
// be found by trying.
const shortestSecret = 16

// markerSecrets judges what signs markers.
func (l *loader) markerSecrets(all []secret.Secret) []secret.Secret {
	for i, s := range all {
		if value, err := s.Reveal(); err == nil && len(value) < shortestSecret {
			l.main.Add(markerSecretAt(all, i), fmt.Sprintf("must be at least %d characters: openssl rand -hex 32 makes one", shortestSecret))
		}
	}
	return all
}

func markerSecretAt(all []secret.Secret, i int) string {
	if len(all) == 1 {
		return "marker_secret"
	}
	return fmt.Sprintf("marker_secret[%d]", i)
}

// mistake reports what is wrong with a key that may be overridden.
func (l *loader) mistake(key, text string) {
	if n := l.given[key]; n != nil {
		n.Fail("%s", text)
		return
	}
	l.main.Add(key, text)
}

// checkTop judges the keys that stand at the top.
func (l *loader) checkTop(s fileShape) {
	if !printable(s.Instance) {
		l.main.Add("instance", "must be a name on one line, without blanks around it: it is part of every marker. Leave it out for followthrough")
	}
	if time.Duration(s.Poll) < time.Second {
		l.mistake("poll", "must be at least 1s: leave it out for 1m")
	}
	if s.MaxNew < 0 {
		l.mistake("max_new", "must be 0 (no limit) or more: leave it out for 25")
	}
	if len(s.Sources) == 0 && l.main.Root.IsObject() && !l.main.Mentions("sources", "source", "Sources") {
		l.main.Add("sources", "no source is configured: name at least one place where reviews live, - name: reviews, and below it folder: {path: …} and since: all")
	}
}

// digest covers what all files and overrides say, and not how they say it.
func (l *loader) digest() string {
	all := slices.Clone(l.read)
	for _, d := range l.documents() {
		all = d.Root.Says(all)
	}
	for _, k := range slices.Sorted(maps.Keys(l.given)) {
		if strings.HasPrefix(k, "web.") {
			continue // where the daemon listens changes no plan, and a sync beside it listens nowhere
		}
		all = fmt.Appendf(all, "%q=%q", k, l.given[k].Value)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:8])
}
