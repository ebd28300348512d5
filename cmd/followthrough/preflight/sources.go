package preflight

import (
	"context"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/internal/globs"
	"github.com/followthrough/followthrough/mapping"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// named is how many of a kind are told one by one.
const named = 5

// sources reads every review of every source.
func (c *Check) sources(ctx context.Context) {
	var sum mapping.Tally
	for _, s := range c.Config.Sources {
		c.source(ctx, s, &sum)
	}
	if sum.Fallback*5 > sum.Actions {
		c.wrong("mapping", "the fallback takes %d of %s, more than a fifth: that is a special project by another name; "+
			"give the teams their aliases and services, `followthrough explain REVIEW` says what is missing",
			sum.Fallback, show.Count(sum.Actions, "action"))
	}
	if sum.Nowhere > 0 {
		c.remark("mapping", "%d of %s are led to no team: they stay visible as such, `followthrough plan` names them",
			sum.Nowhere, show.Count(sum.Actions, "action"))
	}
}

func (c *Check) source(ctx context.Context, s config.Source, sum *mapping.Tally) {
	about := "source " + s.Name
	entries, err := c.Sources[s.Name].List(ctx)
	if err != nil {
		c.wrong(about, "its reviews can't be listed: %s", strings.TrimPrefix(err.Error(), "list "+about+": "))
		return
	}
	c.apart(about, s, entries)
	published, unreadable, unread := 0, 0, 0
	var files []string
	for _, entry := range entries {
		doc, err := c.document(ctx, s.Name, entry)
		if err != nil {
			if unreadable++; unreadable <= named {
				c.wrong(about, "%v", err)
			}
			continue
		}
		if words := doc.Review.UnreadWords(); words != "" {
			if unread++; unread <= named {
				c.wrong(about, "%s: %s", entry.Path, words)
			}
		}
		if !doc.Review.PublishedBy(c.Now()) {
			continue
		}
		published++
		if doc.File != "" {
			files = append(files, doc.File)
		}
		c.route(s.Name, doc, sum)
	}
	if unread > named {
		c.wrong(about, "the front matter of %d more can't be read whole: `followthrough status` names them", unread-named)
	}
	if unreadable > named {
		c.wrong(about, "%d more can't be read", unreadable-named)
	}
	c.remark(about, "%s: %d published, %s, %d not readable",
		show.Count(len(entries), "review"), published, show.Count(len(entries)-published-unreadable, "draft"), unreadable)
	c.writable(ctx, about, s, files)
}

// apart names the patterns of restricted reviews that fit none: one that is
// written otherwise than its folder restricts nothing.
func (c *Check) apart(about string, s config.Source, entries []source.Entry) {
	for _, pattern := range s.Restricted.Include {
		if !slices.ContainsFunc(entries, func(e source.Entry) bool { return globs.Covers([]string{pattern}, e.Path) }) {
			c.remark(about, "restricted.include: %q fits no review yet: paths begin below the source's folder (%s)", pattern, example(entries))
		}
	}
}

func example(entries []source.Entry) string {
	if len(entries) == 0 {
		return "it has none"
	}
	return entries[0].Path + ", say"
}

func (c *Check) document(ctx context.Context, name string, e source.Entry) (source.Document, error) {
	if e.Problem != nil {
		return source.Document{}, e.Problem
	}
	return c.Sources[name].Read(ctx, e)
}

// route counts where a review's actions are led.
func (c *Check) route(name string, doc source.Document, sum *mapping.Tally) {
	for i := range doc.Review.Actions {
		q := mapping.Query{Source: name, Path: doc.Path, Review: &doc.Review, Action: &doc.Review.Actions[i]}
		sum.Count(c.Config.Mapping, q, mapping.Where{Review: name + ":" + doc.Path})
	}
}

// writable tells whether the reviews can be written to, where that is wanted:
// the source itself knows, or its reviews are local files.
func (c *Check) writable(ctx context.Context, about string, s config.Source, files []string) {
	if asked, ok := c.Sources[s.Name].(source.Checker); ok {
		for _, f := range asked.Check(ctx, s.Report) {
			c.list = append(c.list, show.Finding{About: about, Problem: f.Problem, Text: f.Text})
		}
	}
	if len(s.Report) == 0 {
		c.remark(about, "nothing is written into its reviews (report: [])")
		return
	}
	disk := &atomicfile.Disk{}
	wrong := 0
	for _, file := range files {
		if err := disk.Writable(file); err != nil {
			if wrong++; wrong == 1 {
				c.wrong(about, "%v: items are made all the same, but the review can't tell of them (report: [] ends this)", err)
			}
		}
	}
	if wrong > 1 {
		c.wrong(about, "%d more reviews can't be written to", wrong-1)
	}
	if wrong == 0 && len(files) > 0 {
		c.remark(about, "its reviews can be written to (%s)", modes(s.Report))
	}
}

func modes(all []review.Mode) string {
	var out []string
	for _, m := range all {
		out = append(out, string(m))
	}
	return strings.Join(out, " and ")
}
