package gather

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// patience bounds what one source or tracker may take of a pass.
const patience = 2 * time.Minute

// atOnce is how many items one request reads by id.
const atOnce = 100

// trackers asks the trackers, and tells the ledger what they show. One that
// fails stops no other.
type trackers struct {
	*ledger.Ledger
	all   []Tracker
	store TrackerStore
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
}

func newTrackers(l *ledger.Ledger, g *Gatherer, req Request, failed func(Failure)) *trackers {
	return &trackers{
		Ledger: l, all: g.Trackers, store: g.Store, facts: map[string]plan.TrackerFacts{}, failed: failed,
		was: map[string]plan.TrackerMark{}, next: map[string]plan.TrackerMark{}, looked: map[string][]tracker.Backlog{}, believe: req.BelieveTracker, doubted: map[string]error{},
	}
}

// list lists what changed in every tracker since its mark, in the backlogs
// of teams at least, and where a creation has no answer. With foreign, the
// followed items that are not of our making are read again too: no listing shows
// them.
func (t *trackers) list(ctx context.Context, teams []plan.Team, open []plan.Intent, backoff *tracker.Backoff, foreign bool) {
	type answer struct {
		changes tracker.Changes
		err     error
	}
	answers, marks, backlogs := make([]answer, len(t.all)), make([]plan.TrackerMark, len(t.all)), make([][]tracker.Backlog, len(t.all))
	for i, tr := range t.all {
		mark, err := t.store.TrackerMark(ctx, tr.Name)
		t.Fail(err)
		marks[i], backlogs[i] = mark, t.backlogs(ctx, tr.Name, teams)
		t.looked[tr.Name] = backlogs[i]
	}
	if t.Err() != nil {
		return
	}
	var wg sync.WaitGroup
	for i, tr := range t.all {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			answers[i].changes, answers[i].err = tr.Changed(ctx, backlogs[i], asked(tr.Name, open), marks[i].Watermark)
		})
	}
	wg.Wait()
	for i, tr := range t.all {
		c, err := answers[i].changes, answers[i].err
		facts := plan.TrackerFacts{
			Unread: map[string]string{}, Settle: tr.Settle, BackoffUntil: ledger.Moment(backoff.Until(tr.Name, tracker.Making)),
			Certain: tracker.Certain(tr.Tracker), Shown: map[string]time.Time{}, Silent: backoff.Silent(tr.Name), Behind: map[review.Key]string{},
		}
		if s := facts.Settle; s > 0 {
			facts.NotBefore = t.Memory.Since.Add(s)
		}
		if err != nil {
			facts.Problem = fmt.Sprintf("%s can't be read: %s", tr.Name, tracker.Words(err))
			facts.Refused = tracker.KindOf(err) == tracker.Auth
			t.failed(Failure{Tracker: tr.Name, Err: err})
		} else {
			t.facts[tr.Name] = facts
			t.listed(ctx, tr, c, marks[i])
		}
		for _, project := range slices.Sorted(maps.Keys(c.Unreadable)) {
			if why := c.Unreadable[project]; why.Hides {
				facts.Unread[project] = tracker.Words(why.Err)
				t.failed(Failure{Tracker: tr.Name, Err: why.Err})
			}
		}
		t.facts[tr.Name] = facts
		if foreign && facts.Problem == "" {
			t.readForeign(ctx, tr.Name)
		}
	}
}

