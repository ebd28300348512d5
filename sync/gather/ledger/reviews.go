package ledger

import (
	"context"
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// ReviewStore is what is read of the reviews in the store.
type ReviewStore interface {
	// Reviews are the reviews with these keys, with their actions in the order
	// that plan.ByLine gives; unknown keys are missing.
	Reviews(ctx context.Context, keys []review.Key) ([]plan.Review, error)
	// Action is the review that has this action, with all its actions.
	Action(ctx context.Context, key review.Key) (plan.Review, bool, error)
	// Linking are the reviews with an action that has one of these items.
	Linking(ctx context.Context, items []plan.ItemID) ([]review.Key, error)
	// Saying are the reviews with an action that reads so now, by key, a few.
	Saying(ctx context.Context, text string, limit int) ([]review.Key, error)
}

// Reviews are those that the store has, as far as they were asked for, and
// those that the planner is to judge.
type Reviews struct {
	*reads
	store   ReviewStore
	stored  map[review.Key]plan.Review // without a key: the store has none
	planned map[review.Key]*plan.Review
	due     map[review.Key]bool
	reread  map[review.Key]bool
	holders map[review.Key]review.Key   // by action, of the stored ones; "": nobody knows the action
	actions map[review.Key]*plan.Action // of the planned ones; nil: not asked for yet
}

// Load reads several reviews at once.
func (r *Reviews) Load(keys ...review.Key) {
	var missing []review.Key
	for _, k := range keys {
		if _, asked := r.stored[k]; !asked {
			r.stored[k] = plan.Review{}
			missing = append(missing, k)
		}
	}
	if len(missing) == 0 {
		return
	}
	found, err := r.store.Reviews(r.ctx, missing)
	r.Fail(err)
	for _, stored := range found {
		r.keep(stored)
	}
}

// keep takes in a review that was read.
func (r *Reviews) keep(stored plan.Review) {
	r.stored[stored.Key] = stored
	for i := range stored.Actions {
		r.holders[stored.Actions[i].Key] = stored.Key
	}
}

// Stored is a review as the store has it; without a key: it has none.
func (r *Reviews) Stored(key review.Key) plan.Review {
	r.Load(key)
	return r.stored[key]
}

// Before are the reviews that were asked for, as the store has them.
func (r *Reviews) Before() map[review.Key]plan.Review { return r.stored }

// Plan has a review planned, as the store has it or, where it has none, as it is
// given; what it returns is to be brought up to date.
func (r *Reviews) Plan(given plan.Review) *plan.Review {
	if have, ok := r.planned[given.Key]; ok {
		return have
	}
	if stored := r.Stored(given.Key); stored.Key != "" {
		given = stored
		given.Actions = slices.Clone(stored.Actions)
	}
	r.planned[given.Key] = &given
	return &given
}

// Planned is a review that is to be planned; nil: it is not.
func (r *Reviews) Planned(key review.Key) *plan.Review { return r.planned[key] }

// Keys are those of the reviews to be planned, sorted.
func (r *Reviews) Keys() []review.Key { return slices.Sorted(maps.Keys(r.planned)) }

// All are the reviews to be planned, by key.
func (r *Reviews) All() []*plan.Review {
	out := make([]*plan.Review, 0, len(r.planned))
	for _, key := range r.Keys() {
		out = append(out, r.planned[key])
	}
	return out
}

// Now is a review as it is planned, else as the store has it.
func (r *Reviews) Now(key review.Key) plan.Review {
	if now := r.planned[key]; now != nil {
		return *now
	}
	return r.Stored(key)
}

// Requeue has reviews planned although their documents did not change.
func (r *Reviews) Requeue(keys ...review.Key) {
	for _, k := range keys {
		r.due[k] = true
	}
}

// Due are the reviews to be planned although their documents did not change.
func (r *Reviews) Due() []review.Key { return slices.Sorted(maps.Keys(r.due)) }

// Reread has a review's document read although it did not change.
func (r *Reviews) Reread(key review.Key) { r.reread[key] = true }

// Rereads tells whether a review's document is to be read in any case.
func (r *Reviews) Rereads(key review.Key) bool { return r.reread[key] }

// Rereading are the reviews whose documents are, sorted.
func (r *Reviews) Rereading() []review.Key { return slices.Sorted(maps.Keys(r.reread)) }

// RereadsAny tells whether any review's document is.
func (r *Reviews) RereadsAny() bool { return len(r.reread) > 0 }

// OfAction is the review that has an action, as the store has it. A review is read
// once, however many of its actions are asked for.
func (r *Reviews) OfAction(key review.Key) (plan.Review, bool) {
	holder, asked := r.holders[key]
	if !asked {
		stored, ok, err := r.store.Action(r.ctx, key)
		if r.Fail(err); ok {
			r.keep(stored)
		}
		holder = stored.Key
		r.holders[key] = holder
	}
	return r.stored[holder], holder != ""
}

// RequeueAction has the review of an action planned or, where nobody knows the action,
// the document read that its marker names: only that tells which one it is.
func (r *Reviews) RequeueAction(action, of review.Key) {
	if stored, ok := r.OfAction(action); ok {
		r.Requeue(stored.Key)
	} else {
		r.Reread(of)
	}
}

// Action is one as it is planned, else as the store has it; nil: nobody knows
// it. It is asked for when the reviews are complete.
func (r *Reviews) Action(key review.Key) *plan.Action {
	if r.actions == nil { // a document's lines may ask for as many actions as it has
		r.actions = map[review.Key]*plan.Action{}
		for _, planned := range r.planned {
			for i := range planned.Actions {
				r.actions[planned.Actions[i].Key] = &planned.Actions[i]
			}
		}
	}
	if k := r.actions[key]; k != nil {
		return k
	}
	stored, _ := r.OfAction(key)
	return stored.Find(key)
}

// Linking requeues the reviews with an action that has one of these items.
func (r *Reviews) Linking(items []plan.ItemID) {
	keys, err := r.store.Linking(r.ctx, items)
	r.Fail(err)
	r.Requeue(keys...)
}

// Saying are the reviews in the store with an action that reads so, a few.
func (r *Reviews) Saying(text string) []review.Key {
	const few = 20
	keys, err := r.store.Saying(r.ctx, text, few)
	r.Fail(err)
	return keys
}
