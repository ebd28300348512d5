package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// trackers take what the trackers listed, ask them for more, and tell the ledger
// what they show. One that fails stops no other.
type trackers struct {
	*ledger.Ledger
	g     *Gatherer
	all   []Tracker
	store TrackerStore
	// foreign has the followed items read again that are not of our making: no
	// listing shows them.
	foreign bool
	// facts are what is so of each in this pass, was and next what was kept of them
	// and what is to be.
	facts     map[string]plan.TrackerFacts
	was, next map[string]plan.TrackerMark
	looked    map[string][]tracker.Backlog // the places that each was asked for
	// believe names one of which a person said that what vanished there is gone, and
	// doubted says why that is not believed of others.
	believe string
	doubted map[string]error
	failed  func(Failure)
	tardy   func(Late)
	// untold are the items of which it could not be told in time whether anybody
	// changed their markers.
	untold ledger.Set
}

func newTrackers(l *ledger.Ledger, g *Gatherer, req Request, failed func(Failure), tardy func(Late)) *trackers {
	return &trackers{
		Ledger: l, g: g, all: g.Trackers, store: g.Store, facts: map[string]plan.TrackerFacts{}, failed: failed, tardy: tardy,
		was: map[string]plan.TrackerMark{}, next: map[string]plan.TrackerMark{}, looked: map[string][]tracker.Backlog{}, doubted: map[string]error{},
		foreign: req.Foreign, believe: req.BelieveTracker, untold: ledger.Set{},
	}
}

func (t *trackers) vendor(name string) *pace.Vendor { return t.g.desk().Vendor(aTracker, name) }

// list takes what each tracker listed.
func (t *trackers) list(ctx context.Context) {
	for _, tr := range t.all {
		a := pace.Take[listing](t.vendor(tr.Name))
		mark, err := t.store.TrackerMark(ctx, tr.Name)
		if t.Fail(err); t.Err() != nil {
			return
		}
		t.looked[tr.Name] = a.Value.backlogs
		facts := t.begin(tr, a.Began)
		if a.Err == nil && mark.Watermark != a.Value.mark.Watermark {
			a.Err = errOvertaken{tr.Name, a.Began}
		}
		if a.Err != nil {
			facts.Problem = t.unread(tr.Name, mark, a.Err)
			facts.Refused = tracker.KindOf(a.Err) == tracker.Auth
		} else {
			t.facts[tr.Name] = facts
			t.listed(ctx, tr, a, mark)
		}
		facts.Unlisted = t.unlisted(tr, mark)
		t.facts[tr.Name] = facts
		if t.foreign && facts.Problem == "" {
			t.readForeign(ctx, tr.Name)
		}
		t.readNamed(ctx, tr)
	}
}

// begin is what is so of a tracker whose listing began then.
func (t *trackers) begin(tr Tracker, began time.Time) plan.TrackerFacts {
	facts := plan.TrackerFacts{
		Unread: map[string]string{}, Settle: tr.Settle, BackoffUntil: ledger.Moment(t.g.Backoff.Until(tr.Name, tracker.Making)),
		Certain: tracker.Certain(tr.Tracker), Shown: map[string]time.Time{}, Silent: t.g.Backoff.Silent(tr.Name), Behind: map[review.Key]string{},
		Began: ledger.Moment(began),
	}
	if s := facts.Settle; s > 0 {
		facts.NotBefore = t.Memory.Since.Add(s)
	}
	return facts
}

// unlisted tells whether the store has not seen all of a tracker since it may have
// forgotten something. What was listed before this process is taken for whole.
func (t *trackers) unlisted(tr Tracker, mark plan.TrackerMark) bool {
	shows := t.Memory.Since.Add(tr.Settle)
	if at := t.g.kept.listed[tr.Name]; !at.IsZero() {
		return ledger.Moment(at).Before(shows)
	}
	return mark.Watermark == "" || !shows.Before(t.g.kept.started)
}

// errOvertaken is the error of a tracker that another process read meanwhile: what
// was listed since the mark of then is older than what is known now.
type errOvertaken struct {
	name string
	at   time.Time
}

func (e errOvertaken) Error() string {
	return e.name + " was read by another process meanwhile, and is read again"
}

// unread notes why a tracker could not be read, and says it.
func (t *trackers) unread(name string, mark plan.TrackerMark, err error) string {
	t.was[name], t.next[name] = mark, mark
	if why, told := t.g.unreadWhy(aTracker, name, t.Now, err); told {
		mark.Unread = why
		t.next[name] = mark
	}
	var failed storeError
	var late *pace.Late
	var overtaken errOvertaken
	switch {
	case errors.As(err, &failed):
		t.Fail(failed.error)
	case errors.As(err, &late):
		t.tardy(Late{Tracker: name, Since: late.Since})
		return err.Error()
	case errors.As(err, &overtaken):
		t.tardy(Late{Tracker: name, Since: overtaken.at})
		t.g.poke()
		return err.Error()
	default:
		t.failed(Failure{Tracker: name, Err: err, Since: t.vendor(name).Since()})
	}
	return fmt.Sprintf("%s can't be read: %s", name, tracker.Words(err))
}

