package github

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/tracker"
)

// How many repositories are looked at side by side, and how long first
// listings and daily checks may take of one pass.
const (
	sideBySide = 4
	firstFor   = time.Minute
)

// Changed lists what bears a marker of ours and changed since the watermark,
// by one conditional listing for each repository: where nothing changed GitHub
// counts it for nothing, which no search across repositories can say, and a
// search shows what its index has seen.
func (t *Tracker) Changed(ctx context.Context, backlogs []tracker.Backlog, since string) (tracker.Changes, error) {
	last, anew := parseMark(since, t.client.Site())
	names, asked := t.places(backlogs, last), t.asked(backlogs)
	t.know(last)
	looks := make([]look, len(names))
	end := t.o.Now().Add(firstFor)
	each(len(names), func(n int) { looks[n] = t.look(ctx, names[n], last.Places[names[n]], asked[names[n]], end) })
	blind, err := t.judge(ctx, names, looks)
	if err != nil {
		return tracker.Changes{}, fmt.Errorf("list the issues of %s: %w", t.client.Site(), asError(err))
	}
	me := ""
	if slices.ContainsFunc(looks, func(l look) bool { return t.bears(l.issues) }) || len(last.Follows) > 0 {
		if me, err = t.identify(ctx); err != nil {
			return tracker.Changes{}, err
		}
	}
	changes := tracker.Changes{Anew: anew, Blind: projectsOf(backlogs, blind), Account: me}
	next := mark{Site: last.Site, Places: map[string]place{}, Follows: maps.Clone(last.Follows)}
	t.take(ctx, names, looks, last, &next, &changes)
	t.refollow(ctx, &next, &changes)
	changes.Watermark = next.String()
	return changes, nil
}

// places are the repositories to look at: the backlogs', and those to which
// issues were taken.
func (t *Tracker) places(backlogs []tracker.Backlog, last mark) []string {
	var names []string
	for _, b := range backlogs {
		if issues.CheckRepository(b.Project) == nil {
			names = append(names, t.belongs(b.Project))
		}
	}
	for name, p := range last.Places {
		if p.Visited && t.called(name) == name {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// asked is, by repository, when the oldest creation without an answer was
// asked for.
func (t *Tracker) asked(backlogs []tracker.Backlog) map[string]time.Time {
	out := map[string]time.Time{}
	for _, b := range backlogs {
		if b.Asked.IsZero() || issues.CheckRepository(b.Project) != nil {
			continue
		}
		name := t.called(b.Project)
		if at, ok := out[name]; !ok || b.Asked.Before(at) {
			out[name] = b.Asked
		}
	}
	return out
}

// each does something for 0 to n-1, a few side by side.
func each(n int, do func(int)) {
	var wg sync.WaitGroup
	turns := make(chan struct{}, sideBySide)
	for i := range n {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			do(i)
		})
	}
	wg.Wait()
}

// take makes items of what was seen, and takes down what the next look needs.
func (t *Tracker) take(ctx context.Context, names []string, looks []look, last mark, next *mark, changes *tracker.Changes) {
	var list []shown
	for n, l := range looks {
		for k, i := range l.issues {
			list = append(list, t.show(i, issues.At(names[n], l.as[k]).ID()))
		}
	}
	whole := true
	if err := t.settle(ctx, list); err != nil {
		whole = false
		t.o.Log.DebugContext(ctx, "reading how issues ended failed", "error", err)
	}
	for n, l := range looks {
		mine := list[:len(l.issues)]
		list = list[len(l.issues):]
		t.takeOne(names[n], l, mine, last, next, changes)
		if p := next.Places[names[n]]; !whole && len(mine) > 0 {
			p.ETag = "" // so that the next look asks for their ends again
			next.Places[names[n]] = p
		}
	}
	t.know(*next)
	t.visit(next)
}

func (t *Tracker) takeOne(name string, l look, list []shown, last mark, next *mark, changes *tracker.Changes) {
	before, known := last.Places[name]
	if l.err != nil && !errors.Is(l.err, errPart) {
		if known {
			next.Places[name] = before
		}
		return
	}
	p := l.place
	seen := map[int]string{}
	if !l.full && p.Since.Equal(before.Since) {
		maps.Copy(seen, before.Seen)
	}
	for k, s := range list {
		print := fingerprint(s.item)
		if l.full || before.Seen[l.as[k]] != print {
			changes.Items = append(changes.Items, s.item)
		}
		delete(seen, l.as[k])
		if !s.issue.Updated.Before(p.Since) {
			seen[l.as[k]] = print
		}
		next.follow(s, print)
	}
	p.Seen = nil
	if len(seen) > 0 {
		p.Seen = seen
	}
	next.Places[name] = p
	if l.full && l.err == nil {
		changes.Scanned = append(changes.Scanned, name)
	}
	t.unnote(name, p.Ours, l.full)
}
