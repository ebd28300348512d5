// Package gather finds out what is so now: it asks the sources and trackers
// what changed, and the store what is known of that. Which known thing each is
// that it was shown, gather/match tells, in the values of gather/ledger. It
// decides nothing and writes nothing: what it found is the planner's input.
package gather

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
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
	Restricted match.Restriction
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
	// Wordless keeps the words of actions out of the markers of what is made.
	Wordless bool
	Config   string // digest
	Mapping  *plan.Mapping
	Sources  []Source
	Trackers []Tracker
	// Secrets are what markers may be signed with; nil: none is signed.
	Secrets func() ([]string, error)
	// Backoff knows which trackers asked to be left alone; nil: none did.
	Backoff *tracker.Backoff
	Now     func() time.Time
	// Pace says how long a pass waits for those whom it asks.
	Pace Pace
	// Progress is told that a document was read; nil: nobody.
	Progress func()

	kept  kept
	named named
}

// Homes are the configured trackers, as far as they can tell their items by
// address.
func (g *Gatherer) Homes() plan.Homes {
	out := plan.Homes{}
	for _, t := range g.Trackers {
		out[t.Name] = plan.Home(t.Tracker)
	}
	return out
}

// Request is what one pass is to look at.
type Request struct {
	plan.Request
	// Foreign reads the followed items that are not of our making again.
	Foreign bool
	// Believe names a source whose vanished reviews are believed to be gone, and
	// BelieveTracker a tracker whose vanished items are.
	Believe, BelieveTracker string
}

// Result is the planner's input, and what else the pass found.
type Result struct {
	Input plan.Input
	// Found is what execution writes and brings up to date.
	Found plan.Found
	// Failures are the sources, trackers and reviews that could not be read.
	Failures []Failure
	// Late are the sources and trackers that have not answered all yet: the pass
	// went on without them.
	Late []Late
	// Opened counts the documents that were read.
	Opened int
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
	// Late says that it is only since somebody has not answered yet.
	Late bool
	// Since is when the first reading of a source or tracker began that came to
	// nothing; zero: that is not told.
	Since time.Time
}

// Late is a source or tracker that has not answered yet.
type Late struct {
	Source, Tracker string
	Since           time.Time
}

// Gather reads what is so now. An error means that the store itself failed.
func (g *Gatherer) Gather(ctx context.Context, req Request) (Result, error) {
	b, err := g.Begin(ctx, req)
	if err != nil {
		return Result{}, err
	}
	return b.Gather(ctx)
}

// Gather takes in what was answered: with what the store has now, it is what is so
// now. An error means that the store itself failed.
func (b *Begun) Gather(ctx context.Context) (Result, error) {
	p, err := b.g.begin(ctx, b.req)
	if err != nil {
		return Result{}, err
	}
	for _, step := range []func(context.Context){
		p.trackers.list, p.unanswered, p.sources.list, p.requeued, p.ownItems, p.twins, p.items, p.namedItems, p.lookAlikes, p.budgets,
	} {
		if step(ctx); p.Err() != nil {
			return Result{}, p.Err()
		}
	}
	return p.result(), nil
}

// pass is one gathering: the order in which its parts are asked.
type pass struct {
	*ledger.Ledger
	g        *Gatherer
	req      Request
	in       plan.Input
	trackers *trackers
	sources  *sources
	proof    *match.Proof
	open     []plan.Intent // those whose outcome is not known
	closed   []plan.Intent
	failures []Failure
	late     []Late
}

