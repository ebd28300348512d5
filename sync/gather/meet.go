package gather

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// recognise tells which record each document that was read belongs to, by the
// document's path: the one known at that path, or one whose own path is gone,
// or the one that its block names. Other documents are new; a block of a
// review that is there at another path makes a document a copy.
func (p *pass) recognise(ctx context.Context, d *diff, docs []source.Document) map[string]plan.Review {
	slices.SortFunc(docs, func(a, b source.Document) int { return cmp.Compare(a.Path, b.Path) })
	m := &meeting{ctx: ctx, p: p, d: d, of: map[string]plan.Review{}, claimed: map[review.Key]bool{}, waits: map[string]bool{}}
	for _, r := range d.index {
		if _, there := d.entries[r.Path]; there {
			m.claimed[r.Key] = true
		}
	}
	var fresh []source.Document
	for _, doc := range docs {
		if r, ok := d.index[doc.Path]; ok {
			m.of[doc.Path] = r
		} else {
			fresh = append(fresh, doc)
		}
	}
	for _, same := range []func(source.Document, plan.Review) bool{bySpelling, byBlock, byContent} {
		fresh = m.moved(fresh, same)
	}
	fresh = m.movedByActions(fresh)
	m.derive(fresh)
	return m.of
}

type meeting struct {
	ctx     context.Context // of the one call that the meeting lasts
	p       *pass
	d       *diff
	of      map[string]plan.Review
	claimed map[review.Key]bool
	waits   map[string]bool // by path: documents that nobody can tell yet
}

// bySpelling is the same path in another Unicode form, as another system gives
// it back after a checkout. Where both are there, none is gone: they are two.
func bySpelling(doc source.Document, r plan.Review) bool {
	return names.Same(doc.Path, r.Path) && r.Gone.IsZero()
}

func byBlock(doc source.Document, r plan.Review) bool {
	return doc.Review.Block != nil && doc.Review.Block.Review == r.Key
}

func byContent(doc source.Document, r plan.Review) bool {
	return doc.Content == r.Content
}

// moved takes documents at new paths for reviews whose old paths are gone.
func (m *meeting) moved(docs []source.Document, same func(source.Document, plan.Review) bool) (rest []source.Document) {
	for _, doc := range docs {
		i := slices.IndexFunc(m.d.gone, func(r plan.Review) bool { return same(doc, r) })
		if i < 0 {
			rest = append(rest, doc)
			continue
		}
		m.move(doc, i)
	}
	return rest
}

func (m *meeting) move(doc source.Document, gone int) {
	r := m.d.gone[gone]
	m.d.gone = slices.Delete(m.d.gone, gone, gone+1)
	m.claimed[r.Key] = true
	m.p.event(r, "moved", "now at "+place(m.d.source, r, doc))
	m.of[doc.Path] = r
}

// movedByActions takes a document for a gone review that has at least half of
// its actions in common with it.
func (m *meeting) movedByActions(docs []source.Document) (rest []source.Document) {
	for _, doc := range docs {
		texts := map[string]bool{}
		for _, a := range doc.Review.Actions {
			for _, text := range a.Texts() {
				texts[text] = true
			}
		}
		i := slices.IndexFunc(m.d.gone, func(r plan.Review) bool { return m.sharesHalf(texts, r) })
		if i < 0 {
			rest = append(rest, doc)
			continue
		}
		m.move(doc, i)
	}
	return rest
}

// sharesHalf tells whether half of a record's actions are among a document's.
func (m *meeting) sharesHalf(texts map[string]bool, r plan.Review) bool {
	if len(texts) == 0 {
		return false
	}
	full := m.p.load(m.ctx, r.Key)
	known, shared := 0, 0
	for _, k := range full.Actions {
		if k.Position < 0 {
			continue
		}
		known++
		if texts[k.Now] {
			shared++
		}
	}
	return known > 0 && shared*2 >= known
}

// derive gives the documents that nobody knows their keys: a block's, where
// no other document holds it, else one that items tell, else one made of the
// path.
func (m *meeting) derive(docs []source.Document) {
	for _, first := range []func(source.Document) bool{m.deriving, func(source.Document) bool { return true }} {
		for _, doc := range docs {
			b := doc.Review.Block
			if _, done := m.of[doc.Path]; done || b == nil || m.taken(b.Review) || !first(doc) {
				continue
			}
			switch {
			case m.deriving(doc):
				m.begin(doc, b.Review)
			case m.p.derives(b.Review): // another source's, which is there: a copy
			case m.p.unread() != "":
				m.wait(doc, "its block names a review that nobody knows")
			default:
				m.begin(doc, b.Review)
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(docs), func(doc source.Document) bool {
		_, done := m.of[doc.Path]
		return done || m.waits[doc.Path]
	})
	for _, doc := range m.byItems(rest) {
		key := review.KeyOf(m.p.g.Instance, m.d.source.Name, doc.Path)
		for n := 2; m.taken(key); n++ {
			key = review.KeyOf(m.p.g.Instance, m.d.source.Name, doc.Path+"\x00"+strconv.Itoa(n))
		}
		m.begin(doc, key)
	}
}

// deriving tells whether a document is at the path that its block's key was
// made of: of two with one key it is the review, the other a copy.
func (m *meeting) deriving(doc source.Document) bool {
	return doc.Review.Block.Review == review.KeyOf(m.p.g.Instance, m.d.source.Name, doc.Path)
}

// taken tells whether a key is a known review's, or one's that this pass met.
func (m *meeting) taken(key review.Key) bool {
	return m.claimed[key] || m.p.begun[key] || m.p.exists(m.ctx, key)
}

func (m *meeting) begin(doc source.Document, key review.Key) {
	m.claimed[key], m.p.begun[key] = true, true
	m.of[doc.Path] = plan.Review{Key: key, Source: m.d.source.Name, Path: doc.Path}
}
