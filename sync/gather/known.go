package gather

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// known loads the reviews to be planned although their documents did not
// change.
func (p *pass) known(ctx context.Context) error {
	if err := p.askers(ctx); err != nil {
		return err
	}
	keys := slices.Sorted(maps.Keys(p.dirty))
	if err := p.fetch(ctx, keys); err != nil {
		return err
	}
	for _, key := range keys {
		if r, ok := p.before[key]; ok && p.configured(r.Source) {
			p.record(r)
		}
	}
	return p.err
}

func (p *pass) configured(source string) bool {
	_, ok := p.in.Sources[source]
	return ok
}

// unclaimed gives the new items of ours to the known actions that their
// markers name.
func (p *pass) unclaimed(ctx context.Context) error {
	for _, id := range slices.SortedFunc(maps.Keys(p.fresh), byID) {
		row := p.rows[id]
		if r, ok := p.records[row.Marker.Review]; ok {
			p.adopt(ctx, r, row)
		}
	}
	return nil
}

func byID(a, b plan.ItemID) int {
	return cmp.Or(cmp.Compare(a.Tracker, b.Tracker), cmp.Compare(a.ID, b.ID))
}

// items brings in the rows of all items that the records' actions have, read
// again where that was asked for.
func (p *pass) items(ctx context.Context) error {
	wanted := map[string][]string{}
	for _, r := range p.records {
		for _, k := range r.Actions {
			if _, away := p.in.Away[k.Key]; k.Item != nil && k.Item.Tracker != "" && !away {
				wanted[k.Item.Tracker] = append(wanted[k.Item.Tracker], k.Item.ID)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if err := p.itemsOf(ctx, name, wanted[name]); err != nil {
			return err
		}
	}
	return p.duplicates(ctx)
}

func (p *pass) itemsOf(ctx context.Context, name string, ids []string) error {
	stored, err := p.g.Store.Items(ctx, name, ids)
	if err != nil {
		return err
	}
	for _, row := range stored {
		if _, met := p.rows[row.ItemID()]; !met {
			p.rows[row.ItemID()] = row
		}
	}
	if t, ok := p.tracker(name); ok && p.req.Again && p.in.Trackers[name].Problem == "" {
		if err := p.reread(ctx, t, ids); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if row, ok := p.rows[plan.ItemID{Tracker: name, ID: id}]; ok {
			t, _ := p.tracker(name)
			p.in.Items[row.ItemID()] = row
			if t.elsewhere(row) {
				p.in.Elsewhere[row.ItemID()] = true
			}
		}
	}
	return nil
}

// atOnce is how many items one request reads by id.
const atOnce = 100

// get reads items, in bounded time: a tracker that hangs stops no other.
func get(ctx context.Context, t Tracker, ids []string) ([]tracker.Item, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return t.Get(ctx, ids)
}

// reread reads items by id, past every index.
func (p *pass) reread(ctx context.Context, t Tracker, ids []string) error {
	var unlisted []string
	for _, id := range ids {
		item := plan.ItemID{Tracker: t.Name, ID: id}
		if row, ok := p.rows[item]; !p.listed[item] && (!ok || t.follows(row)) {
			unlisted = append(unlisted, id)
		}
	}
	slices.Sort(unlisted)
	for chunk := range slices.Chunk(slices.Compact(unlisted), atOnce) {
		items, err := get(ctx, t, chunk)
		if err != nil {
			p.failures = append(p.failures, Failure{Tracker: t.Name, Err: err})
			return p.meet(ctx, t.Name, items, false)
		}
		if err := p.meet(ctx, t.Name, items, false); err != nil {
			return err
		}
		var missing []plan.ItemRow
		for _, id := range chunk {
			row, ok := p.rows[plan.ItemID{Tracker: t.Name, ID: id}]
			if ok && !slices.ContainsFunc(items, func(i tracker.Item) bool { return i.ID == id }) {
				missing = append(missing, row)
			}
		}
		if err := p.notSeen(ctx, missing); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) tracker(name string) (Tracker, bool) {
	i := slices.IndexFunc(p.g.Trackers, func(t Tracker) bool { return t.Name == name })
	if i < 0 {
		return Tracker{}, false
	}
	return p.g.Trackers[i], true
}

// duplicates names, beside an item, the others that bear the same marker,
// until they are gone.
func (p *pass) duplicates(ctx context.Context) error {
	all, err := p.unknownItems(ctx, slices.Sorted(maps.Keys(p.records)))
	if err != nil {
		return err
	}
	for key, rows := range all {
		r, ok := p.records[key]
		if !ok {
			continue
		}
		of := map[review.Key][]plan.ItemRow{}
		for _, row := range rows {
			of[row.Marker.Action] = append(of[row.Marker.Action], row)
		}
		for _, k := range r.Actions {
			p.noteOthers(k, of[k.Key])
		}
	}
	return nil
}

// mostOthers is how many further items of one action are named.
const mostOthers = 5

func (p *pass) noteOthers(k plan.Action, rows []plan.ItemRow) {
	if k.Item == nil {
		return
	}
	id := plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}
	mine, ok := p.in.Items[id]
	var others []string
	for _, row := range rows {
		if ok && mine.Marker != nil && mine.Marker.Signature != "" && row.Marker.Signature == mine.Marker.Signature {
			continue // somebody copied it, under a key of their own choosing: it is nobody's
		}
		_, configured := p.in.Trackers[row.Tracker]
		if configured && row.URL != k.Item.URL && row.Marker.Generation == k.Generation && row.ItemID() != id && row.Gone.IsZero() {
			others = append(others, row.Key)
		}
	}
	if ok && len(others) > 0 {
		slices.Sort(others)
		if more := len(others) - mostOthers; more > 0 {
			others = append(others[:mostOthers], strconv.Itoa(more)+" more")
		}
		mine.Note = strings.Join(append(nonEmpty(mine.Note), "the same marker is on "+strings.Join(others, ", ")), "; ")
		p.in.Items[id] = mine
	}
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// action is one as this pass reads it, or as the store has it; nil: neither.
func (p *pass) action(ctx context.Context, key review.Key) (*plan.Action, error) {
	if p.byAction == nil { // a document's lines may ask for as many actions as it has
		p.byAction = map[review.Key]*plan.Action{}
		for _, r := range p.records {
			for i := range r.Actions {
				p.byAction[r.Actions[i].Key] = &r.Actions[i]
			}
		}
	}
	if k := p.byAction[key]; k != nil {
		return k, nil
	}
	stored, _, err := p.g.Store.Action(ctx, key)
	return find(stored, key), err
}

func find(r plan.Review, action review.Key) *plan.Action {
	if i := slices.IndexFunc(r.Actions, func(k plan.Action) bool { return k.Key == action }); i >= 0 {
		return &r.Actions[i]
	}
	return nil
}
