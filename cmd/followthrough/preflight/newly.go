package preflight

import (
	"context"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/store"
)

// newlyRead tells how many actions this version, with these settings, reads that were
// not read before in the same bytes: the next pass holds them.
func (c *Check) newlyRead(ctx context.Context, p *part, s *store.Store, read []*reviews) {
	records, err := s.ReviewsBy(ctx, store.Filter{})
	if err != nil {
		p.wrong("", "%v", err)
		return
	}
	docs := map[plan.Where]source.Document{}
	sources := map[string]config.Source{}
	for _, r := range read {
		sources[r.source.Name] = r.source
		for _, doc := range r.published {
			docs[plan.Where{Source: r.source.Name, Path: doc.Path}] = doc
		}
	}
	var sum show.NewlyRead
	for _, r := range records {
		from, configured := sources[r.Source]
		if !configured || r.Silent() {
			continue
		}
		if doc, is := docs[plan.Where{Source: r.Source, Path: r.Path}]; is {
			r = c.readAgain(ctx, r, doc)
		}
		sum.Count(heldNow(r, from.Since))
	}
	if sum.Actions > 0 {
		p.look("`followthrough plan` names them; `followthrough sync REVIEW --yes` releases them, with --team or --source those of many reviews", "%s", sum.Sentence())
	}
}

// readAgain is a review as the next pass has it, where its document did not change.
func (c *Check) readAgain(ctx context.Context, r plan.Review, doc source.Document) plan.Review {
	if r.ReadFrom.Content == "" || r.ReadFrom.Content != doc.Content {
		return r
	}
	m := c.Config.Mapping
	r, _ = identity.Merge(r, doc.Review, identity.Meeting{
		Instance: c.Config.Instance, Now: c.Now(), Anonymise: m.Anonymise, Words: m.Words, Same: true, Context: ctx,
		Team: func(r plan.Review, k plan.Action) string { return plan.TeamOf(m, r, k) },
	})
	return r
}

// heldNow is how many of a review's actions are held, or will be, since nobody wrote
// them now.
func heldNow(r plan.Review, since config.Since) (n int) {
	if !since.All && r.Age.Before(since.Day) {
		return 0
	}
	for _, k := range r.Actions {
		if k.NewlyRead() && k.Position >= 0 && !k.Doubtful() && !k.Reading.Mark.Settled() && k.Asks == nil {
			n++
		}
	}
	return n
}
