package gather

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// twoReadings is how far apart the two readings are in which an item must be
// gone before it is believed: cut and paste is a move, in either order.
const twoReadings = 10 * time.Second

// patience bounds what one source or tracker may take of a pass.
const patience = 2 * time.Minute

// trackers lists what changed in every tracker; one that fails stops no other.
func (p *pass) trackers(ctx context.Context) error {
	type answer struct {
		changes tracker.Changes
		mark    plan.TrackerMark
		err     error
	}
	answers := make([]answer, len(p.g.Trackers))
	backlogs := make([][]tracker.Backlog, len(p.g.Trackers))
	for i, t := range p.g.Trackers {
		var err error
		if answers[i].mark, err = p.g.Store.TrackerMark(ctx, t.Name); err != nil {
			return err
		}
		if backlogs[i], err = p.backlogs(ctx, t.Name); err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	for i, t := range p.g.Trackers {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			answers[i].changes, answers[i].err = t.Changed(ctx, backlogs[i], answers[i].mark.Watermark)
		})
	}
	wg.Wait()
	for i, t := range p.g.Trackers {
		a := answers[i]
		facts := plan.TrackerFacts{
			Unread: map[string]string{}, Settle: t.Settle, BackoffUntil: moment(p.g.Backoff.Until(t.Name)),
			Certain: tracker.Certain(t.Tracker), Shown: map[string]bool{}, Behind: map[review.Key]string{},
		}
		if s := facts.Settle; s > 0 {
			facts.NotBefore = p.created.Add(s)
		}
		if a.err != nil {
			facts.Problem = fmt.Sprintf("%s can't be read: %s", t.Name, tracker.Words(a.err))
			facts.Refused = tracker.KindOf(a.err) == tracker.Auth
			p.failures = append(p.failures, Failure{Tracker: t.Name, Err: a.err})
		} else if err := p.listing(ctx, t.Name, a.changes, a.mark); err != nil {
			return err
		}
		for _, project := range slices.Sorted(maps.Keys(a.changes.Unread)) {
			facts.Unread[project] = tracker.Words(a.changes.Unread[project])
			p.failures = append(p.failures, Failure{Tracker: t.Name, Err: a.changes.Unread[project]})
		}
		p.in.Trackers[t.Name] = facts
		if p.req.Foreign && facts.Problem == "" {
			if err := p.foreign(ctx, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// foreign reads again the followed items that are not of our making: no
// listing shows them.
func (p *pass) foreign(ctx context.Context, t Tracker) error {
	rows, err := p.g.Store.Foreign(ctx, t.Name)
	if err != nil {
		return err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
		if _, met := p.rows[row.ItemID()]; !met {
			p.rows[row.ItemID()] = row
		}
	}
	return p.reread(ctx, t, ids)
}

// backlogs are the places to look in: the teams', and those where an item of
// ours was ever asked for.
func (p *pass) backlogs(ctx context.Context, name string) ([]tracker.Backlog, error) {
	seen := map[string]bool{}
	var out []tracker.Backlog
	for _, team := range p.g.Mapping.Teams() {
		if b := team.Backlog; b.Tracker == name && !seen[b.Project] {
			seen[b.Project] = true
			out = append(out, tracker.Backlog{Project: b.Project, Settings: b.Settings, Labels: b.Labels})
		}
	}
	used, err := p.g.Store.Backlogs(ctx, name)
	if err != nil {
		return nil, err
	}
	for _, project := range used {
		if !seen[project] {
			seen[project] = true
			out = append(out, tracker.Backlog{Project: project})
		}
	}
	for i := range out {
		out[i].Asked = p.askedSince(name, out[i].Project)
	}
	return out, nil
}

// askedSince is when the oldest creation in a project was asked for whose
// outcome is not known; zero: there is none.
func (p *pass) askedSince(name, project string) time.Time {
	var oldest time.Time
	for _, intent := range p.open {
		if intent.Tracker == name && intent.Backlog.Project == project && (oldest.IsZero() || intent.Asked.Before(oldest)) {
			oldest = intent.Asked
		}
	}
	return oldest
}

// listing takes in what one tracker listed.
func (p *pass) listing(ctx context.Context, name string, c tracker.Changes, mark plan.TrackerMark) error {
	if c.Anew {
		mark.Account = ""
		p.sights[name] = sight{plan.TrackerMark{Tracker: name}, c.Account}
	} else {
		p.sights[name] = sight{mark, c.Account}
	}
	if err := p.meet(ctx, name, c.Items, true); err != nil {
		return err
	}
	for _, project := range c.Blind {
		p.blind[plan.Destination{Tracker: name, Project: project}] = true
	}
	if err := p.unseen(ctx, name, c.Scanned, len(c.Unread) == 0); err != nil {
		return err
	}
	account := cmp.Or(c.Account, mark.Account)
	if c.Watermark != mark.Watermark || account != mark.Account {
		p.changes.Trackers = append(p.changes.Trackers, plan.TrackerMark{Tracker: name, Watermark: c.Watermark, Account: account})
	}
	return nil
}

// sight is what is so of a listing: what was known before it, and who we were.
type sight struct {
	mark    plan.TrackerMark
	account string
}

// meet brings the rows of items up to date with what a tracker showed.
func (p *pass) meet(ctx context.Context, name string, items []tracker.Item, listed bool) error {
	if len(items) == 0 {
		return nil
	}
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	stored, err := p.g.Store.Items(ctx, name, ids)
	if err != nil {
		return err
	}
	known := map[string]plan.ItemRow{}
	for _, row := range stored {
		known[row.ID] = row
	}
	var changed []plan.ItemID
	for _, item := range items {
		row, ok := known[item.ID]
		if id := (plan.ItemID{Tracker: name, ID: item.ID}); p.claimed[id] { // since the store was read
			row, ok = p.rows[id], true
		}
		if ok && p.another(row, item) {
			row, ok = plan.ItemRow{}, false
		}
		now := p.first(p.seen(name, item, row, ok), row, ok)
		now.Listed = row.Listed || listed
		p.rows[now.ItemID()] = now
		p.listed[now.ItemID()] = true
		if !ok || !sameRow(row, now) {
			changed = append(changed, now.ItemID())
		}
		if ok && (row.Key != now.Key || row.Place != now.Place) {
			p.itemEvent(now, "item moved", "it is "+now.Key+" in "+now.Project+" now")
		}
	}
	return p.changed(ctx, changed)
}

// first takes down what an item is that the store did not know as ours, or as
// others'.
func (p *pass) first(now, row plan.ItemRow, known bool) plan.ItemRow {
	switch {
	case now.Marker != nil && row.Marker == nil:
		now.Made, now.MadeIn = now.Created, now.Project
		if now.Made.IsZero() {
			now.Made = p.now
		}
		p.fresh[now.ItemID()] = true
	case !known && now.Claim != nil:
		return p.met(now)
	}
	if now.MadeIn == "" {
		now.MadeIn = now.Project
	}
	return now
}

// seen is the row of an item as it was shown now. What we know to be ours stays
// so, and its action's, whatever became of its marker: who may edit an item may
// edit that too. Nor does a known item of others become ours, but by the
// configuration naming who made it.
func (p *pass) seen(name string, item tracker.Item, row plan.ItemRow, known bool) plan.ItemRow {
	item.Created, item.Settled = moment(item.Created), moment(item.Settled)
	if !p.ours(item.Marker) {
		item.Marker = nil
	}
	if item.Claim != nil && !p.ours(&item.Claim.Marker) {
		item.Claim = nil
	}
	now := plan.ItemRow{Tracker: name, Item: item, Made: row.Made, MadeIn: row.MadeIn, Holds: row.Holds, Remark: row.Remark}
	now.Unproven = item.Unproven || row.Unproven
	switch {
	case row.Marker != nil:
		now.Marker, now.Claim = row.Marker, nil
		p.altered(&now, row, item)
	case known && row.Claim == nil, known && item.Marker != nil && (now.Unproven || !item.Marker.Same(row.Claim.Marker)):
		now.Marker, now.Claim = nil, row.Claim
	}
	now.Holds = now.Holds && now.Claim != nil
	return now
}

// altered tells that an item of ours bears another marker than it was made
// with.
func (p *pass) altered(now *plan.ItemRow, row plan.ItemRow, item tracker.Item) {
	shows := item.Marker
	if item.Claim != nil {
		shows = &item.Claim.Marker
	}
	if shows == nil || shows.Same(*row.Marker) || now.Remark == remarkAltered {
		return
	}
	now.Remark = remarkAltered
	p.warn(*row.Marker, now.Key, "marker changed", fmt.Sprintf("somebody gave %s the marker of another action (%s): it stays this one's", now.Key, shows.Action))
}

// remarkAltered is what status says of it.
const remarkAltered = "somebody changed its marker: it stays this action's item"

// itemEvent tells of an item that is ours; whose review it is, is filled in
// when the records are known.
func (p *pass) itemEvent(row plan.ItemRow, what, why string) {
	if row.Marker == nil {
		return
	}
	p.changes.Events = append(p.changes.Events, plan.Event{
		At: p.now, Review: row.Marker.Review, Action: row.Marker.Action, Item: row.Key, What: what, Why: why,
	})
}

// changed notes that rows are to be written, and who has to be planned anew.
func (p *pass) changed(ctx context.Context, ids []plan.ItemID) error {
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		p.write(p.rows[id])
	}
	keys, err := p.g.Store.Linking(ctx, ids)
	p.mark(keys)
	return err
}

// write notes a row to be written.
func (p *pass) write(row plan.ItemRow) {
	p.rows[row.ItemID()] = row
	p.writes[row.ItemID()] = true
}

func sameRow(a, b plan.ItemRow) bool {
	return reflect.DeepEqual(a, b)
}

func (p *pass) ours(m *tracker.Marker) bool {
	return m != nil && m.Instance == p.g.Instance && m.Action.Valid() && m.Review.Valid()
}

// unseen finds the items that are not where they were known to be; those that
// were not before may lie where the tracker could not be read, if it was not
// read whole.
func (p *pass) unseen(ctx context.Context, name string, scanned []string, whole bool) error {
	var missing []plan.ItemRow
	if len(scanned) > 0 {
		rows, err := p.g.Store.ItemsIn(ctx, name, scanned)
		if err != nil {
			return err
		}
		missing = rows
	}
	if whole {
		before, err := p.g.Store.Unseen(ctx, name)
		if err != nil {
			return err
		}
		missing = append(missing, before...)
	}
	slices.SortFunc(missing, func(a, b plan.ItemRow) int { return cmp.Compare(a.ID, b.ID) })
	missing = slices.CompactFunc(missing, func(a, b plan.ItemRow) bool { return a.ID == b.ID })
	return p.notSeen(ctx, missing)
}

// notSeen marks rows as not seen, and believes it at the second time.
func (p *pass) notSeen(ctx context.Context, rows []plan.ItemRow) error {
	var changed []plan.ItemID
	for _, row := range rows {
		switch {
		case p.listed[row.ItemID()] || !row.Gone.IsZero():
			continue
		case row.Unseen.IsZero():
			row.Unseen = p.now
			p.itemEvent(row, "item not seen", "it is not where it was: moved, perhaps")
		case p.now.Sub(row.Unseen) >= twoReadings:
			row.Gone = p.now
			p.itemEvent(row, "item gone", "deleted, or not visible any more")
		default:
			continue
		}
		p.rows[row.ItemID()] = row
		changed = append(changed, row.ItemID())
	}
	return p.changed(ctx, changed)
}
