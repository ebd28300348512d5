package gather

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/panics"
	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// sources takes what the sources listed and what was read of it, and brings the
// reviews in the ledger up to date. One that fails stops no other.
type sources struct {
	*ledger.Ledger
	g      *Gatherer
	store  SourceStore
	req    Request
	proof  *match.Proof
	failed func(Failure)
	tardy  func(Late)
	met    match.Sources
	// rules are what is so of each source in this pass, wrote and digests what
	// plan.Found says, and marks what is to be kept of them.
	rules    map[string]plan.SourceRules
	wrote    map[string]time.Time
	digests  map[string]string
	marks    []plan.SourceMark
	opened   int
	compared review.Budget // words, in this pass
	// metBefore is as match.Twins has it.
	metBefore map[review.Key]bool
	// again are the sources of which everything was read anew, and unread those of
	// which something could not be read in this pass, by name.
	again, unread map[string]bool
	// broken are the reviews in which something of ours went wrong.
	broken map[review.Key]error
	awaits bool // some of them have not answered yet
}

func newSources(l *ledger.Ledger, g *Gatherer, req Request, proof *match.Proof, failed func(Failure), tardy func(Late)) *sources {
	return &sources{
		Ledger: l, g: g, store: g.Store, req: req, proof: proof, failed: failed, tardy: tardy,
		met:   match.Sources{Entries: map[string][]source.Entry{}, Words: g.Mapping.Words},
		rules: map[string]plan.SourceRules{}, wrote: map[string]time.Time{}, digests: map[string]string{}, metBefore: map[review.Key]bool{},
		again: map[string]bool{}, unread: map[string]bool{}, broken: map[review.Key]error{},
	}
}

// list takes what every source listed and what of that was read.
func (s *sources) list(ctx context.Context) {
	listed := make([]pace.Answer[sourceListing], len(s.g.Sources))
	for i, src := range s.g.Sources {
		listed[i] = pace.Take[sourceListing](s.g.desk().Vendor(aSource, src.Name))
		s.met.Entries[src.Name] = listed[i].Value.entries
		if err := listed[i].Err; err != nil {
			s.met.Unreadable = append(s.met.Unreadable, src.Name)
			s.unread[src.Name] = true
			s.failStore(err)
		}
	}
	s.opening()
	for i, src := range s.g.Sources {
		s.rules[src.Name] = src.Rules
		if err := listed[i].Err; err != nil {
			s.stale(src, err)
			s.markUnread(ctx, src, err)
		}
	}
	for i, src := range s.g.Sources {
		if listed[i].Err != nil {
			continue
		}
		if s.one(ctx, src, listed[i].Value); s.Err() != nil {
			return
		}
	}
	s.owe()
}

// failStore ends the pass where it was the store that failed.
func (s *sources) failStore(err error) {
	var failed storeError
	if errors.As(err, &failed) {
		s.Fail(failed.error)
	}
}

// owe remembers the documents that were to be read although they did not change
// and may be of a source that could not be read.
func (s *sources) owe() {
	if s.g.kept.rereads = nil; len(s.unread) > 0 {
		s.g.kept.rereads = s.Reviews.Rereading()
	}
}

// opening has the documents read of reviews that are not published and have come
// due: their own dates may say that they are published now.
func (s *sources) opening() {
	for _, key := range s.g.kept.rereads {
		s.Reviews.Reread(key)
	}
	due := s.Reviews.Due()
	s.Reviews.Load(due...)
	for _, key := range due {
		switch r := s.Reviews.Stored(key); {
		case r.Key == "" || r.Published || !r.Gone.IsZero() || r.Wake.IsZero():
		case r.Wake.After(s.Now): // due for another reason
			s.Opens[key] = r.Wake
		default:
			s.Reviews.Reread(key)
		}
	}
}

// sourceReading is what one source listed, and what follows from it.
type sourceReading struct {
	match.Documents
	source Source
	vendor *pace.Vendor
	listed sourceListing
	mark   plan.SourceMark // as it is now
	stored []plan.Review
	read   []source.Entry // the documents to be read
	// partial says that something could not be read and must be tried again,
	// anew that the documents are read in another way than they were.
	partial, anew bool
}

