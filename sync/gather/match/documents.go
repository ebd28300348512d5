package match

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// Sources are what all sources listed in this pass.
type Sources struct {
	// Entries are what each listed, Unreadable those that could not be.
	Entries    map[string][]source.Entry
	Unreadable []string
	// Words is the form in which markers hold texts.
	Words func(string) string

	derived map[review.Key]bool // by the listed paths; nil: not asked for yet
	begun   map[review.Key]bool // the keys that new reviews got
}

// derives tells whether a listed path derives a review's key: what is that
// review's waits for the document that is there.
func (s *Sources) derives(instance string, key review.Key) bool {
	if s.derived == nil {
		s.derived = map[review.Key]bool{}
		for name, entries := range s.Entries {
			for _, e := range entries {
				s.derived[review.KeyOf(instance, name, e.Path)] = true
			}
		}
	}
	return s.derived[key]
}

// Restriction tells whether a review is for fewer people than its items would
// be; nil: none is.
type Restriction func(path string, r review.Review) bool

func (is Restriction) of(doc source.Document) bool { return is != nil && is(doc.Path, doc.Review) }

// Documents are what one source listed, beside the reviews that the store knows
// of it, without their actions.
type Documents struct {
	Source     string
	Restricted Restriction
	There      map[string]source.Entry // by path
	Known      map[string]plan.Review  // by path
	// Gone are the reviews without a document, those that were gone before among
	// them. Recognise takes out those that are at another path now.
	Gone []plan.Review
}

// recognising is the telling of one source's documents.
type recognising struct {
	*ledger.Ledger
	*Documents
	all     *Sources
	of      map[string]plan.Review
	waits   map[string]error
	claimed map[review.Key]bool
	texts   map[string]map[string]bool // of documents' actions, by path
}

// Recognise tells, by path, which review each document is: the one known at that
// path, or one whose own path is gone, or the one that its block names. Other
// documents are new; a block of a review that is there at another path makes a
// document a copy. Of those that nobody can tell yet it says why.
func (d *Documents) Recognise(l *ledger.Ledger, all *Sources, docs []source.Document) (of map[string]plan.Review, waits map[string]error) {
	slices.SortFunc(docs, func(a, b source.Document) int { return cmp.Compare(a.Path, b.Path) })
	m := &recognising{l, d, all, map[string]plan.Review{}, map[string]error{}, map[review.Key]bool{}, map[string]map[string]bool{}}
	if all.begun == nil {
		all.begun = map[review.Key]bool{}
	}
	for _, r := range d.Known {
		if _, there := d.There[r.Path]; there {
			m.claimed[r.Key] = true
		}
	}
	var fresh []source.Document
	for _, doc := range docs {
		if r, ok := d.Known[doc.Path]; ok {
			m.of[doc.Path] = r
		} else {
			fresh = append(fresh, doc)
		}
	}
	for _, same := range []func(source.Document, plan.Review) bool{bySpelling, byBlock, byContent, m.byActions} {
		fresh = m.moved(fresh, same)
	}
	fresh = m.byOwnBlock(fresh)
	fresh = m.byItems(fresh)
	for _, doc := range fresh {
		key := review.KeyOf(l.Instance, d.Source, doc.Path)
		for n := 2; m.taken(key); n++ {
			key = review.KeyOf(l.Instance, d.Source, doc.Path+"\x00"+strconv.Itoa(n))
		}
		m.begin(doc, key)
	}
	return m.of, m.waits
}

// bySpelling is the same path in another Unicode form, as another system gives
// it back after a checkout. Where both are there, none is gone: they are two.
func bySpelling(doc source.Document, r plan.Review) bool {
	return names.Same(doc.Path, r.Path) && r.Gone.IsZero()
}

func byBlock(doc source.Document, r plan.Review) bool {
	return doc.Review.Block != nil && doc.Review.Block.Review == r.Key
}

func byContent(doc source.Document, r plan.Review) bool { return doc.Content == r.Content }

