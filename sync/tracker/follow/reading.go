package follow

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// errPart is the error of a place that is not listed to its end yet.
var errPart = &tracker.Error{Kind: tracker.Throttled, Err: errors.New("its items are still being listed for the first time")}

// errPages is the error of a listing that is longer than any should be.
var errPages = errors.New("the listing has more pages than are read: its paging does not end")

// reading is what one pass read of one place.
type reading struct {
	f     *Follower
	name  string
	query tracker.Query
	place place // as the next pass finds it
	first *tracker.Page
	asked time.Time // when what has no answer was asked for; zero: all has
	end   time.Time // by our own clock: nothing long is begun after it

	items []tracker.Listed // of ours; one that was taken elsewhere, as it is there
	met   map[string]bool  // their ids
	at    time.Time        // the tracker's clock
	quiet bool             // nothing changed
	full  bool             // all of ours are among the items
	again bool             // of no place: those followed elsewhere
	err   error
}

// add takes what is ours of what was listed.
func (r *reading) add(items []tracker.Listed) {
	if r.met == nil {
		r.met = map[string]bool{}
	}
	for _, l := range items {
		if l.Marker == nil && !r.f.knows(r.name, l.ID) {
			continue
		}
		if !r.met[l.ID] {
			r.items = append(r.items, l)
			r.met[l.ID] = true
		}
		if !r.f.site.Whole {
			r.place.keep(l.ID)
		}
	}
}

// partly tells a reading that goes on with the next pass.
func (r *reading) partly() bool { return errors.Is(r.err, errPart) }

// siteWide tells an error that holds for every place: the tracker does not know
// us, or asks us to wait.
func siteWide(err error) bool {
	k := tracker.KindOf(err)
	return k == tracker.Auth || k == tracker.Throttled && !errors.Is(err, errPart)
}

// refused tells an error that asking again does not mend.
func refused(err error) bool {
	k := tracker.KindOf(err)
	return k == tracker.Rejected || k == tracker.NotFound
}

// read reads a place: what changed since it was left, once a day all of ours, and
// the first time everything. Where a creation was asked for and not answered it
// reads what was made since, too.
func (r *reading) read(ctx context.Context) {
	if !r.place.Whole {
		r.err = r.all(ctx)
		return
	}
	r.err = r.window(ctx)
	if errors.Is(r.err, errPages) && !r.f.site.Whole { // so much that it is listed as if for the first time
		r.err = r.anew(ctx)
		return
	}
	unmarked := slices.ContainsFunc(r.items, func(l tracker.Listed) bool { return l.Marker == nil })
	due := r.at.Sub(r.place.Checked) >= daily && r.f.o.Now().Before(r.end)
	if r.err != nil || r.f.site.Whole || !due && !unmarked {
		return
	}
	err := r.check(ctx)
	if errors.Is(err, errPart) || siteWide(err) || errors.Is(err, errUnseen) {
		r.err = err
	} else if err != nil { // what changed is known; all of ours is read with the next pass
		r.f.o.Log.WarnContext(ctx, "the daily reading of a place failed", "place", r.name, "error", err)
	}
}

// anew lists everything, as if nothing had been read there.
func (r *reading) anew(ctx context.Context) error {
	r.place, r.full, r.quiet = place{Visited: r.place.Visited}, false, false
	r.items, r.met = nil, nil
	return r.all(ctx)
}

// one asks for one page, and what time it is there.
func (r *reading) one(ctx context.Context, q tracker.Query) tracker.Page {
	page := r.f.a.List(ctx, []tracker.Query{q})[0]
	r.clock(page)
	return page
}

// clock takes the tracker's clock from a page, or where it tells none ours.
func (r *reading) clock(page tracker.Page) {
	if r.at = page.Now.UTC(); page.Now.IsZero() {
		r.at = r.f.o.Now().UTC()
	}
}

// pages adds what is on a page and on those behind it. It tells how many items were
// shown, and where the listing goes on if it was not read to its end: no more pages
// are read than any should have, and nothing is begun after end; zero: whenever.
func (r *reading) pages(ctx context.Context, q tracker.Query, page tracker.Page, end time.Time) (shown int, next string, err error) {
	for n := 1; page.Err == nil; n++ {
		r.add(page.Items)
		shown += page.Shown
		switch {
		case page.Next == "":
			return shown, "", nil
		case n >= r.f.maxPages(), !end.IsZero() && !r.f.o.Now().Before(end):
			return shown, page.Next, errPages
		}
		q.Next, q.ETag = page.Next, ""
		page = r.f.a.List(ctx, []tracker.Query{q})[0]
	}
	return shown, "", page.Err
}

// rest adds what is on the pages of a question, to their end.
func (r *reading) rest(ctx context.Context, q tracker.Query) error {
	_, _, err := r.pages(ctx, q, r.f.a.List(ctx, []tracker.Query{q})[0], time.Time{})
	return err
}

// maxPages is how many pages one listing has at most.
func (f *Follower) maxPages() int {
	if f.site.Whole {
		return maxSitePages
	}
	return maxPages
}

