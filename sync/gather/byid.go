package gather

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/gather/match"
	"github.com/followthrough/followthrough/sync/gather/pace"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// atOnce is how many items one request reads by id.
const atOnce = 100

// gotten is what came of asking for items by their ids: those of ids that were
// answered for and are not among the items are not there.
type gotten struct {
	ids   []string
	items []tracker.Item
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

// owe has an item read again by its id, as soon as its tracker can be asked.
func (t *trackers) owe(id plan.ItemID) {
	owed := t.g.kept.owedItems
	if owed[id.Tracker] == nil {
		owed[id.Tracker] = map[string]bool{}
	}
	owed[id.Tracker][id.ID] = true
}

// rereadOwed reads the items again that are owed, of the trackers that were read in
// this pass, or are configured no more.
func (t *trackers) rereadOwed(ctx context.Context) {
	for _, name := range slices.Sorted(maps.Keys(t.g.kept.owedItems)) {
		if t.facts[name].Problem == "" {
			ids := slices.Sorted(maps.Keys(t.g.kept.owedItems[name]))
			t.Items.Add(t.Items.Stored(name, ids...)...)
			t.reread(ctx, map[string][]string{name: ids})
			delete(t.g.kept.owedItems, name)
		}
	}
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
		t.absences(ctx, tr, t.get(ctx, tr, unlisted))
	}
}

// get reads items by id and takes in what was answered, though not all was; not
// what was not there.
func (t *trackers) get(ctx context.Context, tr Tracker, ids []string) pace.Answer[gotten] {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return pace.Answer[gotten]{}
	}
	if why := t.facts[tr.Name].Problem; why != "" {
		return pace.Answer[gotten]{Err: errors.New(why)}
	}
	a := pace.Ask(ctx, t.vendor(tr.Name), strings.Join(ids, "\x00"), func(ctx context.Context) (g gotten, err error) {
		for chunk := range slices.Chunk(ids, atOnce) {
			items, err := getSome(ctx, tr, chunk)
			g.items = append(g.items, items...)
			if err != nil {
				return g, err
			}
			g.ids = append(g.ids, chunk...)
		}
		return g, nil
	})
	if a.Err != nil {
		t.unanswered(tr.Name, a.Err)
	}
	t.meet(match.Shown{Tracker: tr.Name, Items: a.Value.items}, a.Began)
	return a
}

// getSome reads a few items, in bounded time.
func getSome(ctx context.Context, tr Tracker, ids []string) ([]tracker.Item, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return tr.Get(ctx, ids)
}

// take takes in what was answered for items by their ids.
func (t *trackers) take(ctx context.Context, tr Tracker, a pace.Answer[gotten]) {
	t.meet(match.Shown{Tracker: tr.Name, Items: a.Value.items}, a.Began)
	t.absences(ctx, tr, a)
}

// absences takes in which items were not there.
func (t *trackers) absences(ctx context.Context, tr Tracker, a pace.Answer[gotten]) {
	var missing []plan.ItemRow
	for _, id := range a.Value.ids {
		item := plan.ItemID{Tracker: tr.Name, ID: id}
		if row, ok := t.Items.Row(item); ok && !slices.ContainsFunc(a.Value.items, func(i tracker.Item) bool { return i.ID == id }) {
			missing = append(missing, row)
		}
	}
	if len(missing) > 0 {
		_ = t.notSeen(ctx, tr, missing, "", a.Began) // what is doubted was told
	}
}

// unanswered notes that a tracker that was read did not answer a question about
// items.
func (t *trackers) unanswered(name string, err error) {
	var late *pace.Late
	if errors.As(err, &late) {
		t.tardy(Late{Tracker: name, Since: late.Since})
		return
	}
	t.failed(Failure{Tracker: name, Err: err})
}

// edited tells whether anybody but us may have changed an item's marker. What
// can't be told is doubted.
func (t *trackers) edited(ctx context.Context, id plan.ItemID) bool {
	tr, _ := t.named(id.Tracker)
	can, ok := tr.Tracker.(tracker.Edited)
	if !ok {
		return false
	}
	if t.facts[id.Tracker].Problem != "" {
		t.untold[id] = true
		return true
	}
	a := pace.Ask(ctx, t.vendor(id.Tracker), "edited "+id.ID, func(ctx context.Context) (bool, error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return can.Edited(ctx, id.ID)
	})
	if a.Err != nil {
		t.unanswered(id.Tracker, a.Err)
		t.untold[id] = true
		return true
	}
	return a.Value
}