func (g *Gatherer) begin(ctx context.Context, req Request) (*pass, error) {
	created, err := g.Store.Created(ctx)
	if err != nil {
		return nil, err
	}
	memory, err := g.Store.Memory(ctx)
	if err != nil {
		return nil, err
	}
	l := ledger.New(ctx, g.Store, ledger.Pass{Instance: g.Instance, Now: ledger.Moment(g.Now()), Created: created, Memory: memory, Homes: g.Homes()})
	p := &pass{Ledger: l, g: g, req: req}
	failed := func(f Failure) { p.failures = append(p.failures, f) }
	tardy := func(late Late) {
		if !slices.ContainsFunc(p.late, func(l Late) bool { return l.Source == late.Source && l.Tracker == late.Tracker }) {
			p.late = append(p.late, late)
		}
	}
	p.trackers = newTrackers(l, g, req, failed, tardy)
	p.proof = &match.Proof{
		Ledger: l, Mapping: g.Mapping,
		Secrets: sync.OnceValue(func() []string { return g.secrets(failed) }),
		Edited:  remember(func(id plan.ItemID) bool { return p.trackers.edited(ctx, id) }),
		Untold:  func(id plan.ItemID) bool { return p.trackers.untold[id] },
		AskedIn: remember(func(d plan.Destination) []string {
			teams, err := g.Store.AskedIn(ctx, d.Tracker, d.Project)
			l.Fail(err)
			return teams
		}),
	}
	p.sources = newSources(l, g, req, p.proof, failed, tardy)
	p.in = plan.Input{
		Now: l.Now, Instance: g.Instance, Wordless: g.Wordless, Memory: memory, Config: g.Config, Mapping: g.Mapping, Request: req.Request, Sources: p.sources.rules,
		Wrote: p.sources.wrote, Trackers: p.trackers.facts, Awaited: l.Awaited, Opens: l.Opens, Unsure: map[review.Key]string{}, Intents: map[review.Key]plan.Intent{},
		Unfinished: map[review.Key]plan.Intent{}, Admitted: map[string]int{},
		ItemFacts: plan.ItemFacts{
			Homes: l.Homes, Adopted: l.Adopted, Away: l.Away, Items: map[plan.ItemID]plan.ItemRow{}, Elsewhere: map[plan.ItemID]bool{},
		},
	}
	p.open, err = g.Store.Intents(ctx)
	l.Fail(err)
	due, err := g.Store.Due(ctx, l.Now, g.Config)
	l.Fail(err)
	l.Reviews.Requeue(due...)
	return p, l.Err()
}

// secrets are what markers may be signed with.
func (g *Gatherer) secrets(failed func(Failure)) []string {
	if g.Secrets == nil {
		return nil
	}
	keys, err := g.Secrets()
	if err != nil {
		failed(Failure{Err: err})
	}
	return keys
}

// remember asks each question once.
func remember[K comparable, V any](ask func(K) V) func(K) V {
	known := map[K]V{}
	return func(of K) V {
		answer, asked := known[of]
		if !asked {
			answer = ask(of)
			known[of] = answer
		}
		return answer
	}
}

// unanswered looks for the items whose creation was not answered, and brings in
// those that still lack something. Items of others that were met hold actions, or
// do not.
func (p *pass) unanswered(ctx context.Context) {
	answers := match.Intents(p.Ledger, p.open)
	p.closed = answers.Closed
	for _, intent := range answers.Open {
		p.in.Intents[intent.Action] = intent
		facts, ok := p.trackers.facts[intent.Tracker]
		if !ok || facts.Problem != "" {
			continue
		}
		made, err := p.g.Store.ItemsMade(ctx, intent.Tracker, intent.Backlog.Project, time.Time{})
		p.Fail(err)
		answers.Judge(p.Ledger, intent, made, facts)
	}
	unfinished, err := p.g.Store.Unfinished(ctx)
	p.Fail(err)
	for _, intent := range unfinished {
		p.Reviews.Requeue(intent.Review)
		p.in.Unfinished[intent.Action] = intent
	}
	match.Claims(p.Ledger, answers.Found)
	for _, row := range p.Items.NewOnes() {
		if m := row.Marker; !answers.Found[m.Action] {
			p.Reviews.RequeueAction(m.Action, m.Review)
		}
	}
}

// requeued loads the reviews to be planned although their documents did not
// change.
func (p *pass) requeued(context.Context) {
	match.RequeueAskers(p.Ledger)
	due := p.Reviews.Due()
	p.Reviews.Load(due...)
	for _, key := range due {
		stored := p.Reviews.Stored(key)
		if _, configured := p.sources.rules[stored.Source]; configured && stored.Key != "" {
			p.Reviews.Plan(stored)
		}
	}
}

// ownItems gives the actions of known reviews the new items that their markers
// name, and those that hold them.
func (p *pass) ownItems(ctx context.Context) {
	p.trackers.reread(ctx, match.Transferred(p.Ledger))
	p.proof.Adopt()
	p.trackers.reread(ctx, match.Hold(p.Ledger))
	p.proof.Release()
	match.Unknown(p.Ledger)
}

func (p *pass) twins(context.Context) {
	match.Twins(p.Ledger, func(source string) time.Time { return p.sources.rules[source].Since }, p.sources.metBefore)
	match.Redact(p.Ledger)
}

// items brings in the items that the reviews' actions have, read again where that
// was asked for, and those whose trackers are configured no more.
func (p *pass) items(ctx context.Context) {
	match.Away(p.Ledger, p.trackers.unsure)
	wanted := map[string][]string{}
	for _, r := range p.Reviews.All() {
		for _, k := range r.Actions {
			if _, away := p.Away[k.Key]; k.Item != nil && k.Item.Tracker != "" && !away {
				wanted[k.Item.Tracker] = append(wanted[k.Item.Tracker], k.Item.ID)
				if p.req.Again || p.sources.again[r.Source] {
					p.trackers.owe(k.Item.ItemID())
				}
			}
		}
	}
	for name, ids := range wanted {
		p.Items.Add(p.Items.Stored(name, ids...)...)
	}
	p.trackers.rereadOwed(ctx)
	for name, ids := range wanted {
		t, _ := p.trackers.named(name)
		for _, id := range ids {
			if row, ok := p.Items.Row(plan.ItemID{Tracker: name, ID: id}); ok {
				p.in.Items[row.ItemID()] = row
				if t.elsewhere(row) {
					p.in.Elsewhere[row.ItemID()] = true
				}
			}
		}
	}
	match.Duplicates(p.Ledger, p.in.Items)
}