// one takes in what changed in one source, unless it lists the same as before.
func (s *sources) one(ctx context.Context, src Source, listed sourceListing) {
	mark, err := s.store.SourceMark(ctx, src.Name)
	s.Fail(err)
	s.wrote[src.Name] = mark.Wrote
	digest := plan.Read(digestOf(listed.entries), src.Reading)
	s.digests[src.Name] = digest
	if unread := mark.Unread; unread != (plan.Unread{}) {
		mark.Unread = plan.Unread{}
		s.mark(mark) // it can be read again
	}
	listed.mark.Unread = plan.Unread{}
	if mark != listed.mark { // somebody worked on it since it was listed
		s.digests[src.Name] = plan.Listed(mark.Digest)
	}
	if s.again[src.Name] = listed.again; listed.again {
		rules := s.rules[src.Name]
		rules.Again = true
		s.rules[src.Name] = rules
		delete(s.g.kept.owed, src.Name)
	}
	if listed.compared == nil && !s.Reviews.RereadsAny() {
		return
	}
	stored, err := s.store.Index(ctx, src.Name)
	if s.Fail(err); s.Err() != nil {
		return
	}
	d := &sourceReading{
		source: src, vendor: s.g.desk().Vendor(aSource, src.Name), listed: listed, mark: mark, stored: stored, anew: src.anew(mark),
		Documents: match.Documents{Source: src.Name, Restricted: src.Restricted, There: map[string]source.Entry{}, Known: atPaths(stored)},
	}
	s.compare(d)
	docs, troubled := s.take(ctx, d)
	whose, waits := d.Recognise(s.Ledger, &s.met, docs)
	for _, path := range slices.Sorted(maps.Keys(waits)) {
		d.partial = true
		s.failed(Failure{Source: src.Name, Path: path, Err: waits[path], Late: s.awaits})
	}
	if s.Err() != nil || s.vanished(d) {
		return
	}
	for _, r := range troubled {
		s.keep(r)
	}
	s.leave(d.Gone)
	s.merge(ctx, d, slices.DeleteFunc(docs, func(doc source.Document) bool { return waits[doc.Path] != nil }), whose)
	next := plan.SourceMark{Source: src.Name, Digest: digest, Wrote: mark.Wrote}
	if d.partial || mark != listed.mark {
		next.Digest, s.digests[src.Name] = plan.Read("", src.Reading), ""
	}
	if next != mark {
		s.mark(next)
	}
}

func digestOf(entries []source.Entry) string {
	var l plan.SourceDigest
	for _, e := range entries {
		problem := ""
		if e.Problem != nil {
			problem = e.Problem.Error()
		}
		l = l.With(e.Path, e.Revision, problem)
	}
	return l.String()
}

// compare tells what of the source's list is known, gone, and to be read.
func (s *sources) compare(d *sourceReading) {
	for _, e := range d.listed.entries {
		d.There[e.Path] = e
	}
	for _, r := range d.stored {
		if _, there := d.There[r.Path]; there {
			continue
		}
		if r.Gone.IsZero() && !d.absent(r) {
			d.partial = true // it may have come since the source was listed
			continue
		}
		d.Gone = append(d.Gone, r)
		if d.listed.again && s.req.Scope.Review(r) {
			s.Reviews.Requeue(r.Key)
		}
	}
	c := choice{source: d.source, scope: s.req.Scope, again: d.listed.again, anew: d.anew, also: s.Reviews.Rereads}
	d.read = c.of(d.listed.entries, d.Known)
}

// absent tells whether a review that was not listed was known when that began.
func (d *sourceReading) absent(r plan.Review) bool {
	if d.listed.compared == nil {
		return d.mark == d.listed.mark
	}
	was, known := d.listed.compared.was[r.Key]
	return known && !d.listed.compared.moved && was == version{r.Path, r.Revision, r.Gone}
}