// listed takes in what one tracker listed. While its absences are doubted, one that
// shows at once all that is there is compared with the same mark again.
func (t *trackers) listed(ctx context.Context, tr Tracker, a pace.Answer[listing], mark plan.TrackerMark) {
	c, since, unread := a.Value.changes, mark, t.facts[tr.Name].Unread
	if c.Anew {
		mark.Account, since = "", plan.TrackerMark{Tracker: tr.Name}
	}
	t.TrackerReadings[tr.Name] = ledger.TrackerReading{Mark: since, Account: c.Account, Hidden: slices.Sorted(maps.Keys(c.Unreadable))}
	t.meet(match.Shown{Tracker: tr.Name, Items: c.Items, Listed: true}, a.Began)
	t.was[tr.Name] = mark
	t.next[tr.Name] = plan.TrackerMark{Tracker: tr.Name, Watermark: c.Watermark, Account: cmp.Or(c.Account, mark.Account), Doubted: mark.Doubted}
	why := t.notSeen(ctx, tr, t.missing(ctx, tr.Name, c.Scanned, !c.Hides()), c.Emptied, a.Began)
	next := t.next[tr.Name]
	switch {
	case why == nil:
		next.Doubted = time.Time{}
	case tracker.Certain(tr.Tracker):
		next.Watermark = mark.Watermark
	}
	t.next[tr.Name] = next
	for _, project := range slices.Sorted(maps.Keys(c.Unreadable)) {
		if why := c.Unreadable[project]; why.Hides {
			unread[project] = tracker.Words(why.Err)
			t.failed(Failure{Tracker: tr.Name, Err: why.Err})
		}
	}
	if !c.Partly && !c.Hides() {
		t.g.kept.listed[tr.Name] = a.Began
	}
	for _, project := range c.Vanished {
		unread[project] = cmp.Or(unread[project], project+" was there at the last reading, and is gone")
	}
	for _, late := range pace.Kept[gotten](t.vendor(tr.Name)) { // what was asked by id, and answered too late for the last pass
		t.Items.Add(t.Items.Stored(tr.Name, late.Value.ids...)...)
		t.take(ctx, tr, late)
	}
}

// meet takes in items as they were shown when it was asked for them, but those that
// were seen later by now.
func (t *trackers) meet(s match.Shown, began time.Time) {
	var shown []tracker.Item
	for _, item := range s.Items {
		id := plan.ItemID{Tracker: s.Tracker, ID: item.ID}
		if t.g.kept.seen[id].After(began) {
			continue
		}
		t.g.kept.seen[id] = began
		shown = append(shown, item)
	}
	s.Items = shown
	match.Meet(t.Ledger, s)
}

// missing are the items that are not where they were known to be; those that
// were not before may lie where the tracker could not be read, if it was not
// read whole.
func (t *trackers) missing(ctx context.Context, name string, scanned []string, whole bool) (out []plan.ItemRow) {
	if len(scanned) > 0 {
		rows, err := t.store.ItemsIn(ctx, name, scanned)
		t.Fail(err)
		out = rows
	}
	if whole {
		before, err := t.store.Unseen(ctx, name)
		t.Fail(err)
		out = append(out, before...)
	}
	return out
}

// marks are what is to be kept of the trackers, as far as it is not.
func (t *trackers) marks() (out []plan.TrackerMark) {
	for _, name := range slices.Sorted(maps.Keys(t.next)) {
		if t.next[name] != t.was[name] {
			out = append(out, t.next[name])
		}
	}
	return out
}

func (t *trackers) named(name string) (Tracker, bool) {
	i := slices.IndexFunc(t.all, func(tr Tracker) bool { return tr.Name == name })
	if i < 0 {
		return Tracker{}, false
	}
	return t.all[i], true
}

// unsure says why it can't be told whether the tracker that holds an address
// has the item there; "": it can.
func (t *trackers) unsure(address string) string {
	for _, tr := range t.all {
		if facts := t.facts[tr.Name]; t.Homes[tr.Name](address) {
			if facts.Problem != "" {
				return facts.Problem
			}
			for _, project := range slices.Sorted(maps.Keys(facts.Unread)) {
				return facts.Unread[project]
			}
		}
	}
	return ""
}