// backlogs are the places to look in: the teams', and those where an item of
// ours was ever asked for.
func (t *trackers) backlogs(ctx context.Context, name string, teams []plan.Team) []tracker.Backlog {
	seen := map[string]bool{}
	var out []tracker.Backlog
	add := func(b tracker.Backlog) {
		if !seen[b.Project] {
			seen[b.Project] = true
			out = append(out, b)
		}
	}
	for _, team := range teams {
		if b := team.Backlog; b.Tracker == name {
			add(tracker.Backlog{Project: b.Project, Settings: b.Settings, Labels: b.Labels})
		}
	}
	used, err := t.store.Backlogs(ctx, name)
	t.Fail(err)
	for _, project := range used {
		add(tracker.Backlog{Project: project})
	}
	return out
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

// listed takes in what one tracker listed. While its absences are doubted, one that
// shows at once all that is there is compared with the same mark again.
func (t *trackers) listed(ctx context.Context, tr Tracker, c tracker.Changes, mark plan.TrackerMark) {
	since, unread := mark, t.facts[tr.Name].Unread
	if c.Anew {
		mark.Account, since = "", plan.TrackerMark{Tracker: tr.Name}
	}
	t.TrackerReadings[tr.Name] = ledger.TrackerReading{Mark: since, Account: c.Account, Hidden: slices.Sorted(maps.Keys(c.Unreadable))}
	match.Meet(t.Ledger, match.Shown{Tracker: tr.Name, Items: c.Items, Listed: true})
	t.was[tr.Name] = mark
	t.next[tr.Name] = plan.TrackerMark{Tracker: tr.Name, Watermark: c.Watermark, Account: cmp.Or(c.Account, mark.Account), Doubted: mark.Doubted}
	why := t.notSeen(ctx, tr, t.missing(ctx, tr.Name, c.Scanned, !c.Hides()), c.Emptied)
	next := t.next[tr.Name]
	switch {
	case why == nil:
		next.Doubted = time.Time{}
	case tracker.Certain(tr.Tracker):
		next.Watermark = mark.Watermark
	}
	t.next[tr.Name] = next
	for _, project := range c.Vanished {
		unread[project] = cmp.Or(unread[project], project+" was there at the last reading, and is gone")
	}
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

// readForeign reads again the followed items that are not of our making.
func (t *trackers) readForeign(ctx context.Context, name string) {
	rows, err := t.store.Foreign(ctx, name)
	t.Fail(err)
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	t.Items.Add(rows...)
	t.reread(ctx, map[string][]string{name: ids})
}

// reread reads items by id, past every index, those that this pass has shown
// left out.
func (t *trackers) reread(ctx context.Context, wanted map[string][]string) {
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		tr, configured := t.named(name)
		if !configured || t.facts[name].Problem != "" {
			continue
		}
		var unlisted []string
		for _, id := range wanted[name] {
			item := plan.ItemID{Tracker: name, ID: id}
			if row, ok := t.Items.Row(item); !t.Items.Shown[item] && (!ok || tr.follows(row)) {
				unlisted = append(unlisted, id)
			}
		}
		slices.Sort(unlisted)
		var missing []plan.ItemRow
		for chunk := range slices.Chunk(slices.Compact(unlisted), atOnce) {
			items, err := t.get(ctx, tr, chunk)
			if err != nil {
				break
			}
			for _, id := range chunk {
				row, ok := t.Items.Row(plan.ItemID{Tracker: name, ID: id})
				if ok && !slices.ContainsFunc(items, func(i tracker.Item) bool { return i.ID == id }) {
					missing = append(missing, row)
				}
			}
		}
		if len(missing) > 0 {
			_ = t.notSeen(ctx, tr, missing, "") // what is doubted was told
		}
	}
}

// get reads items, in bounded time, and takes in what was answered all the same.
func (t *trackers) get(ctx context.Context, tr Tracker, ids []string) ([]tracker.Item, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	items, err := tr.Get(ctx, ids)
	if err != nil {
		t.failed(Failure{Tracker: tr.Name, Err: err})
	}
	match.Meet(t.Ledger, match.Shown{Tracker: tr.Name, Items: items})
	return items, err
}

// edited tells whether anybody but us may have changed an item's marker. What
// can't be told is doubted.
func (t *trackers) edited(ctx context.Context, id plan.ItemID) bool {
	tr, _ := t.named(id.Tracker)
	can, ok := tr.Tracker.(tracker.Edited)
	if !ok {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	edited, err := can.Edited(ctx, id.ID)
	if err != nil {
		t.failed(Failure{Tracker: id.Tracker, Err: err})
		return true
	}
	return edited
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
