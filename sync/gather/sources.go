package gather

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// sources asks the sources for what changed, and brings the reviews in the
// ledger up to date. One that fails stops no other.
type sources struct {
	*ledger.Ledger
	g      *Gatherer
	store  SourceStore
	req    Request
	proof  *match.Proof
	failed func(Failure)
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
}

func newSources(l *ledger.Ledger, g *Gatherer, req Request, proof *match.Proof, failed func(Failure)) *sources {
	return &sources{
		Ledger: l, g: g, store: g.Store, req: req, proof: proof, failed: failed,
		met:   match.Sources{Entries: map[string][]source.Entry{}, Words: g.Mapping.Words},
		rules: map[string]plan.SourceRules{}, wrote: map[string]time.Time{}, digests: map[string]string{}, metBefore: map[review.Key]bool{},
	}
}

// list lists every source and reads what changed.
func (s *sources) list(ctx context.Context) {
	errs := make([]error, len(s.g.Sources))
	entries := make([][]source.Entry, len(s.g.Sources))
	var wg sync.WaitGroup
	for i, src := range s.g.Sources {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			entries[i], errs[i] = src.List(ctx)
		})
	}
	wg.Wait()
	for i, src := range s.g.Sources {
		s.met.Entries[src.Name] = entries[i]
		if errs[i] != nil {
			s.met.Unreadable = append(s.met.Unreadable, src.Name)
		}
	}
	s.opening()
	for i, src := range s.g.Sources {
		s.rules[src.Name] = src.Rules
		if errs[i] != nil {
			s.stale(src, errs[i])
			continue
		}
		if s.one(ctx, src, entries[i]); s.Err() != nil {
			return
		}
	}
}

