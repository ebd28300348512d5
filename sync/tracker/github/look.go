package github

import (
	"context"
	"errors"
	"slices"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
)

// backBy is how far back before what is known it is looked at what was made.
const backBy = time.Hour

// Errors of a look that is not over.
var (
	errPart     = errors.New("its issues are still being listed for the first time")
	errDisabled = errors.New("issues are disabled there: turn them on in its settings (General, Features)")
)

// look is what one pass saw of one repository.
type look struct {
	place  place
	issues []issues.Issue // of ours; one that was taken elsewhere, as it is there
	as     []int          // their numbers here
	full   bool           // all of ours are among them
	err    error
}

func (l *look) add(number int, i issues.Issue) {
	if !slices.Contains(l.as, number) {
		l.as, l.issues = append(l.as, number), append(l.issues, i)
	}
}

func (l *look) addAll(list []issues.Issue) {
	for _, i := range list {
		l.add(i.Number, i)
		l.place.keep(i.Number)
	}
}

// look looks at a repository: at what changed since it was left, once a day at
// all of ours, and the first time at everything, until an end that is taken by
// our own clock. Where a creation was asked for and not answered (asked is not
// zero) it looks at what was made since.
func (t *Tracker) look(ctx context.Context, name string, p place, asked, end time.Time) look {
	l := look{place: p}
	if !p.Whole {
		l.err = t.first(ctx, name, &l, end)
		return l
	}
	at, err := t.window(ctx, name, &l, asked)
	if errors.Is(err, issues.ErrPages) { // so much that it is listed as if for the first time
		l = look{place: place{Visited: p.Visited}}
		l.err = t.first(ctx, name, &l, end)
		return l
	}
	due := l.place.due(at) && t.o.Now().Before(end)
	if l.err = err; err != nil || !due && !t.unmarked(l) {
		return l
	}
	err = t.check(ctx, name, &l, at, end)
	if errors.Is(err, errPart) || errors.Is(err, errDisabled) || client.SiteWide(err) {
		l.err = err
	} else if err != nil { // what changed is known; the check is made with the next look
		t.o.Log.WarnContext(ctx, "the daily check of a repository failed", "repository", name, "error", err)
	}
	return l
}

// first lists everything, as far as it gets. What changes meanwhile the next
// listing shows.
func (t *Tracker) first(ctx context.Context, name string, l *look, end time.Time) error {
	next := l.place.Next
	if next == "" {
		f, err := t.factsOf(ctx, name, factsFor)
		switch {
		case err != nil:
			return err
		case !f.issues:
			return errDisabled
		}
		l.place, next = place{ID: f.id, Visited: l.place.Visited}, issues.Newest(name)
	}
	for n := 0; ; n++ {
		if n > 0 && (n >= issues.MaxPages || !t.o.Now().Before(end)) {
			l.place.Next = next
			return errPart
		}
		var page []issues.REST
		answer, err := t.client.Conditional(ctx, next, "", &page)
		if err != nil {
			return err
		}
		if l.place.Since.IsZero() {
			l.full = true
			l.place.begin(t.date(answer))
			l.place.Checked = t.date(answer)
		}
		l.addAll(t.ours(name, issuesOf(page)))
		if next = answer.Next; next == "" {
			l.place.Next, l.place.Whole = "", true
			return nil
		}
	}
}

func issuesOf(page []issues.REST) (out []issues.Issue) {
	for _, b := range page {
		out = append(out, b.Issue())
	}
	return out
}

// date is the server's clock at an answer.
func (t *Tracker) date(a client.Answer) time.Time {
	if a.Date.IsZero() {
		return t.o.Now().UTC()
	}
	return a.Date.UTC()
}

// window reads what changed, in one request where nothing did, and gives the
// server's clock. Where a creation has no answer it reads what was made, too.
func (t *Tracker) window(ctx context.Context, name string, l *look, asked time.Time) (time.Time, error) {
	p := &l.place
	var page []issues.REST
	answer, err := t.client.Conditional(ctx, issues.Changed(name, p.Since), p.ETag, &page)
	if err != nil {
		return time.Time{}, err
	}
	at, listed := t.date(answer), len(page)
	if at.Before(p.Since) { // GitHub's clock was set back: what changes now is older than what was seen
		p.begin(at)
		p.Checked = time.Time{}
		return t.window(ctx, name, l, asked)
	}
	if !answer.NotModified {
		p.ETag = answer.ETag
		l.addAll(t.ours(name, issuesOf(page)))
		if answer.Next != "" {
			err = issues.Pages(ctx, t.client, answer.Next, func(_ client.Answer, more []issues.REST) bool {
				l.addAll(t.ours(name, issuesOf(more)))
				listed += len(more)
				return true
			})
			if err != nil {
				return at, err
			}
		}
	}
	if !asked.IsZero() {
		made, err := issues.MadeSince(ctx, t.client, name, t.madeFrom(*p, asked, at))
		if err != nil {
			return at, err
		}
		l.addAll(t.ours(name, made))
	}
	if listed > maxWindow {
		p.begin(at)
	}
	return at, nil
}

// madeFrom is from when on what was made is looked at: an hour before the
// creation was asked for, by the server's clock, and before what is known.
func (t *Tracker) madeFrom(p place, asked, at time.Time) time.Time {
	from := p.Since
	if theirs := asked.Add(at.Sub(t.o.Now())); theirs.Before(from) {
		from = theirs
	}
	return from.Add(-backBy)
}

// unmarked tells whether an issue that was of ours bears no marker any more:
// people took it off, or another repository has the name.
func (t *Tracker) unmarked(l look) bool {
	return slices.ContainsFunc(l.issues, func(i issues.Issue) bool { return t.marker(i) == nil })
}

// check reads all of ours again by their numbers, so that what is gone shows,
// and what was made since the last time, so that what no listing showed does.
func (t *Tracker) check(ctx context.Context, name string, l *look, at, end time.Time) error {
	f, err := t.factsOf(ctx, name, 0)
	switch {
	case err != nil:
		return err
	case !f.issues:
		return errDisabled
	case l.place.ID != 0 && f.id != l.place.ID: // another repository has its name now
		*l = look{place: place{Visited: l.place.Visited}}
		t.know(mark{Places: map[string]place{name: {}}})
		return t.first(ctx, name, l, end)
	}
	made, err := issues.MadeSince(ctx, t.client, name, l.place.Checked.Add(-backBy))
	if err != nil {
		return err
	}
	l.addAll(t.ours(name, made))
	var refs []issues.Ref
	for _, number := range t.numbers(name, l.place.Ours) {
		refs = append(refs, issues.At(name, number))
	}
	found, err := t.read(ctx, refs)
	if err != nil {
		return err
	}
	*l = look{place: l.place, full: true}
	l.place.ID, l.place.Ours = f.id, nil
	for _, r := range refs {
		if i, ok := found[r]; ok {
			l.add(r.Number, i)
			if t.called(i.Repo) == name {
				l.place.keep(r.Number)
			}
		}
	}
	l.place.begin(at)
	l.place.Checked = at
	return nil
}

// numbers are those of ours that a look knows of, and those that were made
// since.
func (t *Tracker) numbers(name string, known []int) []int {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := append(slices.Clone(known), t.made[name]...)
	slices.Sort(out)
	return slices.Compact(out)
}
