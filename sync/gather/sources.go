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

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// sources lists every source and reads what changed; one that fails stops no
// other.
func (p *pass) sources(ctx context.Context) error {
	type answer struct {
		entries []source.Entry
		err     error
	}
	answers := make([]answer, len(p.g.Sources))
	var wg sync.WaitGroup
	for i, s := range p.g.Sources {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			entries, err := s.List(ctx)
			answers[i] = answer{entries, err}
		})
	}
	wg.Wait()
	for i, s := range p.g.Sources {
		p.entries[s.Name] = answers[i].entries
		if answers[i].err != nil {
			p.blindSources = append(p.blindSources, s.Name)
		}
	}
	if err := errors.Join(p.rereads(ctx), p.opening(ctx)); err != nil {
		return err
	}
	for i, s := range p.g.Sources {
		p.in.Sources[s.Name] = s.Rules
		if err := answers[i].err; err != nil {
			p.stale(s, err)
			continue
		}
		if err := p.source(ctx, s, answers[i].entries); err != nil {
			return err
		}
	}
	return nil
}

// rereads are the known reviews for which an item came up that no action of
// theirs has: only their document tells which one it is.
func (p *pass) rereads(ctx context.Context) error {
	for id := range p.fresh {
		row := p.rows[id]
		if _, ok := p.found[row.Marker.Action]; ok {
			continue
		}
		r, ok, err := p.g.Store.Action(ctx, row.Marker.Action)
		if err != nil {
			return err
		}
		if ok {
			p.dirty[r.Key] = true
		} else {
			p.again[row.Marker.Review] = true
		}
	}
	return nil
}

// opening are the reviews that are not published and have come due: their own
// dates may say that they are published now.
func (p *pass) opening(ctx context.Context) error {
	due := slices.Sorted(maps.Keys(p.dirty))
	err := p.fetch(ctx, due)
	for _, key := range due {
		switch r := p.before[key]; {
		case r.Key == "" || r.Published || !r.Gone.IsZero() || r.Wake.IsZero():
		case r.Wake.After(p.now): // due for another reason
			p.in.Opens[key] = r.Wake
		default:
			p.again[key] = true
		}
	}
	return err
}

func (p *pass) stale(s Source, err error) {
	rules, told := s.Rules, listed(s, err)
	rules.Stale = fmt.Sprintf("%s can't be read: %v", s.Name, told)
	p.in.Sources[s.Name] = rules
	p.failures = append(p.failures, Failure{Source: s.Name, Err: err, Told: told})
}

// listed is what is told of a failed listing to who may read less than all
// reviews: not which place below the source's folder it was, where some may be
// restricted.
func listed(s Source, err error) error {
	var in *fs.PathError
	if s.Restricted == nil || !errors.As(err, &in) || filepath.IsAbs(in.Path) { // the source's own folder
		return err
	}
	return fmt.Errorf("list source %s: something below its folder can't be read, `followthrough plan` says what: %w", s.Name, in.Err)
}

// diff is one source's listing beside what the store knows.
type diff struct {
	source  Source
	entries map[string]source.Entry
	index   map[string]plan.Review // by path, without actions
	// read are the documents to be read, gone the records without a document,
	// those that were gone before among them.
	read []source.Entry
	gone []plan.Review
	mark plan.SourceMark
	// partial says that something could not be read and must be tried again.
	partial bool
	// anew says that the documents are read in another way than they were.
	anew bool
}

func (p *pass) source(ctx context.Context, s Source, entries []source.Entry) error {
	mark, err := p.g.Store.SourceMark(ctx, s.Name)
	if err != nil {
		return err
	}
	p.in.Wrote[s.Name] = mark.Wrote
	digest := plan.Read(listingDigest(entries), s.Reading)
	p.listings[s.Name] = digest
	again := p.req.Again && (p.req.Scope.Source == "" || p.req.Scope.Source == s.Name)
	if digest == mark.Listing && !again && len(p.again) == 0 {
		return nil
	}
	d := &diff{source: s, entries: map[string]source.Entry{}, index: map[string]plan.Review{}, mark: mark, anew: plan.ReadingOf(mark.Listing) != s.Reading}
	records, err := p.g.Store.Index(ctx, s.Name)
	if err != nil {
		return err
	}
	d.fill(p, entries, records, again)
	docs, troubled := p.read(ctx, d)
	whose := p.recognise(ctx, d, docs)
	if p.err != nil || p.vanished(d) {
		return p.err
	}
	docs = slices.DeleteFunc(docs, func(doc source.Document) bool { return whose[doc.Path].Key == "" }) // they wait
	for _, r := range troubled {
		p.keep(ctx, r)
	}
	p.leave(ctx, d)
	if err := p.merge(ctx, d, docs, whose); err != nil {
		return err
	}
	next := plan.SourceMark{Source: s.Name, Listing: digest, Wrote: mark.Wrote}
	if d.partial {
		next.Listing, p.listings[s.Name] = plan.Read("", s.Reading), ""
	}
	if next != mark {
		p.changes.Sources = append(p.changes.Sources, next)
	}
	return nil
}

