package follow

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

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
	sideBySide   = 4
	maxPages     = 100 // of a place; what has more is listed as if for the first time
	maxSitePages = 400
	// maxShown is how many issues a listing shows before the next one begins anew.
	maxShown = 20
)

// Options are what following needs besides an adapter.
type Options struct {
	// Accounts are those that were ours before, as the adapter names accounts:
	// what they made counts as ours.
	Accounts []string
	// Follows tells in which projects items are looked at that are not of our
	// making: the end of a chain of duplicates; nil: in all.
	Follows func(project string) bool
	// Now is this machine's clock; only spans of time are taken by it.
	Now func() time.Time
	Log *slog.Logger
}

// Follower follows the items of an adapter. It may be used by several goroutines
// at once.
type Follower struct {
	o    Options
	a    tracker.Adapter
	site tracker.Site

	mu         sync.Mutex
	known      map[string][]string  // by place: the ids of ours, sorted
	made       map[string][]string  // by place: the ids of what was made since readings showed all
	visited    map[string]time.Time // places to which items were taken, and when
	unreadable map[string]string    // by place: why the last reading saw not all of it
	passes     int
	proof      proof
	sight      sight
}

// New follows the items of an adapter; it asks nobody.
func New(a tracker.Adapter, o Options) *Follower {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Follower{
		o: o, a: a, site: a.Site(), known: map[string][]string{}, made: map[string][]string{},
		visited: map[string]time.Time{}, unreadable: map[string]string{},
	}
}

// Create makes items, but not where the last reading did not see all: they may
// be there already.
func (f *Follower) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	var send []tracker.NewItem
	var at []int
	for i, n := range items {
		if why := f.whyUnreadable(n.Backlog.Project); why != "" {
			err := fmt.Errorf("nothing is made in %s while its items can't be listed: %s", n.Backlog.Project, why)
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
			f.doubt()
		} else if o.Err == nil && !f.site.Whole {
			f.note(o.Item)
		}
		out[at[i]] = o
	}
	return out
}

// note keeps the id of an item that was just made, until a reading shows it.
func (f *Follower) note(it tracker.Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.made[it.Place] = append(f.made[it.Place], it.ID)
}

// shown forgets what was made in a place that a reading showed.
func (f *Follower) shown(r *reading) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.made[r.name] = slices.DeleteFunc(f.made[r.name], func(id string) bool { return r.full || r.met[id] })
}

// allOf are the ids of ours in a place: those that readings showed, and what was
// made since.
func (f *Follower) allOf(p place, name string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := append(slices.Clone(p.Ours), f.made[name]...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Changed lists the items that bear a marker of ours and changed since the
// watermark; "" lists all.
func (f *Follower) Changed(ctx context.Context, backlogs []tracker.Backlog, asked tracker.Asked, since string) (tracker.Changes, error) {
	last, anew := parse(since, f.site.Address, f.site.Whole)
	p := &pass{f: f, last: last, backlogs: backlogs, asked: asked, now: f.o.Now()}
	p.next = mark{Site: last.Site, Places: map[string]place{}, Follows: map[string]string{}}
	p.changes.Anew = anew
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
		if err := f.prove(ctx, tracker.Page{}, proving{absent: len(list) < len(ids)}); err != nil {
			return nil, fmt.Errorf("ask %s who we are: %w", f.site.Address, err)
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
	ours := l.Marker != nil || f.knows(l.Place, l.ID)
	if !ours {
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
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, p := range m.Places {
		f.known[name] = p.Ours
	}
}

// knows tells whether an item of a place was seen to be of ours: people may take
// a marker off.
func (f *Follower) knows(place, id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, found := slices.BinarySearch(f.known[place], id)
	return found
}

// whyUnreadable says why the last reading did not see all of a project's place;
// "": it did.
func (f *Follower) whyUnreadable(project string) string {
	place, ok := f.placeOf(project)
	f.mu.Lock()
	defer f.mu.Unlock()
	if !ok {
		return ""
	}
	return f.unreadable[place]
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
	f.mu.Lock()
	defer f.mu.Unlock()
	if at, known := f.visited[l.Elsewhere]; !known || l.Updated.Before(at) {
		f.visited[l.Elsewhere] = l.Updated
	}
}
