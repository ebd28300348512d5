package gather

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

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
// that is not believed; nil: it is, or the next reading tells.
func (t *trackers) notSeen(ctx context.Context, tr Tracker, missing []plan.ItemRow, emptied string) error {
	if missing = t.absent(missing); len(missing) == 0 && emptied == "" {
		return nil
	}
	before, err := t.store.Unseen(ctx, tr.Name)
	t.Fail(err)
	all := t.absent(slices.Concat(missing, before))
	n, there := t.mostly(ctx, tr.Name, all)
	if n == 0 && emptied == "" {
		match.NotSeen(t.Ledger, missing)
		return nil
	}
	mark := t.next[tr.Name]
	if mark.Doubted.IsZero() {
		mark.Doubted = t.Now
		t.next[tr.Name] = mark
	}
	var why error
	if t.believe == tr.Name || t.Now.Sub(mark.Doubted) >= plan.DoubtFor {
		if why = t.gone(ctx, tr, all); why == nil {
			return nil
		}
	} else {
		what := emptied
		if n > 0 {
			what = fmt.Sprintf("%d of its %d items are gone", n, there)
		}
		why = fmt.Errorf("%s at once, which is not believed until %s: %s confirms it",
			what, mark.Doubted.Add(plan.DoubtFor).Format(time.RFC3339), review.Command("sync", "--tracker", tr.Name, "--gone"))
		t.doubt(tr.Name, all, why)
	}
	if !tracker.Certain(tr.Tracker) { // else it is compared with the same mark again
		match.Doubt(t.Ledger, missing)
	}
	return why
}

// doubt notes, and tells once, why what is missing at a tracker is not believed to
// be gone: nothing is made where it lay.
func (t *trackers) doubt(name string, missing []plan.ItemRow, why error) {
	for _, row := range missing {
		t.facts[name].Unread[row.Project] = why.Error()
	}
	if t.doubted[name] == nil {
		t.failed(Failure{Tracker: name, Err: why})
	}
	t.doubted[name] = why
}

// gone believes that items are gone, if the tracker does not know them by their
// ids either.
func (t *trackers) gone(ctx context.Context, tr Tracker, rows []plan.ItemRow) error {
	for chunk := range slices.Chunk(rows, atOnce) {
		ids := make([]string, len(chunk))
		for i, row := range chunk {
			ids[i] = row.ID
		}
		if _, err := t.get(ctx, tr, ids); err != nil {
			return err
		}
	}
	match.Gone(t.Ledger, t.absent(rows))
	return nil
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
