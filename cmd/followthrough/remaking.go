package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/reconcile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/store"
)

// remaker has items made anew that a person names.
type remaker struct {
	finder
	store      *store.Store
	reconciler *reconcile.Reconciler
	lock       func(context.Context) (release func(), err error)
	audit      account
}

func (a *app) remaker(h show.Redaction) remaker {
	return remaker{a.finder(h), a.store, a.reconciler, a.lock, a.audit}
}

// remaking is what a remake is about to do.
type remaking struct {
	records []plan.Review // with the actions that are shown
	targets map[review.Key]target
	refused map[review.Key]error
	// held is how many of the targets max_new will hold.
	held int
}

// target is an action to be remade, as it was shown: what became another by the
// time it is done is left.
type target struct {
	generation int
	item       plan.Item // the zero item: no answer ever came
	of         plan.Remaking
}

// scope is the pass that makes the new items.
func (m remaking) scope() plan.Scope {
	var s plan.Scope
	for _, r := range m.records {
		for _, k := range r.Actions {
			if _, ok := m.targets[k.Key]; ok {
				s.Actions = append(s.Actions, k.Key)
				if where := (plan.Where{Source: r.Source, Path: r.Path}); !slices.Contains(s.Reviews, where) {
					s.Reviews = append(s.Reviews, where)
				}
			}
		}
	}
	return s
}

// meant is a review that a person named, and the actions of it.
type meant struct {
	record  plan.Review
	actions []plan.Action
	single  bool // the actions were named one by one
}

// remaking finds what is meant and looks at each action, without touching
// anything.
func (rm remaker) remaking(ctx context.Context, f scopeFlags, args []string) (remaking, error) {
	m := remaking{targets: map[review.Key]target{}, refused: map[review.Key]error{}}
	scope, err := rm.scope(ctx, nil, f, inStore)
	if err != nil {
		return m, err
	}
	all, err := rm.meant(ctx, args, scope)
	if err != nil {
		return m, err
	}
	gone, err := rm.gone(ctx, all)
	if err != nil {
		return m, err
	}
	for _, one := range all {
		if err := m.look(one, gone, len(args) == 0); err != nil {
			return m, err
		}
	}
	return m, m.budget(ctx, rm)
}

// meant are the reviews that a person named, with their actions; without names
// all in the scope.
func (rm remaker) meant(ctx context.Context, args []string, scope plan.Scope) ([]meant, error) {
	if len(args) == 0 {
		return rm.meantAll(ctx, scope)
	}
	var out []meant
	for _, arg := range args {
		one, err := rm.meantBy(ctx, arg, out)
		if err != nil {
			return nil, err
		}
		if !scope.Review(one.record) {
			return nil, usage("%s is not of source %s", arg, scope.Source)
		}
		out = withMeant(out, one)
	}
	for i := range out {
		out[i].actions = slices.DeleteFunc(slices.Clone(out[i].actions), func(k plan.Action) bool { return scope.Team != "" && k.Team != scope.Team })
	}
	return out, nil
}

// meantBy is what one argument means: an action of the review before it, a review,
// or an action by a name of its own.
func (rm remaker) meantBy(ctx context.Context, arg string, before []meant) (meant, error) {
	if len(before) > 0 && !namesReview(arg) {
		last := before[len(before)-1].record
		picked, wrong := rm.pick(last, arg)
		if wrong == nil {
			return meant{record: last, actions: []plan.Action{picked}, single: true}, nil
		}
		if other, err := rm.find(ctx, arg, inStore); err != nil || other.action == "" {
			return meant{}, wrong
		}
	}
	record, action, err := rm.record(ctx, arg)
	switch {
	case err != nil:
		return meant{}, err
	case record.Key == "":
		return meant{}, usage("%s was not read yet: sync first", arg)
	case action != "":
		return meant{record: record, actions: actionOf(record, action), single: true}, nil
	}
	return meant{record: record, actions: record.Actions}, nil
}

// withMeant are the reviews with one more, each once: actions that are named limit
// their review to them.
func withMeant(all []meant, one meant) []meant {
	i := slices.IndexFunc(all, func(m meant) bool { return m.record.Key == one.record.Key })
	if i < 0 {
		return append(all, one)
	}
	have := &all[i]
	switch {
	case !one.single, !have.single:
		*have = one
	default:
		for _, k := range one.actions {
			if !slices.ContainsFunc(have.actions, func(h plan.Action) bool { return h.Key == k.Key }) {
				have.actions = append(slices.Clone(have.actions), k)
			}
		}
	}
	return all
}

// namesReview tells whether an argument after a review is another one: actions
// are numbers and keys.
func namesReview(arg string) bool { return strings.ContainsAny(arg, "/.:") }

func (rm remaker) meantAll(ctx context.Context, scope plan.Scope) ([]meant, error) {
	records, err := rm.store.ReviewsBy(ctx, store.Filter{})
	var out []meant
	for _, r := range records {
		if !scope.Review(r) || r.Silent() {
			continue
		}
		one := meant{record: r}
		for _, k := range r.Actions {
			if scope.Action(r, k) {
				one.actions = append(one.actions, k)
			}
		}
		out = append(out, one)
	}
	return out, err
}

// goneItems says of actions in whose trackers nobody can look any more where
// their items are, and of those that another tracker knows which.
type goneItems struct {
	rows map[plan.ItemID]plan.ItemRow
	away map[review.Key]string
	// still says why an action's item is not gone after all, or can't be told.
	still map[review.Key]error
}

