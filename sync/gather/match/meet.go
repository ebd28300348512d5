// Package match tells what is what: which known item, review and action each
// thing is that a pass observed, and whose marker counts. Its functions work on a
// ledger and on what was observed, as values: they ask no source, no tracker and
// no clock, and decide nothing that follows from what they find.
package match

import (
	"fmt"
	"reflect"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// twoReadings is how far apart the two readings are in which an item must be
// gone before it is believed: cut and paste is a move, in either order.
const twoReadings = 10 * time.Second

// newFor is how long after it was made a store may still meet for the first
// time what is older than itself: a first listing may take several passes.
const newFor = 24 * time.Hour

// mostTold is how many claims, and how many items of actions that nobody knows,
// one pass tells of one by one: anybody can make any number of them.
const mostTold = 10

// Shown are items as one tracker shows them.
type Shown struct {
	Tracker string
	Items   []tracker.Item
	Listed  bool // by a listing, not because they were asked for by id
}

// Meet brings items up to date with what a tracker showed of them, and requeues
// the reviews of those that are not as they were.
func Meet(l *ledger.Ledger, s Shown) {
	if len(s.Items) == 0 {
		return
	}
	ids := make([]string, len(s.Items))
	for i, item := range s.Items {
		ids[i] = item.ID
	}
	known := map[plan.ItemID]plan.ItemRow{}
	for _, row := range l.Items.Stored(s.Tracker, ids...) {
		known[row.ItemID()] = row
	}
	var changed []plan.ItemRow
	for _, item := range s.Items {
		id := plan.ItemID{Tracker: s.Tracker, ID: item.ID}
		row, ok := known[id]
		if l.Items.Claims[id] { // since the store was read
			row, ok = l.Items.Row(id)
		}
		if ok && another(l.Homes, row, item) {
			row, ok = plan.ItemRow{}, false
		}
		now := first(l, seen(l, s.Tracker, item, row, ok), row, ok)
		now.Listed = row.Listed || s.Listed
		l.Items.Meet(now)
		l.Items.Shown[id] = true
		if !ok || !reflect.DeepEqual(row, now) {
			changed = append(changed, now)
		}
		if ok && (row.Key != now.Key || row.Place != now.Place) {
			l.Log.Item(now, "item moved", "it is "+now.Key+" in "+now.Project+" now")
		}
	}
	change(l, changed)
}

// change has items written, and the reviews planned that have them.
func change(l *ledger.Ledger, rows []plan.ItemRow) {
	if len(rows) == 0 {
		return
	}
	ids := make([]plan.ItemID, len(rows))
	for i, row := range rows {
		ids[i] = row.ItemID()
		l.Items.Change(row)
	}
	l.Reviews.Linking(ids)
}

// another tells whether a row is of the place that bore its tracker's name
// before: what has its id there now is another item.
func another(homes plan.Homes, row plan.ItemRow, shown tracker.Item) bool {
	if row.URL == "" || homes[row.Tracker] == nil || homes[row.Tracker](row.URL) {
		return false
	}
	return row.Marker == nil || shown.Marker == nil || !shown.Marker.Same(*row.Marker)
}

// first takes down what an item is that the store did not know as ours, or as
// others'.
func first(l *ledger.Ledger, now, row plan.ItemRow, known bool) plan.ItemRow {
	switch {
	case now.Marker != nil && row.Marker == nil:
		now.Made, now.MadeIn = now.Created, now.Project
		if now.Made.IsZero() {
			now.Made = l.Now
		}
		l.Items.New[now.ItemID()] = true
	case !known && now.Claim != nil:
		return claimed(l, now)
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
func seen(l *ledger.Ledger, name string, item tracker.Item, row plan.ItemRow, known bool) plan.ItemRow {
	item.Created, item.Settled = ledger.Moment(item.Created), ledger.Moment(item.Settled)
	if item.Marker != nil && !Ours(l, *item.Marker) {
		item.Marker = nil
	}
	if item.Claim != nil && !Ours(l, item.Claim.Marker) {
		item.Claim = nil
	}
	now := plan.ItemRow{Tracker: name, Item: item, Made: row.Made, MadeIn: row.MadeIn, Holds: row.Holds, Remark: row.Remark}
	now.Unproven = item.Unproven || row.Unproven
	switch {
	case row.Marker != nil:
		now.Marker, now.Claim = row.Marker, nil
		altered(l, &now, item)
	case known && row.Claim == nil, known && item.Marker != nil && (now.Unproven || !item.Marker.Same(row.Claim.Marker)):
		now.Marker, now.Claim = nil, row.Claim
	}
	wordless(&now, row)
	now.Holds = now.Holds && now.Claim != nil
	return now
}

// wordless keeps words out of a claim that is known without any: it never had them, or
// they are forgotten.
func wordless(now *plan.ItemRow, row plan.ItemRow) {
	if now.Claim != nil && row.Claim != nil && row.Claim.Marker.Text == "" && row.Claim.Marker.Same(now.Claim.Marker) {
		claim := *now.Claim
		claim.Marker.Text = ""
		now.Claim = &claim
	}
}

// altered tells that an item of ours bears another marker than it was made
// with.
func altered(l *ledger.Ledger, now *plan.ItemRow, item tracker.Item) {
	shows := item.Marker
	if item.Claim != nil {
		shows = &item.Claim.Marker
	}
	if shows == nil || shows.Same(*now.Marker) || now.Remark == remarkAltered {
		return
	}
	now.Remark = remarkAltered
	l.Log.Warn(*now.Marker, now.Key, "marker changed", fmt.Sprintf("somebody gave %s the marker of another action (%s): it stays this one's", now.Key, shows.Action))
}

// remarkAltered is what status says of it.
const remarkAltered = "somebody changed its marker: it stays this action's item"

// claimed takes down that an item which we did not make bears a marker of ours.
// What is older than a new store, or met by another account than before, may be
// an item of an account that was ours.
func claimed(l *ledger.Ledger, row plan.ItemRow) plan.ItemRow {
	if l.Items.Claims[row.ItemID()] { // in this pass, another time
		row.Holds = l.Items.At(row.ItemID()).Holds
		return row
	}
	from := l.TrackerReadings[row.Tracker]
	older := !row.Created.IsZero() && row.Created.Before(l.Created) && l.Now.Sub(l.Created) < newFor
	another := from.Mark.Account != "" && from.Account != "" && from.Mark.Account != from.Account
	row.Holds = from.Mark.Watermark == "" || older || another
	switch n := len(l.Items.Claims); {
	case n < mostTold:
		l.Log.Warn(row.Claim.Marker, row.Key, "claimed", row.Key+" bears the marker of this action, but "+maker(row))
	case n == mostTold:
		l.Log.Warn(row.Claim.Marker, row.Key, "claimed", "so do more items: check counts them by account")
	}
	l.Items.Claims[row.ItemID()] = true
	return row
}

// maker says who made an item of others, as far as that is known.
func maker(row plan.ItemRow) string {
	if row.Unproven {
		return "its marker is unsigned, in no backlog of its team"
	}
	return "it was made by " + plan.Account(row.Claim.By)
}

// Ours tells whether a marker is of this instance, and names what can be an
// action.
func Ours(l *ledger.Ledger, m tracker.Marker) bool {
	return m.Instance == l.Instance && m.Action.Valid() && m.Review.Valid()
}

// NotSeen marks items as not seen by a reading that began at a moment, but those
// that were made since, and believes it at the second time.
func NotSeen(l *ledger.Ledger, began time.Time, rows []plan.ItemRow) {
	var changed []plan.ItemRow
	for _, row := range rows {
		switch {
		case l.Items.Shown[row.ItemID()] || !row.Gone.IsZero() || row.Made.After(began):
			continue
		case row.Unseen.IsZero():
			row.Unseen = began
			l.Log.Item(row, "item not seen", "it is not where it was: moved, perhaps")
		case began.Sub(row.Unseen) >= twoReadings:
			row.Gone = l.Now
			l.Log.Item(row, "item gone", itemGone)
		default:
			continue
		}
		changed = append(changed, row)
	}
	change(l, changed)
}

// Doubt takes down that items were not seen, and tells nobody: so many are missing
// at once that it is not believed.
func Doubt(l *ledger.Ledger, rows []plan.ItemRow) {
	var changed []plan.ItemRow
	for _, row := range rows {
		if row.Unseen.IsZero() {
			row.Unseen = l.Now
			changed = append(changed, row)
		}
	}
	change(l, changed)
}

// Gone believes at once that items are gone.
func Gone(l *ledger.Ledger, rows []plan.ItemRow) {
	for i := range rows {
		row := &rows[i]
		if row.Unseen.IsZero() {
			row.Unseen = l.Now
		}
		row.Gone = l.Now
		l.Log.Item(*row, "item gone", itemGone)
	}
	change(l, rows)
}

const itemGone = "deleted, or not visible any more"
