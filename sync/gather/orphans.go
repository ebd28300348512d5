package gather

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// byItems takes up the key that only markers tell: the store is lost, the
// document has another path by now, and no block names its review. It is the
// review with whose items it shares at least half: their links, or their words.
func (m *meeting) byItems(docs []source.Document) (rest []source.Document) {
	if len(docs) == 0 {
		return nil
	}
	groups := m.p.orphans(m)
	for _, doc := range docs {
		said := identity.SaidBy(doc.Review, m.p.g.Mapping.Words)
		best, most := review.Key(""), 0
		for _, key := range slices.Sorted(maps.Keys(groups)) {
			if n := said.Shares(groups[key]); n > most {
				best, most = key, n
			}
		}
		switch {
		case best == "":
			rest = append(rest, doc)
		case m.p.unread() != "":
			m.wait(doc, "the items of a review are its own")
		default:
			delete(groups, best)
			m.begin(doc, best)
		}
	}
	return rest
}

// wait leaves a document alone that may be a review which another source holds,
// while one can't be read: taken for it, or for a new one, it would be a second.
func (m *meeting) wait(doc source.Document, why string) {
	m.d.partial = true
	m.waits[doc.Path] = true
	m.p.failures = append(m.p.failures, Failure{
		Source: m.d.source.Name, Path: doc.Path,
		Err: errors.New("not taken up yet: " + why + ", and " + m.p.unread() + " can't be read, where that review may be"),
	})
}

// unread are the sources that can't be read in this pass, in words.
func (p *pass) unread() string { return strings.Join(p.blindSources, ", ") }

// orphans are the items of ours, by review, of those reviews that no document
// or record can be told to be, and that were in this source.
func (p *pass) orphans(m *meeting) map[review.Key][]plan.ItemRow {
	ids := maps.Clone(p.fresh)
	stored, err := p.g.Store.Orphans(m.ctx)
	if err != nil {
		p.err = err
	}
	for _, row := range stored {
		if _, met := p.rows[row.ItemID()]; !met {
			p.rows[row.ItemID()] = row
		}
		ids[row.ItemID()] = true
	}
	groups := map[review.Key][]plan.ItemRow{}
	for _, id := range slices.SortedFunc(maps.Keys(ids), byID) {
		row := p.rows[id]
		if row.Marker == nil || m.claimed[row.Marker.Review] || p.begun[row.Marker.Review] || p.derives(row.Marker.Review) {
			continue
		}
		if from := row.Marker.Source; from == "" || from == m.d.source.Name {
			groups[row.Marker.Review] = append(groups[row.Marker.Review], row)
		}
	}
	return groups
}

// derives tells whether a listed path derives a review's key: what is that
// review's waits for the document that is there.
func (p *pass) derives(key review.Key) bool {
	if p.derived == nil {
		p.derived = map[review.Key]bool{}
		for name, entries := range p.entries {
			for _, e := range entries {
				p.derived[review.KeyOf(p.g.Instance, name, e.Path)] = true
			}
		}
	}
	return p.derived[key]
}

// strangers tells of the new items of ours that belong to no action that
// anybody knows: they are left alone, and never stand in a review.
func (p *pass) strangers(ctx context.Context) error {
	told := 0
	for _, id := range slices.SortedFunc(maps.Keys(p.fresh), byID) {
		row := p.rows[id]
		if row.Marker == nil {
			continue
		}
		r, read := p.records[row.Marker.Review]
		if read && find(*r, row.Marker.Action) != nil {
			continue
		}
		if _, known, err := p.g.Store.Action(ctx, row.Marker.Action); err != nil || known {
			if err != nil {
				return err
			}
			continue
		}
		if !read && !p.exists(ctx, row.Marker.Review) {
			row.Orphan = true
			p.write(row)
		}
		if told++; told <= mostTold {
			p.itemEvent(row, "unknown action", fmt.Sprintf("%s bears the marker of an action that nobody knows: it is left alone", row.Key))
		}
	}
	return p.err
}