// opening has the documents read of reviews that are not published and have come
// due: their own dates may say that they are published now.
func (s *sources) opening() {
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

func (s *sources) stale(src Source, err error) {
	rules, told := src.Rules, tellable(src, err)
	rules.Stale = fmt.Sprintf("%s can't be read: %v", src.Name, told)
	s.rules[src.Name] = rules
	s.failed(Failure{Source: src.Name, Err: err, Told: told})
}

// tellable is what is told of a source that can't be listed to who may read less
// than all reviews: not which place below the source's folder it was, where some
// may be restricted.
func tellable(s Source, err error) error {
	var in *fs.PathError
	if s.Restricted == nil || !errors.As(err, &in) || filepath.IsAbs(in.Path) { // the source's own folder
		return err
	}
	return fmt.Errorf("list source %s: something below its folder can't be read, `followthrough plan` says what: %w", s.Name, in.Err)
}

// sourceReading is what one source listed, and what follows from it.
type sourceReading struct {
	match.Documents
	source Source
	mark   plan.SourceMark
	read   []source.Entry // the documents to be read
	// partial says that something could not be read and must be tried again,
	// anew that the documents are read in another way than they were.
	partial, anew bool
}

// one reads what changed in one source, unless it lists the same as before.
func (s *sources) one(ctx context.Context, src Source, entries []source.Entry) {
	mark, err := s.store.SourceMark(ctx, src.Name)
	s.Fail(err)
	s.wrote[src.Name] = mark.Wrote
	digest := plan.Read(digestOf(entries), src.Reading)
	s.digests[src.Name] = digest
	again := s.req.Again && (s.req.Scope.Source == "" || s.req.Scope.Source == src.Name)
	if digest == mark.Digest && !again && !s.Reviews.RereadsAny() {
		return
	}
	stored, err := s.store.Index(ctx, src.Name)
	if s.Fail(err); s.Err() != nil {
		return
	}
	d := &sourceReading{source: src, mark: mark, anew: plan.ReadingOf(mark.Digest) != src.Reading, Documents: match.Documents{
		Source: src.Name, Restricted: src.Restricted, There: map[string]source.Entry{}, Known: map[string]plan.Review{},
	}}
	s.compare(d, entries, stored, again)
	docs, troubled := s.read(ctx, d)
	whose, waits := d.Recognise(s.Ledger, &s.met, docs)
	for _, path := range slices.Sorted(maps.Keys(waits)) {
		d.partial = true
		s.failed(Failure{Source: src.Name, Path: path, Err: waits[path]})
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
	if d.partial {
		next.Digest, s.digests[src.Name] = plan.Read("", src.Reading), ""
	}
	if next != mark {
		s.marks = append(s.marks, next)
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
func (s *sources) compare(d *sourceReading, entries []source.Entry, stored []plan.Review, again bool) {
	for _, e := range entries {
		d.There[e.Path] = e
	}
	for _, r := range stored {
		if old, ok := d.Known[r.Path]; !ok || !old.Gone.IsZero() { // else another record was once at this path
			d.Known[r.Path] = r
		}
		if _, there := d.There[r.Path]; there {
			continue
		}
		d.Gone = append(d.Gone, r)
		if again && s.req.Scope.Review(r) {
			s.Reviews.Requeue(r.Key)
		}
	}
	s.toRead(d, entries, again)
}

// toRead picks the documents that are not as they were read last, or that are
// asked for again.
func (s *sources) toRead(d *sourceReading, entries []source.Entry, again bool) {
	for _, e := range entries {
		r, known := d.Known[e.Path]
		asked := again && s.req.Scope.Review(plan.Review{Source: d.Source, Path: e.Path}) || s.Reviews.Rereads(r.Key)
		if !known || r.Revision != e.Revision || !r.Gone.IsZero() || asked || d.anew {
			d.read = append(d.read, e)
		}
	}
}

// read reads the documents that changed, a few at a time.
func (s *sources) read(ctx context.Context, d *sourceReading) (out []source.Document, troubled []plan.Review) {
	docs := make([]*source.Document, len(d.read))
	errs := make([]error, len(d.read))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 4)
	for i, e := range d.read {
		if e.Problem != nil {
			errs[i] = unreadable(e.Problem)
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			docs[i], errs[i] = readOne(ctx, d.source, e)
			if s.g.Progress != nil {
				s.g.Progress()
			}
		})
	}
	wg.Wait()
	s.opened += len(d.read)
	for i, e := range d.read {
		switch err := errs[i]; {
		case err == nil:
			out = append(out, *docs[i])
		case errors.Is(err, source.ErrGone):
			d.partial = true
			if r, known := d.Known[e.Path]; known && d.anew {
				troubled = append(troubled, s.unsure(d, r))
			}
		default:
			troubled = append(troubled, s.unreadable(d, e, err))
		}
	}
	return out, troubled
}

func unreadable(problem error) error {
	if errors.Is(problem, source.ErrUnreadable) {
		return problem
	}
	return fmt.Errorf("%w: %w", source.ErrUnreadable, problem)
}

// readOne reads a document. Documents are written by anybody: one that makes
// the reading panic is one that can't be read, and stops no other.
func readOne(ctx context.Context, s Source, e source.Entry) (doc *source.Document, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			doc, err = nil, fmt.Errorf("%w: reading it went wrong (%v): please report this", source.ErrUnreadable, cause)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	read, err := s.Read(ctx, e)
	return &read, err
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
	if gone*2 <= there || s.req.Believe == d.Source || !d.mark.Doubted.IsZero() && s.Now.Sub(d.mark.Doubted) >= 24*time.Hour {
		return false
	}
	if d.mark.Doubted.IsZero() {
		d.mark.Doubted = s.Now
		d.mark.Source, d.mark.Digest = d.Source, plan.Read("", plan.ReadingOf(d.mark.Digest))
		s.marks = append(s.marks, d.mark)
	}
	s.stale(d.source, fmt.Errorf("%d of its %d reviews are gone, which is not believed until %s: %s confirms it",
		gone, there, d.mark.Doubted.Add(24*time.Hour).Format(time.RFC3339), review.Command("sync", "--source", d.Source, "--gone")))
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
		match.Refresh(s.Ledger, r, doc, d.Restricted)
		if !r.Published {
			continue
		}
		if s.compared > mostCompared { // who may see it and whether it is published counts at once
			r.Revision, d.partial = "", true
			s.Awaited[r.Key] = "more was re-worded at once than one pass compares: its lines are read in the next"
			continue
		}
		*r = s.proof.Join(*r, doc.Review, identity.Meeting{
			Instance: s.Instance, Now: s.Now, Anonymise: s.g.Mapping.Anonymise, Words: s.g.Mapping.Words, Adopted: items[keys[i]],
			Claims: claims[keys[i]], Spent: &s.compared, Context: ctx,
			Team: func(r plan.Review, k plan.Action) string { return plan.TeamOf(s.g.Mapping, r, k) }, ItemNow: s.Items.Look,
		})
		if s.Err() != nil {
			return
		}
		if b := doc.Review.Block; b != nil && b.Review == r.Key && !b.Twin {
			s.metBefore[r.Key] = true
		}
	}
}
