package follow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
)

// pass is one reading of a tracker.
type pass struct {
	f        *Follower
	last     mark
	next     mark
	backlogs []tracker.Backlog
	asked    tracker.Asked
	now      time.Time // this machine's
	readings []reading
	changes  tracker.Changes
}

// queries ask for what there is in each place: the backlogs', and those to which
// items were taken.
func (p *pass) queries() (qs []tracker.Query) {
	if p.f.site.Whole {
		return []tracker.Query{{Backlogs: p.backlogs}}
	}
	lie := map[string][]tracker.Backlog{}
	for _, b := range p.backlogs {
		if name, ok := p.f.placeOf(b.Project); ok {
			lie[name] = append(lie[name], b)
		}
	}
	for name, was := range p.last.Places {
		if _, known := lie[name]; !known && was.Visited && p.f.named(name) == name {
			lie[name] = nil // of no backlog
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lie)) {
		qs = append(qs, tracker.Query{Place: name, Backlogs: lie[name]})
	}
	return qs
}

// read reads all places.
func (p *pass) read(ctx context.Context) error {
	var changed []int
	var qs []tracker.Query
	for n, q := range p.queries() {
		r := reading{
			f: p.f, name: q.Place, place: p.last.Places[q.Place], query: q, asked: p.asked.Oldest(q.Backlogs), end: p.now.Add(firstFor),
		}
		r.place.Ours = slices.Clone(r.place.Ours) // what the last reading knew stays as it was
		p.readings = append(p.readings, r)
		if r.place.Whole {
			changed, qs = append(changed, n), append(qs, r.changed(p.now))
		}
	}
	for n, page := range p.f.a.List(ctx, qs) {
		p.readings[changed[n]].first = &page
	}
	together.Do(len(p.readings), SideBySide, func(n int) { p.readings[n].read(ctx) })
	if p.f.site.Whole {
		if err := p.readings[0].err; err != nil {
			return fmt.Errorf("search %s: %w", p.f.site.Address, err)
		}
		return nil
	}
	return p.judge(ctx)
}

// judge finds the places that could not be read. It is an error where the tracker
// does not know us, and where nothing was seen but trouble.
func (p *pass) judge(ctx context.Context) error {
	why := map[string]error{}
	trouble := -1
	for n, r := range p.readings {
		if r.err == nil {
			continue
		}
		if siteWide(r.err) {
			return fmt.Errorf("list the items of %s: %w", p.f.site.Address, r.err)
		}
		why[r.name], p.changes.Partly = r.err, p.changes.Partly || r.partly()
		if k := tracker.KindOf(r.err); k == tracker.Unknown || k == tracker.Unavailable {
			trouble = n // the tracker did not answer
		}
	}
	if trouble >= 0 && len(why) == len(p.readings) {
		return fmt.Errorf("list the items of %s: %w", p.f.site.Address, p.readings[trouble].err)
	}
	for _, b := range p.backlogs {
		if name, ok := p.f.placeOf(b.Project); !ok || why[name] != nil {
			p.changes.Unreadable[b.Project] = tracker.Unreadable{Err: why[name]}
		}
	}
	before := p.f.unreadable.Swap(why)
	for _, name := range slices.Sorted(maps.Keys(why)) {
		if was := before[name]; was == nil || was.Error() != why[name].Error() {
			p.f.o.Log.WarnContext(ctx, "a place can't be listed", "place", name, "error", why[name])
		}
	}
	return nil
}

// identify asks who we are where anything bears a marker, or is followed.
func (p *pass) identify(ctx context.Context) error {
	r := p.readings
	empty := !slices.ContainsFunc(r, func(r reading) bool { return len(r.items) > 0 })
	marked := slices.ContainsFunc(r, func(r reading) bool { return slices.ContainsFunc(r.items, bears) })
	if !p.f.site.Whole && len(p.last.Follows) == 0 && !marked {
		return nil
	}
	answer := tracker.Page{Known: true}
	whole := false
	if p.f.site.Whole {
		answer, whole = *r[0].first, r[0].full
	}
	var err error
	p.changes.Account, err = p.f.prove(ctx, answer, proving{absent: empty && whole, empty: empty})
	return err
}

