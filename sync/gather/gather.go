// Package gather finds out what is so now: it asks the sources and trackers
// what changed, tells known reviews and actions from new ones, adopts items
// that bear our marker, and marks what could not be read as stale. It decides
// nothing and writes nothing: what it found is the planner's input.
package gather

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Source is a source with its name and rules.
type Source struct {
	Name  string
	Rules plan.SourceRules
	// Restricted tells whether a review is for fewer people than its items
	// would be; nil: none is.
	Restricted func(path string, r review.Review) bool
	// Reading is a digest of how documents are read, Restricted included: with
	// another one all of them are read anew.
	Reading string
	source.Source
}

// Tracker is a tracker with its name.
type Tracker struct {
	Name   string
	Settle time.Duration // after a lost answer nothing is concluded for this long
	// Follows tells in which places items of others are followed; nil: in all.
	Follows func(project string) bool
	tracker.Tracker
}

// follows tells whether an item is followed: one of our making wherever it is,
// one of others' in the places that are named for that, and from there on.
func (t Tracker) follows(row plan.ItemRow) bool {
	return t.Follows == nil || row.Marker != nil || t.Follows(row.Project) || row.MadeIn != "" && t.Follows(row.MadeIn)
}

// elsewhere tells whether an item lies where no team works and nobody named a
// place to follow: what people wrote there is not for the review.
func (t Tracker) elsewhere(row plan.ItemRow) bool {
	return t.Follows != nil && !t.Follows(row.Project)
}

// Gatherer gathers for one configuration.
type Gatherer struct {
	Store    Store
	Instance string
	Config   string // digest
	Mapping  *plan.Mapping
	Sources  []Source
	Trackers []Tracker
	// Secrets are what markers may be signed with; nil: none is signed.
	Secrets func() ([]string, error)
	// Backoff knows which trackers asked to be left alone; nil: none did.
	Backoff *tracker.Backoff
	Now     func() time.Time
	// Progress is told that a document was read; nil: nobody.
	Progress func()
}

// Request is what one pass is to look at.
type Request struct {
	plan.Request
	// Foreign reads the followed items that are not of our making again.
	Foreign bool
	// Believe names a source whose vanished reviews are believed to be gone.
	Believe string
}

// Result is the planner's input, and what else the pass found.
type Result struct {
	Input plan.Input
	// Changes are to be written together with the planner's records.
	Changes plan.Changes
	// Before are the records as the store has them, by key: those that come
	// out of the planner unchanged need not be written.
	Before map[review.Key]plan.Review
	// Failures are the sources, trackers and reviews that could not be read.
	Failures []Failure
	// Opened counts the documents that were read.
	Opened int
	// Listings are the digests of what the sources listed.
	Listings map[string]string
	// Warnings are those of the events that somebody should look at.
	Warnings []plan.Event
}

// Failure is something that could not be read; the rest was.
type Failure struct {
	Source, Path, Tracker string
	// Name is how logs name the review: one that is restricted, or may be, by
	// its key alone, and without the error's words.
	Name string
	Err  error
	// Told is the error of a source as those may read it who may not read all of
	// its reviews.
	Told error
}

// Gather reads what is so now. An error means that the store itself failed.
func (g *Gatherer) Gather(ctx context.Context, req Request) (Result, error) {
	p, err := g.start(ctx, req)
	if err != nil {
		return Result{}, err
	}
	for _, step := range []func(context.Context) error{
		p.trackers, p.intents, p.unfinished, p.claims, p.sources, p.known, p.transferred, p.unclaimed, p.held, p.strangers, p.copies, p.hide, p.aways, p.items, p.named, p.takeOver, p.alike, p.budgets,
	} {
		if err := step(ctx); err != nil {
			return Result{}, err
		}
	}
	return p.result(), nil
}

// pass is one gathering.
type pass struct {
	g        *Gatherer
	req      Request
	now      time.Time
	err      error     // of the store, met where none can be returned
	created  time.Time // of the store
	in       plan.Input
	changes  plan.Changes
	failures []Failure
	listings map[string]string
	opened   int
	compared review.Budget // words, in this pass
	before   map[review.Key]plan.Review
	// records are those to be planned, by key.
	records map[review.Key]*plan.Review
	// dirty are the reviews to be planned although their documents did not change.
	dirty map[review.Key]bool
	// again are the documents to be read although they did not change.
	again map[review.Key]bool
	// rows are the items met in this pass; fresh are those whose marker the
	// store did not know, writes those to be written.
	rows   map[plan.ItemID]plan.ItemRow
	fresh  map[plan.ItemID]bool
	writes map[plan.ItemID]bool
	// entries are what the sources listed, derived the keys that their paths
	// derive (nil: not asked for yet), and begun those that new records got.
	entries map[string][]source.Entry
	derived map[review.Key]bool
	begun   map[review.Key]bool
	// blindSources are those that can't be read.
	blindSources []string
	// claimed are the items of others that bear a marker of ours, met for the
	// first time in this pass.
	claimed map[plan.ItemID]bool
	// sights are the listings of this pass, by tracker.
	sights map[string]sight
	// missed are the reviews whose block tells of a report that the store does
	// not know of.
	missed map[review.Key]bool
	// metBefore are the reviews whose own block says that they were read before
	// this store was made, and that it asked nothing about twins of theirs.
	metBefore map[review.Key]bool
	warnings  []plan.Event
	// keys are what Secrets gave; nil: not asked for yet.
	keys []string
	// signatures are the items that bear each, and asking the teams for
	// which items were asked for in a project.
	signatures map[string][]plan.ItemID
	asking     map[plan.Destination][]string
	// edited are the items of ours of which it was asked whether anybody else
	// edited them.
	edited map[plan.ItemID]bool
	// blind are the projects that a tracker could not show in this pass.
	blind map[plan.Destination]bool
	// listed are the items that this pass's listings have shown.
	listed map[plan.ItemID]bool
	// open are the intents whose outcome is not known.
	open []plan.Intent
	// byAction are the actions of the records, once they are complete; nil: not yet.
	byAction map[review.Key]*plan.Action
	// found are the actions whose lost item came to light, with its batch.
	found map[review.Key]plan.ItemRow
}

