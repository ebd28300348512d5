package follow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

// How long it holds what could be looked into, where everything is listed, and
// where something could not; and what a place is that is listed for the first time.
const (
	sightFor   = time.Hour
	noSightFor = 10 * time.Minute
	seenFor    = 5 * time.Minute
)

// errUnseen wraps the error of a place that we can't look into.
var errUnseen = errors.New("it can't be looked into")

// sight is what could be looked into when it was last asked.
type sight struct {
	at   time.Time
	sees map[string]bool
}

// see asks whether a place can be looked into, and for what it is but its name, as
// it was within an age.
func (r *reading) see(ctx context.Context, age time.Duration) (identity string, err error) {
	s, can := r.f.a.(tracker.Sighted)
	if !can || r.f.site.Whole {
		return "", nil
	}
	all, err := s.See(ctx, []string{r.name}, age)
	if err != nil {
		return "", err
	}
	if one := all[r.name]; one.Err == nil {
		return one.Identity, nil
	}
	return "", unseen{all[r.name].Err}
}

// unseen is an error that says itself why a place can't be looked into.
type unseen struct{ error }

func (u unseen) Unwrap() []error { return []error{u.error, errUnseen} }

// unseen finds, where one listing shows the whole site, the projects of the backlogs
// that we can't see: nothing may be concluded about them from it. It reads all of
// ours in those that the last pass could not see and this one can: what happened
// there meanwhile is older than any window.
func (p *pass) unseen(ctx context.Context) error {
	s, can := p.f.a.(tracker.Sighted)
	if !p.f.site.Whole || !can {
		return nil
	}
	var keys []string
	for _, b := range p.backlogs {
		if !slices.Contains(keys, b.Project) {
			keys = append(keys, b.Project)
		}
	}
	sees, err := p.sees(ctx, s, keys)
	if err != nil {
		return fmt.Errorf("read the projects of %s: %w", p.f.site.Address, err)
	}
	for _, key := range slices.Sorted(slices.Values(keys)) {
		if !sees[key] {
			p.changes.Unreadable[key] = tracker.Unreadable{}
		}
	}
	p.next.Unreadable = slices.Sorted(maps.Keys(p.changes.Unreadable))
	again := slices.DeleteFunc(slices.Clone(p.last.Unreadable), func(key string) bool { return !sees[key] })
	if len(again) == 0 {
		return nil
	}
	r := &p.readings[0]
	q := r.query
	q.Projects = again
	if err := r.rest(ctx, q); err != nil {
		return fmt.Errorf("search %s: %w", p.f.site.Address, err)
	}
	return nil
}

// sees tells by key which projects can be looked into, as far as it has to be
// asked.
func (p *pass) sees(ctx context.Context, s tracker.Sighted, keys []string) (map[string]bool, error) {
	p.f.mu.Lock()
	was := p.f.sight
	p.f.mu.Unlock()
	age := p.now.Sub(was.at)
	unknown := slices.ContainsFunc(keys, func(k string) bool { _, ok := was.sees[k]; return !ok })
	old := !p.last.Places[""].Whole && age >= sightFor || len(p.last.Unreadable) > 0 && age >= noSightFor
	if len(keys) == 0 || !unknown && !old && !p.f.inDoubt(p.now) {
		return was.sees, nil
	}
	all, err := s.See(ctx, keys, 0)
	if err != nil {
		return nil, err
	}
	now := sight{at: p.now, sees: map[string]bool{}}
	for _, k := range keys {
		one, told := all[k]
		now.sees[k] = told && one.Err == nil
	}
	p.f.mu.Lock()
	defer p.f.mu.Unlock()
	p.f.sight = now
	return now.sees, nil
}