// take takes what was read of the documents that changed. Where the source wanted
// to be left alone meanwhile, it is the source that can't be read, and no document.
func (s *sources) take(ctx context.Context, d *sourceReading) (out []source.Document, troubled []plan.Review) {
	read := s.documents(ctx, d)
	s.opened += len(read)
	var limited error
	for _, e := range d.read {
		switch r, ok := read[e.Path]; {
		case !ok:
			d.partial = true
		case !source.Until(r.err).IsZero():
			d.partial, limited = true, r.err
			if known, is := d.Known[e.Path]; is && d.anew {
				troubled = append(troubled, s.unsure(d, known))
			}
		case r.err == nil:
			out = append(out, *r.doc)
		case errors.Is(r.err, source.ErrGone):
			d.partial = true
			if known, is := d.Known[e.Path]; is && d.anew {
				troubled = append(troubled, s.unsure(d, known))
			}
		default:
			troubled = append(troubled, s.unreadable(d, e, r.err))
		}
	}
	if limited != nil {
		s.unread[d.source.Name] = true
		s.stale(d.source, limited)
	}
	return out, troubled
}

// unreadable keeps what is known of a review that can't be read: what can't
// be read is not absent.
func (s *sources) unreadable(d *sourceReading, e source.Entry, err error) plan.Review {
	r, known := d.Known[e.Path]
	if !known {
		r = plan.Review{
			Key: review.KeyOf(s.Instance, d.Source, e.Path), Source: d.Source, Path: e.Path, Access: plan.Access{Restricted: d.Restricted != nil},
			Said: plan.Said{Title: e.Path}, // restricted, since what can't be read may be
		}
	}
	if known && d.anew {
		r = s.unsure(d, r) // before anything is told of it
	}
	if errors.Is(err, source.ErrAwaited) {
		s.Awaited[r.Key] = err.Error()
	} else {
		s.failed(Failure{Source: d.Source, Path: e.Path, Name: r.LogName(), Err: err})
	}
	d.partial = d.partial || !errors.Is(err, source.ErrUnreadable)
	if errors.Is(err, source.ErrUnreadable) {
		r.Revision = e.Revision
	}
	if r.Problem != err.Error() {
		r.Problem = err.Error()
		s.Log.Review(r, "unreadable", r.Logged(r.Problem))
	}
	return r
}

// unsure is what counts of a known review that can't be read, while what was
// read of it was read in another way: it may be a draft now, and restricted.
func (s *sources) unsure(d *sourceReading, r plan.Review) plan.Review {
	const why = "it can't be read, and the configuration reads reviews in another way now"
	r.Revision = "" // to be read when it can be
	if d.Restricted != nil && !r.Restricted {
		r.Restricted = true
		s.Log.Review(r, "restricted", why)
	}
	if r.Published {
		r.Published = false
		s.Log.Review(r, "taken back", why)
	}
	return r
}

// vanished tells whether more than half of a source's reviews are gone: such
// a reading is one that failed, for a day or until a person says otherwise.
func (s *sources) vanished(d *sourceReading) bool {
	there, gone := living(slices.Collect(maps.Values(d.Known))), living(d.Gone)
	if gone*2 <= there || s.req.Believe == d.Source || !d.mark.Doubted.IsZero() && s.Now.Sub(d.mark.Doubted) >= plan.DoubtFor {
		return false
	}
	if d.mark.Doubted.IsZero() {
		d.mark.Doubted = s.Now
		d.mark.Source, d.mark.Digest = d.Source, plan.Read("", plan.ReadingOf(d.mark.Digest))
		s.mark(d.mark)
	}
	s.stale(d.source, fmt.Errorf("%d of its %d reviews are gone, which is not believed until %s: %s confirms it",
		gone, there, d.mark.Doubted.Add(plan.DoubtFor).Format(time.RFC3339), review.Command("sync", "--source", d.Source, "--gone")))
	return true
}

