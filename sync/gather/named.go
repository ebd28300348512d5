package gather

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// named looks up the items that lines name as theirs, in every tracker that
// knows such a name.
func (p *pass) named(ctx context.Context) error {
	wanted := map[string]map[string][]review.Key{} // tracker, id, actions
	for _, r := range p.records {
		for _, k := range r.Actions {
			t := p.asks(*r, k)
			if t == nil {
				continue
			}
			for _, tr := range p.g.Trackers {
				if id, ok := recognise(tr, *t); ok {
					if wanted[tr.Name] == nil {
						wanted[tr.Name] = map[string][]review.Key{}
					}
					wanted[tr.Name][id] = append(wanted[tr.Name][id], k.Key)
				}
			}
		}
	}
	if err := p.asked(ctx); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		t, _ := p.tracker(name)
		if err := p.lookUp(ctx, t, wanted[name]); err != nil {
			return err
		}
	}
	return nil
}

// asks is the item that an action's line names, else the one that only our block
// names, where that is of interest: it has none, or its own is not to be seen
// any more.
func (p *pass) asks(r plan.Review, k plan.Action) *review.Ticket {
	if k.Position < 0 || r.Silent() {
		return nil
	}
	if k.Item != nil && k.Item.Tracker != "" {
		if _, away := p.in.Away[k.Key]; away {
			return asksAway(k)
		}
		row, ok := p.rows[plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}]
		if k.State != review.Missing && (!ok || row.Gone.IsZero()) {
			return nil
		}
	}
	if same := k.Reading.Answer.Same; same != "" {
		if strings.Contains(same, "://") {
			return &review.Ticket{URL: same}
		}
		return &review.Ticket{Text: same}
	}
	if k.Reading.Ticket == nil && k.Item != nil && k.Item.ID == plan.LostItem {
		return &review.Ticket{Text: k.Item.Key, URL: k.Item.URL}
	}
	return k.Reading.Ticket
}

// asksAway is what is looked up of an action whose item's tracker is configured
// no more: what its author names by now, else its item.
func asksAway(k plan.Action) *review.Ticket {
	item := &review.Ticket{Text: k.Item.Key, URL: k.Item.URL}
	switch same := k.Reading.Answer.Same; {
	case same != "" && strings.Contains(same, "://"):
		return &review.Ticket{URL: same}
	case same != "":
		return &review.Ticket{Text: same}
	case k.Reading.Ticket != nil && !plan.Names(k.Reading.Ticket, *k.Item):
		return k.Reading.Ticket
	}
	return item
}

func recognise(t Tracker, ticket review.Ticket) (string, bool) {
	r, ok := t.Tracker.(tracker.Recogniser)
	if !ok {
		return "", false
	}
	return r.Recognise(ticket)
}

func (p *pass) lookUp(ctx context.Context, t Tracker, wanted map[string][]review.Key) error {
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), atOnce) {
		items, err := get(ctx, t, chunk)
		if err != nil { // what was answered all the same holds
			p.failures = append(p.failures, Failure{Tracker: t.Name, Err: err})
		}
		if err := p.meet(ctx, t.Name, items, false); err != nil {
			return err
		}
		for _, id := range chunk {
			n, problem := p.answer(ctx, t, id, items, err)
			if problem != nil {
				return problem
			}
			for _, action := range wanted[id] {
				p.in.Named[action] = append(p.in.Named[action], n)
			}
			if err := p.other(ctx, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// answer is what is known of a name after its tracker was asked, which answered
// with these items, or not for all.
func (p *pass) answer(ctx context.Context, t Tracker, id string, items []tracker.Item, unasked error) (plan.Named, error) {
	n := plan.Named{Tracker: t.Name, ID: id}
	if slices.ContainsFunc(items, func(i tracker.Item) bool { return i.ID == id }) {
		n.Found, n.Row = true, p.rows[plan.ItemID{Tracker: t.Name, ID: id}]
		n.Elsewhere = !t.follows(n.Row)
		return n, nil
	}
	hidden, err := p.outOfSight(ctx, t, id)
	if n.Found, n.Elsewhere = hidden, hidden; !hidden && unasked != nil {
		n.Problem = tracker.Words(unasked)
	}
	return n, err
}

// outOfSight tells whether an item that was not found would lie, or lay, where
// followthrough does not look: who writes a review is not told which names there
// mean something.
func (p *pass) outOfSight(ctx context.Context, t Tracker, id string) (bool, error) {
	if t.Follows == nil {
		return false, nil
	}
	rows, err := p.g.Store.Items(ctx, t.Name, []string{id})
	if err != nil || len(rows) > 0 {
		return err == nil && !t.follows(rows[0]), err
	}
	placer, ok := t.Tracker.(tracker.Placer)
	if !ok {
		return false, nil
	}
	place := placer.PlaceOf(id)
	return place != "" && !t.Follows(place), nil
}

// other brings in the words of the action that a named item was made for.
func (p *pass) other(ctx context.Context, n plan.Named) error {
	if !n.Found || !p.ours(n.Row.Marker) {
		return nil
	}
	other, err := p.action(ctx, n.Row.Marker.Action)
	if other != nil {
		p.in.Others[other.Key] = other.Now
	}
	return err
}

// asked brings in the items of the actions that copied lines ask about, where
// so far only a block named them.
func (p *pass) asked(ctx context.Context) error {
	for _, r := range p.records {
		for i := range r.Actions {
			asks := r.Actions[i].Asks
			if asks == nil || asks.Action == "" || asks.Item.Tracker != "" || asks.Hidden {
				continue
			}
			other, err := p.action(ctx, asks.Action)
			if err != nil {
				return err
			}
			if other != nil && other.Item != nil {
				now := *asks
				now.Item = *other.Item
				r.Actions[i].Asks = &now
			}
		}
	}
	return nil
}
