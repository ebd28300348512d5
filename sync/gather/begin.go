package gather

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/tracker"
)

// patience bounds what one request may take, of whoever is asked.
const patience = 2 * time.Minute

// Pace is how the sources and trackers are asked.
type Pace struct {
	pace.Rules
	// Poke is called when an answer came that a pass did not wait for; nil: nobody
	// wants to know.
	Poke func()
	// Waits is called once in a pass that has waited for seconds, with those whom it
	// waits for; nil: nobody wants to know.
	Waits func([]Late)
}

// kept is what a gatherer remembers between its passes.
type kept struct {
	desk *pace.Desk
	// owed are the sources and trackers that are still to be read anew, as a pass
	// was asked to.
	owed map[string]bool
	// owedItems are, by tracker, those to be read again by their ids with it.
	owedItems map[string]map[string]bool
	// namedItems are, by tracker, those that deliveries named: read again by their
	// ids with it.
	namedItems map[string]map[string]bool
	// rereads are the reviews whose documents could not be read yet.
	rereads []review.Key
	// seen is when the last observation of an item began, while an older one may
	// still come in.
	seen map[plan.ItemID]time.Time
	// started is when the first pass began, and listed when the last reading of each
	// tracker that showed all of it.
	started time.Time
	listed  map[string]time.Time
	blank   blanks
}

// desk is where everybody is asked.
func (g *Gatherer) desk() *pace.Desk {
	if g.kept.desk == nil {
		g.kept = kept{
			desk: &pace.Desk{Rules: g.Pace.Rules, Now: func() time.Time { return g.Now() }, Poke: g.poke}, owed: map[string]bool{}, owedItems: map[string]map[string]bool{},
			namedItems: map[string]map[string]bool{},
			seen:       map[plan.ItemID]time.Time{}, started: g.Now(), listed: map[string]time.Time{}, blank: blanks{},
		}
	}
	return g.kept.desk
}

// poke has the loop look soon.
func (g *Gatherer) poke() {
	if g.Pace.Poke != nil {
		g.Pace.Poke()
	}
}

// What can be asked.
const (
	aSource  = "source"
	aTracker = "tracker"
)

// Begun is a gathering for which everybody was asked.
type Begun struct {
	g   *Gatherer
	req Request
}

// Begin asks the sources and trackers what changed, those that are not being asked
// already or have to be left alone, and waits a little for their answers. It needs no
// lock of the store. An error means that the store itself failed.
func (g *Gatherer) Begin(ctx context.Context, req Request) (*Begun, error) {
	open, err := g.Store.Intents(ctx)
	if err != nil {
		return nil, err
	}
	d := g.desk()
	d.Begin()
	g.forget()
	g.named.into(g.kept.namedItems)
	for _, t := range g.Trackers {
		if v := d.Vendor(aTracker, t.Name); v.Free() {
			pace.Read(ctx, v, tracker.Until, g.trackerReading(t, asked(t.Name, open)))
		}
	}
	for _, s := range g.Sources {
		if req.again(s.Name) {
			g.kept.owed[s.Name] = true
		}
		if v := d.Vendor(aSource, s.Name); v.Free() {
			pace.Read(ctx, v, source.Until, g.sourceReading(s, req.Scope, g.kept.owed[s.Name]))
		}
	}
	defer after(unsaid, g.saysWaits)()
	d.Wait(ctx)
	return &Begun{g, req}, nil
}

// after calls do in a while, unless it is called off before. Calling off waits for the
// end of a do that has begun: it never runs beside what comes next.
func after(while time.Duration, do func()) (callOff func()) {
	done := make(chan struct{})
	timer := time.AfterFunc(while, func() {
		defer close(done)
		do()
	})
	return func() {
		if !timer.Stop() {
			<-done
		}
	}
}

// unsaid is how long nobody is told whom a pass waits for.
const unsaid = 2 * time.Second

// saysWaits says who has not answered yet.
func (g *Gatherer) saysWaits() {
	var late []Late
	for _, t := range g.Trackers {
		if at := g.kept.desk.Vendor(aTracker, t.Name).Asked(); !at.IsZero() {
			late = append(late, Late{Tracker: t.Name, Since: at})
		}
	}
	for _, s := range g.Sources {
		if at := g.kept.desk.Vendor(aSource, s.Name).Asked(); !at.IsZero() {
			late = append(late, Late{Source: s.Name, Since: at})
		}
	}
	if len(late) > 0 && g.Pace.Waits != nil {
		g.Pace.Waits(late)
	}
}

