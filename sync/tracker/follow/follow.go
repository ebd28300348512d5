package follow

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Each listing reaches back over what may become visible late; once a day all of
// ours is read again, or looked far back for.
const (
	overlap    = 5 * time.Minute
	remember   = 15 * time.Minute // longer than two overlaps: what two listings meet
	madeBefore = time.Hour        // how far back before a creation what was made is listed
	daily      = 24 * time.Hour
	farBack    = 25 * time.Hour
)

// How long first listings and daily readings may take of one pass, how many
// places are read side by side, and how many pages one listing has at most.
const (
	firstFor     = time.Minute
	SideBySide   = 4
	maxPages     = 100 // of a place; what has more is listed as if for the first time
	maxSitePages = 400
	// maxShown is how many issues a listing shows before the next one begins anew.
	maxShown = 20
)

// Follower follows the items of an adapter. It may be used by several goroutines
// at once.
type Follower struct {
	o    tracker.Options
	a    tracker.Adapter
	site tracker.Site

	known      together.Map[string, []string]  // by place: the ids of ours, sorted
	made       together.Map[string, []string]  // by place: the ids of what was made since readings showed all
	visited    together.Map[string, time.Time] // places to which items were taken, and when
	unreadable together.Map[string, error]     // by place: why the last reading saw not all of it
	passes     atomic.Int64
	doubted    atomic.Int64 // when an answer was last lost, in nanoseconds since 1970: what follows from absence matters then
	mu         sync.Mutex   // over what follows
	proof      proof
	sight      sight
}

// New follows the items of an adapter, by options that Of gave; it asks nobody.
func New(a tracker.Adapter, o tracker.Options) *Follower {
	return &Follower{o: o, a: a, site: a.Site()}
}

// Settle is how long after a lost answer nothing is concluded.
func (f *Follower) Settle() time.Duration { return cmp.Or(f.o.Settle, tracker.DefaultSettle) }

// Create makes items, but not where the last reading did not see all: they may
// be there already.
func (f *Follower) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	var send []tracker.NewItem
	var at []int
	for i, n := range items {
		place, _ := f.placeOf(n.Backlog.Project)
		if why := f.unreadable.Get(place); why != nil {
			err := fmt.Errorf("nothing is made in %s while its items can't be listed: %s", n.Backlog.Project, why.Error())
			out[i].Err = &tracker.Error{Kind: tracker.Throttled, Err: err}
			continue
		}
		send, at = append(send, n), append(at, i)
	}
	if len(send) == 0 {
		return out
	}
	for i, o := range f.a.Create(ctx, send) {
		if o.Err != nil && tracker.KindOf(o.Err) == tracker.Unknown {
			f.doubted.Store(f.o.Now().UnixNano())
		} else if o.Err == nil && !f.site.Whole { // kept until a reading shows it
			f.made.Change(o.Item.Place, func(ids []string) []string { return append(slices.Clip(ids), o.Item.ID) })
		}
		out[at[i]] = o
	}
	return out
}

// Changed lists the items that bear a marker of ours and changed since the
// watermark; "" lists all.
func (f *Follower) Changed(ctx context.Context, backlogs []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	last, anew := parse(since, f.site.Address, f.site.Whole)
	p := &pass{f: f, last: last, backlogs: backlogs, asked: asked, now: f.o.Now()}
	p.next = mark{Site: last.Site, Places: map[string]place{}, Follows: map[string]string{}}
	p.changes = tracker.Changes{Anew: anew, Unreadable: map[string]tracker.Unreadable{}}
	f.know(last)
	for _, step := range []func(context.Context) error{p.read, p.unseen, p.identify, p.again, p.take} {
		if err := step(ctx); err != nil {
			return tracker.Changes{}, err
		}
	}
	f.know(p.next)
	p.visit()
	p.changes.Watermark = p.next.String()
	return p.changes, nil
}

// Get reads items by id. Absence is believed only of a tracker that knows us.
func (f *Follower) Get(ctx context.Context, ids []string) ([]tracker.Item, error) {
	list, err := f.a.Get(ctx, ids)
	if err != nil || len(list) == 0 && len(ids) == 0 {
		return nil, err
	}
	if len(list) < len(ids) && f.site.Whole || slices.ContainsFunc(list, bears) {
		if _, err := f.prove(ctx, tracker.Page{}, proving{absent: len(list) < len(ids)}); err != nil {
			return nil, err
		}
	}
	for _, l := range list {
		f.moved(l)
	}
	ends, err := f.ends(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("read how items of %s ended: %w", f.site.Address, err)
	}
	var out []tracker.Item
	for n := range list {
		f.show(&list[n])
		out = append(out, list[n].Item)
	}
	return out, ends.err
}

// bears tells whether an item bears a marker.
func bears(l tracker.Listed) bool { return l.Marker != nil }

// show makes of an item as it is listed one as it counts: its marker where we made
// it, a claim where somebody else did; and its place only where a listing of that
// place would show it.
func (f *Follower) show(l *tracker.Listed) {
	if l.Marker == nil && !f.knows(l.Place, l.ID) {
		l.Place = ""
	}
	if m := l.Marker; m != nil && !f.mine(l.By) {
		l.Marker, l.Claim = nil, &tracker.Claim{Marker: *m, By: l.By}
	}
}

// mine tells whether an account is ours, or was; where a tracker keeps none all
// that bear a marker count, as far as Item.Unproven lets them.
func (f *Follower) mine(by string) bool {
	if _, keeps := f.a.(tracker.Accounts); !keeps {
		return true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return by != "" && (by == f.proof.me || slices.Contains(f.o.Accounts, by))
}

// know takes the ids of ours from a watermark.
func (f *Follower) know(m mark) {
	for name, p := range m.Places {
		f.known.Put(name, p.Ours)
	}
}

// knows tells whether an item of a place was seen to be of ours: people may take
// a marker off.
func (f *Follower) knows(place, id string) bool {
	_, found := slices.BinarySearch(f.known.Get(place), id)
	return found
}

// placeOf is the place in which a project is listed; false: there can be none.
func (f *Follower) placeOf(project string) (string, bool) {
	if p, ok := f.a.(tracker.Placed); ok {
		return p.Place(project)
	}
	return project, !f.site.Whole
}

// named is the place that a name means now.
func (f *Follower) named(name string) string {
	if p, ok := f.a.(tracker.Placed); ok {
		return p.Named(name)
	}
	return name
}

// moved takes down that an item of ours was taken to another place.
func (f *Follower) moved(l tracker.Listed) {
	if l.Elsewhere == "" || l.Marker == nil {
		return
	}
	f.visited.Change(l.Elsewhere, func(at time.Time) time.Time {
		if at.IsZero() || l.Updated.Before(at) {
			return l.Updated
		}
		return at
	})
}