// all lists everything, as far as it gets: a whole site to its end, a place until
// its time is over. What changes meanwhile the next listing shows.
func (r *reading) all(ctx context.Context) error {
	goesOn := r.place.Next != ""
	err := r.list(ctx)
	if goesOn && err != nil && refused(err) { // it does not go on there any more
		return r.anew(ctx)
	}
	return err
}

func (r *reading) list(ctx context.Context) error {
	q := r.query
	if q.Next = r.place.Next; q.Next == "" {
		identity, err := r.see(ctx, seenFor)
		if err != nil {
			return err
		}
		r.place = place{Identity: identity, Visited: r.place.Visited}
	}
	page := r.one(ctx, q)
	if page.Err != nil {
		return page.Err
	}
	if r.first == nil {
		r.first = &page
	}
	end := r.end
	if r.f.site.Whole {
		end = time.Time{}
	}
	if r.place.Since.IsZero() {
		r.full = true
		r.place.begin(r.at, r.f.o.Now())
		r.place.Checked = r.at
		if r.f.site.Whole {
			r.place.Checked = r.f.o.Now().UTC()
		}
	}
	_, next, err := r.pages(ctx, q, page, end)
	switch {
	case err == nil:
		r.place.Next, r.place.Whole = "", true
	case next != "" && !r.f.site.Whole:
		r.place.Next, err = next, errPart
	}
	return err
}

// changed asks for what changed since the place was left. Relative to the
// tracker's own clock no time zone and no change of one can shift it.
func (r *reading) changed(now time.Time) tracker.Query {
	q := r.query
	q.Since, q.ETag = r.place.Since, r.place.ETag
	back := max(now.Sub(r.place.Here), 0) + overlap
	if r.f.site.Whole && now.Sub(r.place.Checked) >= daily {
		back = max(back, farBack)
		q.Since = now.Add(-back)
	}
	q.Back = minutes(back)
	return q
}

func minutes(d time.Duration) time.Duration {
	return time.Duration(math.Ceil(d.Minutes())+1) * time.Minute
}

// window reads what changed, in one request where nothing did.
func (r *reading) window(ctx context.Context) error {
	now := r.f.o.Now()
	page, q := *r.first, r.changed(now)
	if r.clock(page); page.Err != nil {
		return page.Err
	}
	if again, ok := r.short(q); ok {
		q, page = again, r.one(ctx, again)
		r.first = &page
	}
	shown := page.Shown
	if r.quiet = page.NotModified; !r.quiet {
		r.place.ETag = page.ETag
		var err error
		if shown, _, err = r.pages(ctx, q, page, time.Time{}); err != nil {
			return err
		}
	}
	if err := r.made(ctx); err != nil {
		return err
	}
	if r.f.site.Whole && now.Sub(r.place.Checked) >= daily {
		r.place.Checked = now.UTC()
	}
	if shown > maxShown || r.place.ETag == "" {
		r.place.begin(r.at, now)
		r.quiet = false
	}
	return nil
}

// short tells whether a listing did not go back far enough by the tracker's own
// clock, and what to ask for then.
func (r *reading) short(q tracker.Query) (tracker.Query, bool) {
	if r.f.site.Whole {
		asked := q.Back
		q.Back = minutes(r.at.Sub(r.place.Since))
		return q, q.Back > asked && !r.first.Now.IsZero()
	}
	if !r.at.Before(r.place.Since) {
		return q, false
	}
	// Its clock was set back: what changes now is older than what was seen.
	r.place.begin(r.at, r.f.o.Now())
	r.place.Checked = time.Time{}
	q.Since, q.ETag = r.place.Since, ""
	return q, true
}

// made reads, where a creation has no answer, what was made since.
func (r *reading) made(ctx context.Context) error {
	if r.asked.IsZero() || r.f.site.Whole {
		return nil
	}
	from := r.place.Since
	if theirs := r.asked.Add(r.at.Sub(r.f.o.Now())); theirs.Before(from) {
		from = theirs
	}
	r.quiet = false
	return r.madeSince(ctx, from.Add(-madeBefore))
}

// madeSince reads what was made in a place since a moment.
func (r *reading) madeSince(ctx context.Context, from time.Time) error {
	q := tracker.Query{Place: r.name, Backlogs: r.query.Backlogs, Since: from, Made: true}
	return r.rest(ctx, q)
}

// check reads all of ours again by their ids, so that what is gone shows, and what
// was made since the last time, so that what no listing showed does.
func (r *reading) check(ctx context.Context) error {
	identity, err := r.see(ctx, 0)
	switch {
	case err != nil:
		return err
	case r.place.Identity != "" && identity != r.place.Identity: // another one has its name now
		r.f.know(mark{Places: map[string]place{r.name: {}}})
		return r.anew(ctx)
	}
	if err := r.madeSince(ctx, r.place.Checked.Add(-madeBefore)); err != nil {
		return err
	}
	ids := slices.Concat(r.place.Ours, r.f.made.Get(r.name))
	slices.Sort(ids)
	found, err := r.f.a.Get(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	r.full, r.quiet, r.items = true, false, found
	r.place.Identity, r.place.Ours = identity, nil
	for _, l := range found {
		if l.Elsewhere == "" {
			r.place.keep(l.ID)
		}
	}
	r.place.begin(r.at, r.f.o.Now())
	r.place.Checked = r.at
	return nil
}