func listingDigest(entries []source.Entry) string {
	var l plan.Listing
	for _, e := range entries {
		problem := ""
		if e.Problem != nil {
			problem = e.Problem.Error()
		}
		l = l.With(e.Path, e.Revision, problem)
	}
	return l.String()
}

// fill tells what of the listing is new, changed or gone.
func (d *diff) fill(p *pass, entries []source.Entry, records []plan.Review, again bool) {
	for _, e := range entries {
		d.entries[e.Path] = e
	}
	for _, r := range records {
		if old, ok := d.index[r.Path]; !ok || !old.Gone.IsZero() { // else another record was once at this path
			d.index[r.Path] = r
		}
	}
	for _, r := range records {
		if _, ok := d.entries[r.Path]; ok {
			continue
		}
		d.gone = append(d.gone, r)
		if again && p.req.Scope.Review(r) {
			p.dirty[r.Key] = true
		}
	}
	d.toRead(p, entries, again)
}

// toRead picks the documents that are not as they were read last, or that are
// asked for again.
func (d *diff) toRead(p *pass, entries []source.Entry, again bool) {
	for _, e := range entries {
		r, known := d.index[e.Path]
		here := plan.Review{Source: d.source.Name, Path: e.Path}
		asked := again && p.req.Scope.Review(here) || p.again[r.Key]
		if !known || r.Revision != e.Revision || !r.Gone.IsZero() || asked || d.anew {
			d.read = append(d.read, e)
		}
	}
}

// read reads the documents that changed, a few at a time.
func (p *pass) read(ctx context.Context, d *diff) (out []source.Document, troubled []plan.Review) {
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
			if p.g.Progress != nil {
				p.g.Progress()
			}
		})
	}
	wg.Wait()
	p.opened += len(d.read)
	for i, e := range d.read {
		switch err := errs[i]; {
		case err == nil:
			out = append(out, *docs[i])
		case errors.Is(err, source.ErrGone):
			d.partial = true
			if r, known := d.index[e.Path]; known && d.anew {
				troubled = append(troubled, p.unsure(d, r))
			}
		default:
			troubled = append(troubled, p.unreadable(d, e, err))
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
func (p *pass) unreadable(d *diff, e source.Entry, err error) plan.Review {
	r, known := d.index[e.Path]
	if !known {
		r = plan.Review{
			Key: review.KeyOf(p.g.Instance, d.source.Name, e.Path), Source: d.source.Name, Path: e.Path, Title: e.Path,
			Restricted: d.source.Restricted != nil, // what can't be read may be
		}
	}
	if known && d.anew {
		r = p.unsure(d, r) // before anything is told of it
	}
	if errors.Is(err, source.ErrAwaited) {
		p.in.Awaited[r.Key] = err.Error()
	} else {
		p.failures = append(p.failures, Failure{Source: d.source.Name, Path: e.Path, Name: r.LogName(), Err: err})
	}
	d.partial = d.partial || !errors.Is(err, source.ErrUnreadable)
	if errors.Is(err, source.ErrUnreadable) {
		r.Revision = e.Revision
	}
	if r.Problem != err.Error() {
		r.Problem = err.Error()
		p.event(r, "unreadable", r.Logged(r.Problem))
	}
	return r
}

// unsure is what counts of a known review that can't be read, while what was
// read of it was read in another way: it may be a draft now, and restricted.
func (p *pass) unsure(d *diff, r plan.Review) plan.Review {
	r.Revision = "" // to be read when it can be
	if d.source.Restricted != nil && !r.Restricted {
		r.Restricted = true
		p.event(r, "restricted", "it can't be read, and the configuration reads reviews in another way now")
	}
	if r.Published {
		r.Published = false
		p.event(r, "taken back", "it can't be read, and the configuration reads reviews in another way now")
	}
	return r
}

// vanished tells whether more than half of a source's reviews are gone: such
// a reading is one that failed, for a day or until a person says otherwise.
func (p *pass) vanished(d *diff) bool {
	there, gone := living(slices.Collect(maps.Values(d.index))), living(d.gone)
	if gone*2 <= there || p.req.Believe == d.source.Name {
		return false
	}
	if !d.mark.Doubted.IsZero() && p.now.Sub(d.mark.Doubted) >= 24*time.Hour {
		return false
	}
	if d.mark.Doubted.IsZero() {
		d.mark.Doubted = p.now
		d.mark.Source, d.mark.Listing = d.source.Name, plan.Read("", plan.ReadingOf(d.mark.Listing))
		p.changes.Sources = append(p.changes.Sources, d.mark)
	}
	p.stale(d.source, fmt.Errorf("%d of its %d reviews are gone, which is not believed until %s: %s confirms it",
		gone, there, d.mark.Doubted.Add(24*time.Hour).Format(time.RFC3339), review.Command("sync", "--source", d.source.Name, "--gone")))
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