func living(records []plan.Review) int {
	n := 0
	for _, r := range records {
		if r.Gone.IsZero() {
			n++
		}
	}
	return n
}

// keep plans a review whose document can't be read, with what it says of it.
func (s *sources) keep(troubled plan.Review) {
	r := s.Reviews.Plan(troubled)
	if troubled.Revision != "" && troubled.Revision != r.Revision {
		r.Unfit = troubled.Revision
	}
	r.Problem, r.Revision, r.Restricted, r.Published = troubled.Problem, troubled.Revision, troubled.Restricted, troubled.Published
}

// leave notes the reviews whose documents are gone.
func (s *sources) leave(gone []plan.Review) {
	for _, stored := range gone {
		if stored.Gone.IsZero() {
			r := s.Reviews.Plan(stored)
			r.Gone = s.Now
			s.Log.Review(*r, "gone", "the document is not there any more: its items are followed silently")
		}
	}
}

// mostCompared is how many comparisons of words one pass begins a further
// document with: a second or two of work, while no source, tracker or signal is
// heeded. What is left is read again in the next pass.
const mostCompared review.Budget = 100_000_000

// merge brings the reviews of the documents that were read up to date.
func (s *sources) merge(ctx context.Context, d *sourceReading, docs []source.Document, whose map[string]plan.Review) {
	keys := make([]review.Key, len(docs))
	for i, doc := range docs {
		keys[i] = whose[doc.Path].Key
	}
	s.Reviews.Load(keys...)
	items := s.Items.Of(keys)
	for i, doc := range docs {
		s.Restored[keys[i]] = match.MissedWriteBack(s.Reviews.Stored(keys[i]), doc)
	}
	claims := match.Holding(s.Ledger, keys)
	for i, doc := range docs {
		r := s.Reviews.Plan(whose[doc.Path])
		told := len(s.Log.Events)
		if err := s.mergeOne(ctx, d, doc, r, items[keys[i]], claims[keys[i]]); err != nil {
			s.Log.Events = s.Log.Events[:told]
			s.broke(d, r, err)
		}
		if s.Err() != nil {
			return
		}
	}
}

// broke leaves a review out of the plan in which something of ours went wrong. Who may
// see what it says now is not known.
func (s *sources) broke(d *sourceReading, r *plan.Review, err error) {
	d.partial = true
	r.Restricted = r.Restricted || d.Restricted != nil
	s.broken[r.Key] = err
}

// mergeOne brings the review of one document up to date. An error means that
// something of ours went wrong with it.
func (s *sources) mergeOne(ctx context.Context, d *sourceReading, doc source.Document, r *plan.Review, items, claims []plan.ItemRow) (err error) {
	defer panics.Into(&err)
	match.Refresh(s.Ledger, r, doc, d.Restricted)
	if !r.Published {
		return nil
	}
	if s.compared > mostCompared { // who may see it and whether it is published counts at once
		r.Revision, d.partial = "", true
		s.Awaited[r.Key] = "more was re-worded at once than one pass compares: its lines are read in the next"
		return nil
	}
	*r = s.proof.Join(*r, doc.Review, identity.Meeting{
		Instance: s.Instance, Now: s.Now, Anonymise: s.g.Mapping.Anonymise, Words: s.g.Mapping.Words, Adopted: items,
		Claims: claims, Spent: &s.compared, Context: ctx, Same: doc.Content != "" && doc.Content == r.ReadFrom.Content,
		Team: func(r plan.Review, k plan.Action) string { return plan.TeamOf(s.g.Mapping, r, k) }, ItemNow: s.Items.Look,
	})
	if s.Err() != nil {
		return nil
	}
	if slices.Contains(s.proof.Undecided(), r.Key) {
		r.Revision, d.partial = "", true
		return nil
	}
	r.ReadFrom = plan.ReadFrom{Content: doc.Content, Reading: d.source.Reading}
	if b := doc.Review.Block; b != nil && b.Review == r.Key && !b.Twin {
		s.metBefore[r.Key] = true
	}
	return nil
}