func (g *Gatherer) start(ctx context.Context, req Request) (*pass, error) {
	created, err := g.Store.Created(ctx)
	if err != nil {
		return nil, err
	}
	p := &pass{
		g: g, req: req, now: moment(g.Now()), created: created,
		listings: map[string]string{}, before: map[review.Key]plan.Review{}, records: map[review.Key]*plan.Review{},
		dirty: map[review.Key]bool{}, again: map[review.Key]bool{},
		rows: map[plan.ItemID]plan.ItemRow{}, writes: map[plan.ItemID]bool{}, fresh: map[plan.ItemID]bool{}, entries: map[string][]source.Entry{}, begun: map[review.Key]bool{}, blind: map[plan.Destination]bool{}, listed: map[plan.ItemID]bool{},
		found: map[review.Key]plan.ItemRow{}, claimed: map[plan.ItemID]bool{}, sights: map[string]sight{}, missed: map[review.Key]bool{}, metBefore: map[review.Key]bool{},
		signatures: map[string][]plan.ItemID{}, asking: map[plan.Destination][]string{}, edited: map[plan.ItemID]bool{},
	}
	p.in = plan.Input{
		Now: p.now, Instance: g.Instance, Config: g.Config, Mapping: g.Mapping, Request: req.Request,
		Sources: map[string]plan.SourceRules{}, Trackers: map[string]plan.TrackerFacts{},
		Items: map[plan.ItemID]plan.ItemRow{}, Elsewhere: map[plan.ItemID]bool{}, Homes: g.Homes(), Away: map[review.Key]plan.Away{}, Named: map[review.Key][]plan.Named{}, Others: map[review.Key]string{}, Alike: map[plan.Destination][]tracker.Other{},
		Intents: map[review.Key]plan.Intent{}, Unfinished: map[review.Key]plan.Intent{}, Wrote: map[string]time.Time{}, Adopted: map[review.Key]string{}, Awaited: map[review.Key]string{}, Opens: map[review.Key]time.Time{}, Admitted: map[string]int{},
	}
	if p.open, err = g.Store.Intents(ctx); err != nil {
		return nil, err
	}
	due, err := g.Store.Due(ctx, p.now, g.Config)
	if err != nil {
		return nil, err
	}
	p.mark(due)
	return p, nil
}

// moment is a time as the store keeps it: what is read back compares equal.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

func (p *pass) mark(keys []review.Key) {
	for _, k := range keys {
		p.dirty[k] = true
	}
}

func (p *pass) event(r plan.Review, what, why string) {
	p.changes.Events = append(p.changes.Events, plan.Event{
		At: p.now, Source: r.Source, Path: r.LogName(), Review: r.Key, What: what, Why: why,
	})
}

func (p *pass) result() Result {
	for _, r := range p.records {
		p.in.Reviews = append(p.in.Reviews, *r)
	}
	for _, events := range [][]plan.Event{p.changes.Events, p.warnings} {
		for i := range events {
			if e := &events[i]; e.Source == "" && p.records[e.Review] != nil {
				e.Source, e.Path = p.records[e.Review].Source, p.records[e.Review].LogName()
			}
		}
	}
	for id := range p.writes {
		p.changes.Items = append(p.changes.Items, p.rows[id])
	}
	slices.SortFunc(p.changes.Items, func(a, b plan.ItemRow) int {
		return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.ID, b.ID))
	})
	return Result{Input: p.in, Changes: p.changes, Before: p.before, Failures: p.failures, Opened: p.opened, Listings: p.listings, Warnings: p.warnings}
}

// budgets counts what max_new is compared with, where something may be new.
func (p *pass) budgets(ctx context.Context) error {
	for _, r := range p.records {
		if _, counted := p.in.Admitted[r.Source]; counted || p.in.Sources[r.Source].MaxNew == 0 {
			continue
		}
		n, err := p.g.Store.Admitted(ctx, r.Source, p.now.Add(-24*time.Hour))
		if err != nil {
			return err
		}
		p.in.Admitted[r.Source] = n
	}
	for _, r := range p.records {
		p.in.Admitted[r.Source] += p.adoptedLately(*r)
	}
	return nil
}

// adoptedLately counts a review's items that this pass adopted and that are
// not known to be older than a day: a lost store must not open the door.
func (p *pass) adoptedLately(r plan.Review) int {
	if p.in.Sources[r.Source].MaxNew == 0 {
		return 0
	}
	before, n := p.before[r.Key], 0
	for _, k := range r.Actions {
		known := slices.ContainsFunc(before.Actions, func(b plan.Action) bool { return b.Key == k.Key && !b.Made.IsZero() })
		if !known && k.Item != nil && !k.Made.IsZero() && p.now.Sub(k.Made) < 24*time.Hour {
			n++
		}
	}
	return n
}