// gone looks at where the items are. What the store calls gone the trackers are
// asked about: one that was only renamed is not gone.
func (rm remaker) gone(ctx context.Context, all []meant) (goneItems, error) {
	g := goneItems{away: map[review.Key]string{}, still: map[review.Key]error{}}
	var ids []plan.ItemID
	for _, one := range all {
		for _, k := range one.actions {
			if k.Item != nil {
				ids = append(ids, itemID(k))
			}
		}
	}
	var err error
	if g.rows, err = rm.rows(ctx, ids); err != nil {
		return g, err
	}
	asked, err := rm.askedAway(ctx)
	if err != nil {
		return g, err
	}
	homes, scope, known := rm.reconciler.Gatherer.Homes(), plan.Scope{}, map[review.Key]bool{}
	for _, one := range all {
		for _, k := range one.actions {
			from := homes.Away(k, g.rows[itemID(k)])
			if from == "" && k.Item == nil {
				from = asked[k.Key]
			}
			if from == "" {
				continue
			}
			g.away[k.Key] = from
			if k.Item != nil && k.Item.Tracker != "" {
				known[k.Key] = true
				scope.Reviews = append(scope.Reviews, plan.Where{Source: one.record.Source, Path: one.record.Path})
			}
		}
	}
	if len(scope.Reviews) == 0 {
		return g, nil
	}
	scope.Reviews = slices.Compact(scope.Reviews)
	return g, g.ask(ctx, rm, scope, known)
}

// ask gathers what is so now of the items that the store knows, and writes nothing.
func (g *goneItems) ask(ctx context.Context, rm remaker, scope plan.Scope, known map[review.Key]bool) error {
	_, found, err := rm.reconciler.Plan(ctx, gather.Request{Request: plan.Request{Again: true, Scope: scope}})
	if err != nil {
		return err
	}
	seen := map[review.Key]bool{}
	for _, r := range found.Input.Reviews {
		for _, k := range r.Actions {
			seen[k.Key] = true
		}
	}
	for key := range known {
		switch now, away := found.Input.Away[key]; {
		case away && now.Unsure != "":
			g.still[key] = fmt.Errorf("another tracker may know its item, which can't be told now: %s", now.Unsure)
		case !away && seen[key]:
			g.still[key] = fmt.Errorf("%s: sync takes it up", cmp.Or(found.Input.Adopted[key], "its tracker has it, at another address"))
		}
	}
	return nil
}

// askedAway are the actions whose items were asked for, without an answer, in
// trackers that are configured no more, and where that was.
func (rm remaker) askedAway(ctx context.Context) (map[review.Key]string, error) {
	open, err := rm.store.Intents(ctx)
	homes, out := rm.reconciler.Gatherer.Homes(), map[review.Key]string{}
	for _, intent := range open {
		if homes[intent.Tracker] == nil {
			out[intent.Action] = "in " + intent.Tracker + ", not configured now"
		}
	}
	return out, err
}

// look judges the actions of one review. Where none was named, only those are
// meant whose items are gone, and those that were asked for in vain.
func (m *remaking) look(one meant, gone goneItems, onlyGone bool) error {
	shown := one.record
	shown.Actions = nil
	for _, k := range one.actions {
		away := gone.away[k.Key]
		if onlyGone && (away == "" && !k.InVain() || k.State.Settled()) {
			continue
		}
		t := target{generation: k.Generation, of: plan.Remaking{Item: gone.rows[itemID(k)], Away: away, Single: one.single}}
		if k.Item != nil {
			t.item = *k.Item
		}
		err := gone.still[k.Key]
		if err == nil {
			_, err = plan.Remade(k, t.of, one.record.FirstRead)
		}
		shown.Actions = append(shown.Actions, k)
		if err != nil {
			m.refused[k.Key] = err
			if one.single {
				return usage("nothing was done: action %d: %w", k.Position+1, err)
			}
			continue
		}
		m.targets[k.Key] = t
	}
	if len(shown.Actions) > 0 {
		m.records = append(m.records, shown)
	}
	return nil
}

// budget counts what max_new will hold, as the planner does: the newest reviews
// first, those of one review together.
func (m *remaking) budget(ctx context.Context, rm remaker) error {
	limit := rm.cfg.MaxNew
	if limit == 0 {
		return nil
	}
	used, since := map[string]int{}, rm.reconciler.Now().Add(-24*time.Hour)
	for _, c := range rm.cfg.Sources {
		n, err := rm.store.Admitted(ctx, c.Name, since)
		if err != nil {
			return err
		}
		used[c.Name] = n
	}
	for _, r := range m.records {
		for _, k := range r.Actions { // what is forgotten counts no more
			if _, ok := m.targets[k.Key]; ok && k.Released.IsZero() && !(k.Made.Before(since) && k.Admitted.Before(since)) {
				used[r.Source]--
			}
		}
	}
	records := slices.Clone(m.records)
	slices.SortStableFunc(records, func(x, y plan.Review) int { return y.Age.Compare(x.Age) })
	for _, r := range records {
		n := 0
		for _, k := range r.Actions {
			if t, ok := m.targets[k.Key]; ok && !t.of.Single {
				n++
			}
		}
		if used[r.Source]+n <= limit {
			used[r.Source] += n
		} else {
			m.held += n
		}
	}
	return nil
}

// rows are items as the store has them.
func (rm remaker) rows(ctx context.Context, ids []plan.ItemID) (map[plan.ItemID]plan.ItemRow, error) {
	rows, err := rm.store.ItemRows(ctx, ids)
	out := map[plan.ItemID]plan.ItemRow{}
	for _, row := range rows {
		out[row.ItemID()] = row
	}
	return out, err
}

func itemID(k plan.Action) plan.ItemID {
	if k.Item == nil {
		return plan.ItemID{}
	}
	return plan.ItemID{Tracker: k.Item.Tracker, ID: k.Item.ID}
}
