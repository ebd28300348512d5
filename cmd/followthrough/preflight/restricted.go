package preflight

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/source"
)

// apart names the patterns of restricted reviews that fit none: one that is
// written otherwise than its folder restricts nothing.
func apart(p *part, s config.Source, entries []source.Entry) {
	for _, pattern := range restriction.Rule(s.Restricted).Include {
		if !slices.ContainsFunc(entries, func(e source.Entry) bool { return globs.Covers([]string{pattern}, e.Path) }) {
			p.look("paths begin below the source's folder ("+example(entries)+")", "restricted.include: %q fits no review yet", pattern)
		}
	}
}

func example(entries []source.Entry) string {
	if len(entries) == 0 {
		return "it has none"
	}
	return entries[0].Path + ", say"
}

// unknownKeys names the keys of what decides who may see a review, and whether it
// is published, that no review has: one that is spelled otherwise decides nothing.
func unknownKeys(p *part, s config.Source, docs []source.Document) {
	if s.Restricted != nil {
		lacking(p, "restricted.when", s.Restricted.When, docs)
	}
	lacking(p, "published", s.Published, docs)
}

func lacking(p *part, of string, wanted map[string][]string, docs []source.Document) {
	var given []string
	for _, d := range docs {
		given = append(given, restriction.Given(d.Review)...)
	}
	slices.Sort(given)
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if len(docs) == 0 || slices.ContainsFunc(docs, func(d source.Document) bool { return restriction.Gives(d.Review, key) }) {
			continue
		}
		next := "write it as reviews do; where none says so yet, it stays as it is"
		if near := mapping.Nearest(key, given); near != "" {
			next = "did you mean " + near + "?"
		}
		p.look(next, "%s: no review has the key %q yet", of, key)
	}
}

// byDefault names the reviews that are restricted although the source does not
// say which are.
func byDefault(p *part, s config.Source, docs []source.Document) {
	if s.Restricted != nil {
		return
	}
	is := restriction.Of(nil)
	var paths []string
	for _, doc := range docs {
		if len(doc.Review.Unread()) == 0 && is(doc.Path, doc.Review) { // told already
			paths = append(paths, doc.Path)
		}
	}
	if len(paths) == 0 {
		return
	}
	slices.Sort(paths)
	p.look("name them in restricted (when: {KEY: [VALUE]}, or include: [PATH]); restricted: {} where none is",
		"%s %s restricted by default, by the usual words, so that items hold no word of theirs: %s", show.Count(len(paths), "review"), show.Are(len(paths)), show.Few(paths, named))
}