// byActions takes a document for a gone review that has at least half of its
// actions in common with it.
func (m *recognising) byActions(doc source.Document, r plan.Review) bool {
	texts := m.texts[doc.Path]
	if texts == nil {
		texts = map[string]bool{}
		m.texts[doc.Path] = texts
		for _, a := range doc.Review.Actions {
			for _, text := range a.Texts() {
				texts[text] = true
			}
		}
	}
	if len(texts) == 0 {
		return false
	}
	known, shared := 0, 0
	for _, k := range m.Reviews.Stored(r.Key).Actions {
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

// moved takes documents at new paths for reviews whose old paths are gone.
func (m *recognising) moved(docs []source.Document, same func(source.Document, plan.Review) bool) (rest []source.Document) {
	for _, doc := range docs {
		i := slices.IndexFunc(m.Gone, func(r plan.Review) bool { return same(doc, r) })
		if i < 0 {
			rest = append(rest, doc)
			continue
		}
		r := m.Gone[i]
		m.Gone = slices.Delete(m.Gone, i, i+1)
		m.claimed[r.Key], m.of[doc.Path] = true, r
		m.Log.Review(r, "moved", "now at "+place(m.Restricted, r, doc))
	}
	return rest
}

// place is how logs name where a document is now.
func place(is Restriction, r plan.Review, doc source.Document) string {
	if r.Restricted || is.of(doc) {
		return "the place of a restricted review"
	}
	return doc.Path
}

// byOwnBlock gives documents that nobody knows the keys of their blocks, where no
// other document holds them: first those at the paths that their keys were made
// of. Of two with one key these are the review, the other a copy.
func (m *recognising) byOwnBlock(docs []source.Document) (rest []source.Document) {
	deriving := func(doc source.Document) bool {
		return doc.Review.Block.Review == review.KeyOf(m.Instance, m.Source, doc.Path)
	}
	for _, doc := range docs {
		if b := doc.Review.Block; b != nil && deriving(doc) && !m.taken(b.Review) {
			m.begin(doc, b.Review)
		}
	}
	for _, doc := range docs {
		b := doc.Review.Block
		switch _, done := m.of[doc.Path]; {
		case done:
		case b == nil, m.taken(b.Review), m.all.derives(m.Instance, b.Review): // another source's, which is there: a copy
			rest = append(rest, doc)
		case len(m.all.Unreadable) > 0:
			m.wait(doc, "its block names a review that nobody knows")
		default:
			m.begin(doc, b.Review)
		}
	}
	return rest
}

// byItems takes up the key that only markers tell: the store is lost, the
// document has another path by now, and no block names its review. It is the
// review with whose items it shares at least half: their links, or their words.
func (m *recognising) byItems(docs []source.Document) (rest []source.Document) {
	if len(docs) == 0 {
		return nil
	}
	groups := m.orphans()
	for _, doc := range docs {
		said := identity.SaidBy(doc.Review, m.all.Words)
		best, most := review.Key(""), 0
		for _, key := range slices.Sorted(maps.Keys(groups)) {
			if n := said.Shares(groups[key]); n > most {
				best, most = key, n
			}
		}
		switch {
		case best == "":
			rest = append(rest, doc)
		case len(m.all.Unreadable) > 0:
			m.wait(doc, "the items of a review are its own")
		default:
			delete(groups, best)
			m.begin(doc, best)
		}
	}
	return rest
}

// orphans are the items of ours, by review, of those reviews that no document
// or record can be told to be, and that were in this source.
func (m *recognising) orphans() map[review.Key][]plan.ItemRow {
	groups := map[review.Key][]plan.ItemRow{}
	for _, row := range m.Items.Orphans() {
		if row.Marker == nil {
			continue
		}
		of, from := row.Marker.Review, row.Marker.Source
		if m.claimed[of] || m.all.begun[of] || m.all.derives(m.Instance, of) || from != "" && from != m.Source {
			continue
		}
		groups[of] = append(groups[of], row)
	}
	return groups
}

// wait leaves a document alone that may be a review which another source holds,
// while one can't be read: taken for it, or for a new one, it would be a second.
func (m *recognising) wait(doc source.Document, why string) {
	m.waits[doc.Path] = errors.New("not taken up yet: " + why + ", and " + strings.Join(m.all.Unreadable, ", ") + " can't be read, where that review may be")
}

// taken tells whether a key is a known review's, or one's that this pass met.
func (m *recognising) taken(key review.Key) bool {
	return m.claimed[key] || m.all.begun[key] || m.Reviews.Stored(key).Key != ""
}

func (m *recognising) begin(doc source.Document, key review.Key) {
	m.claimed[key], m.all.begun[key] = true, true
	m.of[doc.Path] = plan.Review{Key: key, Source: m.Source, Path: doc.Path}
}
