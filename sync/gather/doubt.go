package gather

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// doubtFrom is from how many items on it is not believed at once that more than half
// of what a tracker has is gone: that is more likely a folder that is not mounted,
// or a permission that was lost, than what people did.
const doubtFrom = 5

// notSeen takes in that items of a tracker are not where they were known to be,
// and that nothing is left there, as emptied says ("": something is). It says why
// that is not believed; nil: it is, or the next reading tells. While it is not,
// nothing is made where they lay, and where nothing is left anywhere.
func (t *trackers) notSeen(ctx context.Context, tr Tracker, missing []plan.ItemRow, emptied string, began time.Time) error {
	if missing = t.absent(t.before(missing, began)); len(missing) == 0 && emptied == "" {
		return nil
	}
	before, err := t.store.Unseen(ctx, tr.Name)
	t.Fail(err)
	all := t.absent(slices.Concat(missing, before))
	n, there := t.mostly(ctx, tr.Name, all)
	if n == 0 && emptied == "" {
		match.NotSeen(t.Ledger, ledger.Moment(began), missing)
		return nil
	}
	mark := t.next[tr.Name]
	if mark.Doubted.IsZero() {
		mark.Doubted = t.Now
		t.next[tr.Name] = mark
	}
	why := t.tooMany(tr.Name, n, there, emptied)
	if t.believe == tr.Name || t.Now.Sub(mark.Doubted) >= plan.DoubtFor {
		err := t.gone(ctx, tr, all)
		if err == nil {
			return nil
		}
		why = fmt.Errorf("what is gone of %s could not be asked for: %s", tr.Name, tracker.Words(err))
	} else if t.doubted[tr.Name] == nil {
		t.failed(Failure{Tracker: tr.Name, Err: why})
	}
	t.doubted[tr.Name] = why
	for _, row := range all {
		t.facts[tr.Name].Unread[row.Project] = why.Error()
	}
	if emptied != "" || n == there {
		for _, b := range t.looked[tr.Name] {
			t.facts[tr.Name].Unread[b.Project] = why.Error()
		}
	}
	if !tracker.Certain(tr.Tracker) { // else it is compared with the same mark again
		match.Doubt(t.Ledger, missing)
	}
	return why
}

// tooMany says what is gone of a tracker, and how that is confirmed.
func (t *trackers) tooMany(name string, n, there int, emptied string) error {
	if n > 0 {
		emptied = fmt.Sprintf("%d of the %d items of %s are gone", n, there, name)
	}
	return &tracker.Error{Kind: tracker.Unavailable, Err: fmt.Errorf("%s at once, which is not believed until %s: %s confirms it",
		emptied, t.next[name].Doubted.Add(plan.DoubtFor).Format(time.RFC3339), review.Command("sync", "--tracker", name, "--gone"))}
}

// gone believes that items are gone, if the tracker does not know them by their
// ids either.
func (t *trackers) gone(ctx context.Context, tr Tracker, rows []plan.ItemRow) error {
	for chunk := range slices.Chunk(rows, atOnce) {
		ids := make([]string, len(chunk))
		for i, row := range chunk {
			ids[i] = row.ID
		}
		if a := t.get(ctx, tr, ids); a.Err != nil {
			return a.Err
		}
	}
	match.Gone(t.Ledger, t.absent(rows))
	return nil
}

// before leaves out what was made, or seen, since a reading began.
func (t *trackers) before(rows []plan.ItemRow, began time.Time) []plan.ItemRow {
	return slices.DeleteFunc(rows, func(row plan.ItemRow) bool {
		return row.Made.After(began) || t.g.kept.seen[row.ItemID()].After(began)
	})
}

// absent are the rows, each once, of what this pass did not show, and that was not
// known to be gone.
func (t *trackers) absent(rows []plan.ItemRow) (out []plan.ItemRow) {
	seen := map[string]bool{}
	for _, row := range rows {
		if now, met := t.Items.Row(row.ItemID()); met {
			row = now
		}
		if !seen[row.ID] && !t.Items.Shown[row.ItemID()] && row.Gone.IsZero() {
			seen[row.ID] = true
			out = append(out, row)
		}
	}
	slices.SortFunc(out, func(a, b plan.ItemRow) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// mostly counts these, and all that a tracker is known to have, if they are more
// than half of it. One that only bears a marker of ours does not count, as anybody
// can make and delete it, nor does what was left behind at another place that bore
// the tracker's name.
func (t *trackers) mostly(ctx context.Context, name string, rows []plan.ItemRow) (n, there int) {
	for _, row := range rows {
		if home := t.Homes[name]; row.Claim == nil && (row.URL == "" || home == nil || home(row.URL)) {
			n++
		}
	}
	if 2*n < doubtFrom {
		return 0, 0
	}
	there, err := t.store.ItemsThere(ctx, name)
	t.Fail(err)
	if there < doubtFrom || 2*n <= there {
		return 0, 0
	}
	return n, there
}