// again tells whether a source is to be read anew.
func (q Request) again(source string) bool {
	return q.Again && (q.Scope.Source == "" || q.Scope.Source == source)
}

// forget forgets when items were seen before all that may still come in.
func (g *Gatherer) forget() {
	oldest := g.kept.desk.Oldest()
	maps.DeleteFunc(g.kept.seen, func(_ plan.ItemID, at time.Time) bool { return oldest.IsZero() || at.Before(oldest) })
}

// overdue is after which time one that has not answered counts as one that can't be
// read: until then it is only slow.
const overdue = time.Minute

// unreadWhy is since when a source or tracker can't be read, and why; false: it is too
// early to say so.
func (g *Gatherer) unreadWhy(sort, name string, now time.Time, err error) (plan.Unread, bool) {
	var late *pace.Late
	since := g.desk().Vendor(sort, name).Since()
	switch is := errors.As(err, &late); {
	case since.IsZero(), is && now.Sub(since) < overdue:
		return plan.Unread{}, false
	case is:
		err = errors.New("no answer")
	}
	return plan.Unread{Since: ledger.Moment(since), Why: err.Error()}, true
}

// Next waits until an answer came in that the last pass went on without; false:
// ctx ended, or there is none to come.
func (g *Gatherer) Next(ctx context.Context) bool { return g.kept.desk != nil && g.kept.desk.Next(ctx) }

// Hurry has the next pass ask those again that failed.
func (g *Gatherer) Hurry() {
	if g.kept.desk != nil {
		g.kept.desk.Hurry()
	}
}

// AskAgain is when the next of those is to be asked that failed; zero: nobody waits
// for that.
func (g *Gatherer) AskAgain() time.Time {
	if g.kept.desk == nil {
		return time.Time{}
	}
	return g.kept.desk.Again()
}

// Close waits until nobody is being asked any more; the context of all passes has
// ended.
func (g *Gatherer) Close() {
	if g.kept.desk != nil {
		g.kept.desk.Close()
	}
}

// storeError is an error of the store, met while a source or tracker was asked.
type storeError struct{ error }

func (e storeError) Unwrap() error { return e.error }

// listing is what a tracker listed since a mark.
type listing struct {
	mark     plan.TrackerMark
	backlogs []tracker.Backlog // the places that it was asked for
	changes  tracker.Changes
}

// trackerReading lists what changed in a tracker since its mark, in the backlogs of
// teams at least, and where a creation has no answer.
func (g *Gatherer) trackerReading(t Tracker, open tracker.Asked) func(context.Context) (listing, error) {
	return func(ctx context.Context) (l listing, err error) {
		if l.mark, err = g.Store.TrackerMark(ctx, t.Name); err != nil {
			return l, storeError{err}
		}
		if l.backlogs, err = g.backlogs(ctx, t.Name); err != nil {
			return l, storeError{err}
		}
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		l.changes, err = t.Changed(ctx, l.backlogs, open, l.mark.Watermark)
		return l, err
	}
}

// backlogs are the places to look in: the teams', and those where an item of ours
// was ever asked for.
func (g *Gatherer) backlogs(ctx context.Context, name string) ([]tracker.Backlog, error) {
	seen := map[string]bool{}
	var out []tracker.Backlog
	add := func(b tracker.Backlog) {
		if !seen[b.Project] {
			seen[b.Project] = true
			out = append(out, b)
		}
	}
	for _, team := range g.Mapping.Teams() {
		if b := team.Backlog; b.Tracker == name {
			add(tracker.Backlog{Project: b.Project, Settings: b.Settings, Labels: b.Labels})
		}
	}
	used, err := g.Store.Backlogs(ctx, name)
	for _, project := range used {
		add(tracker.Backlog{Project: project})
	}
	return out, err
}

// asked is, by project, when the oldest creation at a tracker was asked for whose
// outcome is not known.
func asked(name string, open []plan.Intent) tracker.Asked {
	out := tracker.Asked{}
	for _, intent := range open {
		project := intent.Backlog.Project
		if oldest, is := out[project]; intent.Tracker == name && (!is || intent.Asked.Before(oldest)) {
			out[project] = intent.Asked
		}
	}
	return out
}