// again reads, every tenth time, the items in the state of another one: its
// changes show nowhere else.
func (p *pass) again(ctx context.Context) error {
	due := p.f.passes.Add(1)%followEvery == 0
	maps.Copy(p.next.Follows, p.last.Follows)
	if !due {
		return nil
	}
	var ask []string
	for _, id := range slices.Sorted(maps.Keys(p.last.Follows)) {
		if !slices.ContainsFunc(p.readings, func(r reading) bool { return r.met[id] }) {
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	list, err := p.f.a.Get(ctx, ask)
	if err != nil {
		p.f.o.Log.DebugContext(ctx, "reading duplicates failed", "error", err)
		return nil
	}
	p.readings = append(p.readings, reading{f: p.f, items: list, again: true})
	return nil
}

// take makes items of what was read, and takes down what the next pass needs.
func (p *pass) take(ctx context.Context) error {
	var list []tracker.Listed
	for _, r := range p.readings {
		for _, l := range r.items {
			p.f.moved(l)
			list = append(list, l)
		}
	}
	ends, err := p.f.ends(ctx, list)
	if err == nil {
		err = ends.err
	}
	if err != nil {
		if p.f.site.Whole {
			return fmt.Errorf("read how items of %s ended: %w", p.f.site.Address, err)
		}
		p.f.o.Log.DebugContext(ctx, "reading how items ended failed", "error", err)
	}
	for n := range p.readings {
		r := &p.readings[n]
		mine := list[:len(r.items)]
		list = list[len(r.items):]
		copy(r.items, mine)
		p.takeOne(r, ends)
		if was := p.next.Places[r.name]; err != nil && len(mine) > 0 && !r.again {
			was.ETag = "" // so that the next reading asks for their ends again
			p.next.Places[r.name] = was
		}
	}
	return nil
}

func (p *pass) takeOne(r *reading, ends ending) {
	before, known := p.last.Places[r.name]
	if r.err != nil && !r.partly() {
		if known {
			p.next.Places[r.name] = before
		}
		return
	}
	prints := make([]string, len(r.items))
	for n := range r.items {
		l := &r.items[n]
		p.f.show(l)
		prints[n] = fingerprint(l.Item)
		was, met := before.Seen[l.ID]
		if r.again {
			was.Hash, met = p.next.Follows[l.ID], true
		}
		if r.full || !met || was.Hash != prints[n] {
			p.changes.Items = append(p.changes.Items, l.Item)
		}
		p.next.follow(l.ID, prints[n], ends)
	}
	if !r.again {
		p.leave(r, before.Seen, prints)
	}
}

// leave takes down how a place was left.
func (p *pass) leave(r *reading, had map[string]seen, prints []string) {
	if r.full {
		had = nil
	}
	if !r.quiet {
		r.place.shown(had, r.items, prints, r.at, p.f.site.Whole)
	}
	p.next.Places[r.name] = r.place
	p.f.made.Change(r.name, func(ids []string) []string { // what was shown is among Ours now
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return r.full || r.met[id] })
	})
	if r.full && r.err == nil && !p.f.site.Whole {
		p.changes.Scanned = append(p.changes.Scanned, r.name)
	}
}

// visit lets the next pass read where items were taken. What was taken there
// before that is not looked for.
func (p *pass) visit() {
	for name, at := range p.f.visited.All() {
		_, known := p.next.Places[name]
		if !known && !p.f.site.Whole && p.f.named(name) == name {
			to := place{Whole: true, Visited: true}
			to.begin(at, p.now)
			to.Checked = to.Since
			p.next.Places[name] = to
		}
	}
}
