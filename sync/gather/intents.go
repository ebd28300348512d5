package gather

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// intents looks for the items whose creation was not answered.
func (p *pass) intents(ctx context.Context) error {
	open := p.open
	if len(open) == 0 {
		return nil
	}
	fresh := map[review.Key][]plan.ItemRow{}
	for id := range p.fresh {
		row := p.rows[id]
		fresh[row.Marker.Action] = append(fresh[row.Marker.Action], row)
	}
	batches := map[string]bool{}
	for _, intent := range open {
		p.dirty[intent.Review] = true
		if row, ok := p.made(intent, fresh[intent.Action]); ok {
			p.take(intent, row)
			batches[intent.Batch] = true
		}
	}
	for _, intent := range open {
		if _, ok := p.found[intent.Action]; ok {
			continue
		}
		p.in.Intents[intent.Action] = intent
		if err := p.judgeable(ctx, intent, batches[intent.Batch]); err != nil {
			return err
		}
	}
	return nil
}

// unfinished brings in the items that still lack something.
func (p *pass) unfinished(ctx context.Context) error {
	intents, err := p.g.Store.Unfinished(ctx)
	for _, intent := range intents {
		p.dirty[intent.Review] = true
		p.in.Unfinished[intent.Action] = intent
	}
	return err
}

// made finds, among the new items of an action, the one that was asked for.
func (p *pass) made(intent plan.Intent, rows []plan.ItemRow) (best plan.ItemRow, ok bool) {
	for _, row := range rows {
		renamed := p.in.Homes[intent.Tracker] == nil // and so looked for in all
		if row.Tracker != intent.Tracker && !renamed || row.Marker.Generation < intent.Marker.Generation {
			continue
		}
		if row.Unproven && row.Project != intent.Backlog.Project && (intent.Marker.Signature == "" || row.Marker.Signature != intent.Marker.Signature) {
			continue
		}
		if !ok || plan.BetterItem(row, best) < 0 {
			best, ok = row, true
		}
	}
	return best, ok
}

// take closes an intent whose item came to light.
func (p *pass) take(intent plan.Intent, row plan.ItemRow) {
	p.found[intent.Action] = row
	intent.Outcome, intent.OutcomeAt = plan.OutcomeFound, p.now
	intent.Why = "no answer came, but " + row.Key + " bears the marker"
	p.changes.Intents = append(p.changes.Intents, intent)
}

// judgeable notes why nothing can be concluded yet from not finding an item:
// a listing that lacks another one known to have been made there since is
// behind, and one that just showed a part of a batch may show more of it.
func (p *pass) judgeable(ctx context.Context, intent plan.Intent, batchShown bool) error {
	facts, ok := p.in.Trackers[intent.Tracker]
	if !ok || facts.Problem != "" {
		return nil
	}
	project := intent.Backlog.Project
	rows, err := p.g.Store.ItemsMade(ctx, intent.Tracker, project, time.Time{})
	if err != nil {
		return err
	}
	for _, row := range rows {
		listed := row.Listed || p.listed[row.ItemID()]
		facts.Shown[project] = facts.Shown[project] || listed
		if !listed && !row.Made.Before(intent.Asked) {
			facts.Behind[intent.Action] = "the tracker's listing is behind, it lacks " + row.Key
		}
	}
	for id := range p.fresh {
		if row := p.rows[id]; row.Tracker == intent.Tracker && row.Project == project {
			facts.Shown[project] = true
		}
	}
	if p.blind[plan.Destination{Tracker: intent.Tracker, Project: project}] {
		facts.Behind[intent.Action] = project + " can't be seen now"
	}
	for _, project := range slices.Sorted(maps.Keys(facts.Unread)) {
		facts.Behind[intent.Action] = "it may be in what can't be read: " + facts.Unread[project]
	}
	if batchShown {
		facts.Behind[intent.Action] = "another item of the same request has just come to light"
	}
	return nil
}

// adopt gives a known action the item that bears its marker, if that is the
// better one.
func (p *pass) adopt(ctx context.Context, r *plan.Review, row plan.ItemRow) bool {
	for i := range r.Actions {
		k := &r.Actions[i]
		if k.Key != row.Marker.Action {
			continue
		}
		if p.fresh[row.ItemID()] && !has(p.before[r.Key], row) && !p.counts(ctx, *r, *k, row) {
			p.disown(row)
			return true
		}
		if p.better(ctx, k, row) {
			p.leaveBehind(k, &row)
			p.supersede(k, row)
			k.Item = plan.ItemOf(row)
			k.Made, k.Generation = row.Made, max(k.Generation, row.Marker.Generation)
			k.Asks = nil
			p.in.Adopted[k.Key] = row.Key + " bears this action's marker"
		}
		return true
	}
	return false
}

func (p *pass) better(ctx context.Context, k *plan.Action, row plan.ItemRow) bool {
	if row.Marker.Generation < k.Generation {
		return false // left behind by remake
	}
	if k.Item == nil || k.Item.Tracker == "" {
		return true
	}
	if from, err := p.awayFrom(ctx, *k); err != nil || from != "" {
		p.err = errors.Join(p.err, err)
		return err == nil // the tracker has another name now, or the name another tracker
	}
	have, ok := p.rows[plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}]
	if ok && have.URL != "" && have.URL == row.URL {
		return have.Tracker == row.Tracker && have.ID != row.ID // transferred; else seen by two accounts
	}
	if !ok || have.Marker == nil || have.ItemID() == row.ItemID() {
		return false
	}
	if row.Marker.Generation > have.Marker.Generation {
		return p.remade(row, have)
	}
	return !have.Gone.IsZero() && row.Gone.IsZero() // what is known stays, while it is there
}

// remade tells whether a higher generation is believed: of an item that this
// store never saw and that is younger than the known one, as after a remake
// that a restored store does not know of.
func (p *pass) remade(row, have plan.ItemRow) bool {
	if p.fresh[row.ItemID()] && p.younger(row, have) {
		return true
	}
	if p.fresh[row.ItemID()] {
		p.warn(*have.Marker, row.Key, "not taken up",
			fmt.Sprintf("%s bears generation %d of this action's marker, but is not known to be younger than %s, which stays", row.Key, row.Marker.Generation, have.Key))
	}
	return false
}

// younger tells whether an item is known to be younger than another: by the
// tracker's own times, by the moment that is signed with its marker, or because
// the review tells of more than the store knows.
func (p *pass) younger(a, b plan.ItemRow) bool {
	switch {
	case !a.Unproven:
		return !a.Created.IsZero() && !b.Created.IsZero() && a.Created.After(b.Created)
	case p.signed(a):
		return time.Unix(a.Marker.Asked, 0).After(b.Made)
	}
	return p.missed[a.Marker.Review]
}

// leaveBehind tells that an action gives up its item for another one.
func (p *pass) leaveBehind(k *plan.Action, row *plan.ItemRow) {
	if k.Item == nil || k.Item.Tracker == "" || k.Item.URL == row.URL {
		return
	}
	if have := p.rows[plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}]; have.URL == row.URL {
		return // the same item, under another id
	}
	row.Remark = "taken up in place of " + k.Item.Key + ", which is left behind"
	p.write(*row)
	p.warn(*row.Marker, k.Item.Key, "left behind", k.Item.Key+" is left behind for "+row.Key+", which bears generation "+strconv.Itoa(row.Marker.Generation)+" of this action's marker")
}