// namedItems looks up the items that lines name as theirs.
func (p *pass) namedItems(ctx context.Context) {
	tickets := map[review.Key]review.Ticket{}
	for _, r := range p.Reviews.All() {
		for _, k := range r.Actions {
			if ticket := match.Ticket(p.Ledger, *r, k); ticket != nil {
				tickets[k.Key] = *ticket
			}
		}
	}
	match.CompleteAsked(p.Ledger)
	p.in.Named = p.trackers.lookUp(ctx, tickets)
	p.in.Others = p.trackers.words(p.in.Named)
	p.proof.TakeOver(p.in.Named, p.in.Items)
}

// lookAlikes reads what others made, since the incident, where a review's first
// items would go.
func (p *pass) lookAlikes(ctx context.Context) {
	since := map[plan.Destination]time.Time{}
	for _, r := range p.Reviews.All() {
		incident := r.Date
		if incident.IsZero() {
			incident = r.Age
		}
		for _, d := range p.destinations(*r) {
			if at, ok := since[d]; !ok || incident.Before(at) {
				since[d] = incident
			}
		}
	}
	p.in.Alike = p.trackers.alike(ctx, since)
}

// destinations are where a review's actions would go that have no item yet,
// as long as nothing was made for it.
func (p *pass) destinations(r plan.Review) (out []plan.Destination) {
	if r.Silent() || !r.Looked.IsZero() || r.Age.Before(p.sources.rules[r.Source].Since) {
		return nil
	}
	for _, k := range r.Actions {
		if k.Position < 0 || k.Item != nil || k.Reading.Mark.Settled() || k.Doubtful() && !p.in.Request.Releases(r, k) || k.NewlyRead() && !p.in.Request.Covers(r, k) {
			continue
		}
		if team := p.g.Mapping.Decide(plan.Query(r, k)).Team; team != nil && p.trackers.recent(team.Backlog.Tracker) != nil {
			out = append(out, plan.Destination{Tracker: team.Backlog.Tracker, Project: team.Backlog.Project})
		}
	}
	return out
}

// budgets counts what max_new is compared with, where something may be new: what
// the store has, and the items that this pass adopted and that are not known to be
// older than a day. A lost store must not open the door.
func (p *pass) budgets(ctx context.Context) {
	const day = 24 * time.Hour
	for _, r := range p.Reviews.All() {
		if p.sources.rules[r.Source].MaxNew == 0 {
			continue
		}
		if _, counted := p.in.Admitted[r.Source]; !counted {
			n, err := p.g.Store.Admitted(ctx, r.Source, p.Now.Add(-day))
			p.Fail(err)
			p.in.Admitted[r.Source] = n
		}
		before := p.Reviews.Stored(r.Key)
		for _, k := range r.Actions {
			known := slices.ContainsFunc(before.Actions, func(b plan.Action) bool { return b.Key == k.Key && !b.Made.IsZero() })
			if !known && k.Item != nil && !k.Made.IsZero() && p.Now.Sub(k.Made) < day {
				p.in.Admitted[r.Source]++
			}
		}
	}
}

func (p *pass) result() Result {
	for _, r := range p.Reviews.All() {
		p.in.Reviews = append(p.in.Reviews, *r)
	}
	p.in.Broken = p.sources.broken
	p.in.Blank = p.g.kept.blank.of(p.in.Reviews, p.Memory)
	p.Log.Name(p.Reviews)
	for _, key := range p.proof.Undecided() {
		p.g.kept.rereads = append(p.g.kept.rereads, key)
		p.in.Unsure[key] = "it could not be told in time which items are its own"
	}
	return Result{
		Input: p.in, Failures: p.failures, Late: p.late, Opened: p.sources.opened, Warnings: p.Log.Warnings,
		Found: plan.Found{
			Changes: plan.Changes{
				Items: p.Items.Changed(), Intents: p.closed, Sources: p.sources.marks, Trackers: p.trackers.marks(), Events: p.Log.Events,
			},
			Before: p.Reviews.Before(), Digests: p.sources.digests, Unfinished: p.in.Unfinished, Wrote: p.sources.wrote,
		},
	}
}
