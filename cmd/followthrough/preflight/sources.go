package preflight

import (
	"context"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/restriction"
	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// named is how many of a kind are told one by one.
const named = 5

// reviews are what was read of a source.
type reviews struct {
	source config.Source
	// whole says that the source was read to its end.
	whole     bool
	published []source.Document
}

// mapping tells where the actions of published reviews are led.
func (c *Check) mapping(p *part, read []*reviews) {
	var sum mapping.Tally
	for _, r := range read {
		for _, doc := range r.published {
			c.route(r.source, doc, &sum)
		}
	}
	if sum.Fallback*5 > sum.Actions {
		p.wrong("give the teams their aliases and services: `followthrough suggest` proposes them, `followthrough explain REVIEW` says what is missing",
			"the fallback takes %d of %s, more than a fifth: that is a special project by another name",
			sum.Fallback, show.Count(sum.Actions, "action"))
	}
	if sum.Nowhere > 0 {
		p.look("`followthrough plan` names them; "+sum.Helps(), "%d of %s %s led to no team",
			sum.Nowhere, show.Count(sum.Actions, "action"), show.Are(sum.Nowhere))
	}
	c.allPast(p, read)
}

// allPast says that no review is young enough for items.
func (c *Check) allPast(p *part, read []*reviews) {
	published := 0
	for _, r := range read {
		if !r.whole {
			return // a younger one may be there
		}
		if c.toCome(r.source) {
			continue // told with the source
		}
		for _, doc := range r.published {
			if r.source.Since.All || !doc.Review.Age(c.Now()).Before(r.source.Since.Day) {
				return
			}
			published++
		}
	}
	if published > 0 {
		p.look("`followthrough plan --since all` tries the mapping on them and makes nothing",
			"%s, and all are older than since: no item is made for them", show.Count(published, "published review"))
	}
}

// toCome tells whether a source's since is no day yet, anywhere on Earth.
func (c *Check) toCome(s config.Source) bool {
	return !s.Since.All && s.Since.Day.After(c.Now().UTC().AddDate(0, 0, 1))
}

// source reads every review of a source.
func (c *Check) source(ctx context.Context, p *part, r *reviews) {
	s := r.source
	if c.toCome(s) {
		p.look("is the year right?", "since %s is still to come: no item is made for reviews published before it", s.Since.Day.Format(time.DateOnly))
	}
	if c.Reach == Offline && s.Folder == nil {
		p.good("was not asked (--offline)")
		return
	}
	if s.Lacks != nil {
		return // told with the configuration
	}
	if c.unknown(ctx, p, s.OnGitHub()) {
		return
	}
	p.at("its list")
	entries, err := c.Sources[s.Name].List(ctx)
	if err != nil {
		p.wrong("", "its reviews can't be listed: %s", strings.TrimPrefix(err.Error(), "list "+p.about+": "))
		return
	}
	apart(p, s, entries)
	var all, docs []source.Document
	unreadable, unread := 0, 0
	for i, entry := range entries {
		p.at("%d of %d reviews", i, len(entries))
		doc, err := c.Sources[s.Name].Read(ctx, entry)
		if err != nil {
			if unreadable++; unreadable <= named {
				p.wrong("", "%v", err)
			}
			continue
		}
		if words := doc.Review.UnreadWords(); words != "" {
			if unread++; unread <= named {
				p.wrong("", "%s: %s", entry.Path, words)
			}
		}
		all = append(all, doc)
		if doc.Review.PublishedBy(c.Now()) {
			docs = append(docs, doc)
		}
	}
	if unread > named {
		p.wrong("`followthrough status` names them", "the front matter of %d more can't be read whole", unread-named)
	}
	if unreadable > named {
		p.wrong("`followthrough status` names them", "%d more can't be read", unreadable-named)
	}
	p.good("%s: %d published, %s, %d not readable",
		show.Count(len(entries), "review"), len(docs), show.Count(len(entries)-len(docs)-unreadable, "draft"), unreadable)
	unknownKeys(p, s, all)
	byDefault(p, s, all)
	c.published(ctx, p, s, docs)
	p.keep(func() { r.published, r.whole = docs, true })
}

// published tells what published reviews leave open, and whether they can be
// written to.
func (c *Check) published(ctx context.Context, p *part, s config.Source, docs []source.Document) {
	c.leftAlone(p, s, docs)
	c.writable(ctx, p, s, docs)
}

// route counts where a review's actions are led.
func (c *Check) route(s config.Source, doc source.Document, sum *mapping.Tally) {
	hidden := restriction.Cautious(s.Restricted)
	at := mapping.Where{Review: s.Name + ":" + doc.Path, Restricted: hidden.Path(doc.Path) || hidden.Review(doc.Review)}
	certain := doc.Review.Certain()
	for i := range certain {
		q := mapping.Query{Source: s.Name, Path: doc.Path, Review: &doc.Review, Action: &certain[i]}
		sum.Count(c.Config.Mapping, q, at)
	}
}

// writable tells whether the reviews can be written to, where that is wanted:
// the source itself knows, or its reviews are local files.
func (c *Check) writable(ctx context.Context, p *part, s config.Source, docs []source.Document) {
	if asked, ok := c.Sources[s.Name].(source.Checker); ok {
		p.at("whether they may be written to")
		p.add("", asked.Check(ctx, s.Report)...)
	}
	if len(s.Report) == 0 {
		p.good("nothing is written into its reviews (report: [])")
		return
	}
	disk := &atomicfile.Disk{}
	wrong, files := 0, 0
	for _, doc := range docs {
		if doc.File == "" {
			continue
		}
		files++
		if err := disk.Writable(doc.File); err != nil {
			if wrong++; wrong == 1 {
				p.wrong("let the user who runs followthrough write there, or say report: []",
					"%s: items are made all the same, but the review can't tell of them", strings.TrimPrefix(err.Error(), "write "))
			}
		}
	}
	if wrong > 1 {
		p.wrong("", "%d more reviews can't be written to", wrong-1)
	}
	if wrong == 0 && files > 0 {
		p.good("its reviews can be written to (%s)", modes(s.Report))
	}
}

func modes(all []review.Mode) string {
	var out []string
	for _, m := range all {
		out = append(out, string(m))
	}
	return strings.Join(out, " and ")
}
