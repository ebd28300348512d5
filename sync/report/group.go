package report

import (
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
)

// Rest is a group that is not named by what the reviews say.
type Rest string

// The rests.
const (
	Named      Rest = ""           // it is
	None       Rest = "none"       // no team, no service
	NoActions  Rest = "no_actions" // by team: reviews that decided on no action
	Restricted Rest = "restricted" // by service: reviews whose services aren't told
	Folded     Rest = "folded"     // groups with fewer actions than min_group
)

// Group is one group of a report.
type Group struct {
	Rest Rest
	// Name is the group's as it is compared, such as "2026-11"; "" for a Rest.
	Name string
	// Label is the group as people read it.
	Label string
	// Review is the group's review, by review; nil otherwise.
	Review *Ref
	// Groups is how many groups were folded into this one.
	Groups int
	Figures
}

// Ref names a review. Of a restricted one only source and key are told.
type Ref struct {
	Key        review.Key
	Source     string
	Path       string
	Title      string
	URL        string // "": none, or none that a browser can open
	Kind       review.Kind
	Published  string // the day, "2026-11-30"; "": not known
	Restricted bool
}

// Words is the review as commands take it: source:path, or its key.
func (r Ref) Words() string {
	if r.Restricted {
		return string(r.Key)
	}
	return r.Source + ":" + r.Path
}

// Shown is Words for people and tables: on one line, cut, without signs that
// nobody sees.
func (r Ref) Shown() string { return mdedit.Cut(mdedit.Line(visible(r.Words())), longest) }

func (r Ref) kindWords() string {
	if r.Kind == review.NearMiss {
		return nearMiss
	}
	return string(review.Incident)
}

// nearMiss is a near miss as people read it.
const nearMiss = "near miss"

func (o Options) ref(r *Review) Ref {
	out := Ref{Key: r.Key, Source: r.Source, Kind: r.Kind, Restricted: r.Restricted}
	if day := r.day(); !day.IsZero() {
		out.Published = day.UTC().Format("2006-01-02")
	}
	if r.Restricted {
		out.Title = "restricted review " + string(r.Key)
		return out
	}
	out.Path, out.Title, out.URL = r.Path, o.words(r.Title), webOnly(r.URL)
	return out
}

// webOnly is an address that a browser may open; others are shown to nobody.
func webOnly(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

// groupKey is a group while it is counted.
type groupKey struct {
	rest Rest
	name string
}

// placing says which groups reviews and actions stand in.
type placing struct {
	by     By
	folded map[groupKey]bool
}

func (p placing) place(k groupKey) groupKey {
	if p.folded[k] {
		return groupKey{rest: Folded}
	}
	return k
}

// ofAction is the group of one action, by team.
func (p placing) ofAction(a *Action) groupKey { return p.place(named(a.Team)) }

// ofReview are the groups of a review with all its actions, each once; by team
// that is none but for a review without any.
func (p placing) ofReview(r *Review) []groupKey {
	switch p.by {
	case ByTeam:
		if r.bare {
			return []groupKey{{rest: NoActions}}
		}
		return nil
	case ByReview:
		return []groupKey{{name: string(r.Key)}}
	case ByKind:
		return []groupKey{p.place(named(kindOf(r)))}
	case BySource:
		return []groupKey{p.place(named(r.Source))}
	case ByMonth:
		return []groupKey{p.place(named(monthOf(r)))}
	}
	return p.services(r)
}

func (p placing) services(r *Review) []groupKey {
	switch {
	case r.Restricted:
		return []groupKey{{rest: Restricted}}
	case len(r.Services) == 0:
		return []groupKey{{rest: None}}
	}
	var out []groupKey
	for _, s := range r.Services {
		out = appendNew(out, p.place(named(folded(s))))
	}
	return out
}

func named(name string) groupKey {
	if name == "" {
		return groupKey{rest: None}
	}
	return groupKey{name: name}
}

func kindOf(r *Review) string {
	if r.Kind == review.NearMiss {
		return string(review.NearMiss)
	}
	return string(review.Incident)
}

func monthOf(r *Review) string {
	if day := r.day(); !day.IsZero() {
		return day.UTC().Format(monthLayout)
	}
	return ""
}

const monthLayout = "2006-01"

// folded is a word as it is compared: without case and needless space, in one
// Unicode form.
func folded(word string) string {
	return names.Form(strings.ToLower(strings.Join(strings.Fields(word), " ")))
}

func appendNew[T comparable](list []T, v T) []T {
	for _, have := range list {
		if have == v {
			return list
		}
	}
	return append(list, v)
}
