package gather

import (
	"cmp"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// byItems takes up the key that only markers tell: the store is lost, the
// document has another path by now, and no block names its review. It is the
// review whose item a line links, or with which it shares at least half of
// the actions that items were made for.
func (m *meeting) byItems(docs []source.Document) (rest []source.Document) {
	groups := m.p.orphans(m.claimed)
	for _, doc := range docs {
		texts := map[string]bool{}
		for _, a := range doc.Review.Actions {
			for _, title := range []string{a.Title, cmp.Or(a.Formerly, a.Title)} {
				texts[review.Normalise(m.p.g.Mapping.Anonymise(title))] = true
			}
		}
		best, most := review.Key(""), 0
		for _, key := range slices.Sorted(maps.Keys(groups)) {
			if n := m.p.shared(doc, texts, groups[key]); n > most {
				best, most = key, n
			}
		}
		if best == "" {
			rest = append(rest, doc)
			continue
		}
		delete(groups, best)
		m.begin(doc, best)
	}
	return rest
}

// orphans are the new items of ours, by review, of those reviews that no
// document or record can be told to be.
func (p *pass) orphans(claimed map[review.Key]bool) map[review.Key][]plan.ItemRow {
	groups := map[review.Key][]plan.ItemRow{}
	for _, id := range slices.SortedFunc(maps.Keys(p.fresh), byID) {
		if row := p.rows[id]; !claimed[row.Marker.Review] && !p.derived[row.Marker.Review] {
			groups[row.Marker.Review] = append(groups[row.Marker.Review], row)
		}
	}
	return groups
}

// shared counts what a document has in common with a review's items; 0 where
// that is not enough to be the same review.
func (p *pass) shared(doc source.Document, texts map[string]bool, rows []plan.ItemRow) int {
	names := map[string]bool{}
	for _, row := range rows {
		names[plan.FoldKey(row.Key)], names[row.URL] = true, true
	}
	delete(names, "")
	linked := 0
	for _, a := range doc.Review.Actions {
		if t := a.Ticket; t != nil && (names[plan.FoldKey(t.Text)] || names[t.URL]) {
			linked++
		}
	}
	same := 0
	for _, row := range rows {
		if row.Marker.Text != "" && texts[review.Normalise(p.g.Mapping.Anonymise(row.Marker.Text))] {
			same++
		}
	}
	if linked == 0 && same*2 < len(rows) {
		return 0
	}
	return linked + same
}

// derivations are the keys that the listed paths derive: items of such a
// review wait for the document that is there.
func (p *pass) derivations(s Source, entries []source.Entry) {
	if len(p.fresh) == 0 {
		return
	}
	for _, e := range entries {
		p.derived[review.KeyOf(p.g.Instance, s.Name, e.Path)] = true
	}
}
