package reconcile

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/followthrough/followthrough/sync/execute"
	"github.com/followthrough/followthrough/sync/gather"
	"github.com/followthrough/followthrough/sync/plan"
)

// gathering is how long a poke waits for others: an editor that saves twice
// causes one pass.
const gathering = 100 * time.Millisecond

// Run runs passes until ctx ends: at once, then after each poll, and soon
// after a poke. Every poke only means "look soon"; what is so is found by
// looking. A pass at hand is finished before Run returns. A new configuration takes
// effect between two passes.
func (r *Reconciler) Run(ctx context.Context) error {
	for next := r; next != nil; {
		r = next
		next = r.untilNext(ctx)
	}
	r.running().asked.Wait()
	r.Finish(ctx)
	r.Gatherer.Close()
	return nil
}

// untilNext runs passes with one configuration until there is another one; nil: ctx
// ended.
func (r *Reconciler) untilNext(ctx context.Context) *Reconciler {
	watching, end := context.WithCancel(ctx)
	var watchers sync.WaitGroup
	defer watchers.Wait()
	defer end()
	r.begin()
	r.watch(watching, &watchers)
	if r.Requests != nil && r.Heed > 0 {
		watchers.Go(func() { r.heed(watching) })
	}
	for {
		if !r.turn(ctx) {
			return nil
		}
		if r.Next != nil {
			if next := r.Next(ctx); next != nil {
				return next
			}
		}
		r.iterate(ctx)
		if !r.rest(ctx) {
			return nil
		}
	}
}

// begin lets those who work for the loop reach it.
func (r *Reconciler) begin() {
	running := r.running()
	r.Gatherer.Pace.Poke = r.Poke
	r.Executor.Store = &eventLog{Store: r.Executor.Store, log: r.Log, restate: r.Gatherer.Mapping.Anonymise, titles: running.titles}
	if r.Executor.Progress == nil {
		r.Executor.Progress = r.working
	}
	r.Executor.Poke, r.Executor.Hurried = r.Poke, running.poked.Load
}

// Finish waits for the requests that are at hand and that no pass waited for, and
// writes what came of them: before the process ends. What can't be written is an
// answer that was lost.
func (r *Reconciler) Finish(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	if !r.Executor.Wait() {
		return
	}
	release, err := r.Lock(ctx)
	if err == nil {
		defer release()
		_, err = r.Executor.TakeIn(ctx)
	}
	if err != nil {
		r.Log.Warn("what was asked for last is not written: it is looked for at the next start", "error", err)
	}
}

// iterate is one pass of the loop. Whatever fails is told and tried again at the
// next one.
func (r *Reconciler) iterate(ctx context.Context) {
	running := r.running()
	var req gather.Request
	own := !r.takeUp(ctx, &req)
	r.Executor.By = ""
	if !own {
		r.Executor.By = running.at.Who
	}
	newDay := own && r.Now().Sub(running.daily) >= 24*time.Hour
	req.Again = req.Again || newDay && !running.daily.IsZero()
	r.heartbeat(time.Time{})
	running.poked.Store(false)
	began := r.Now()
	outcome, err := r.Pass(ctx, req)
	r.answer(ctx, outcome, err)
	if ctx.Err() == nil || err == nil {
		r.passed(err)
		r.count(began, outcome, err)
	}
	if err != nil {
		if r.tellBroken("pass", err); ctx.Err() == nil {
			r.logFailure("store", err.Error(), "pass failed")
		}
		return
	}
	r.logFailure("store", "", "")
	r.logOutcome(outcome)
	if ctx.Err() != nil {
		return
	}
	if newDay {
		running.daily = r.Now()
		r.chores(ctx, r.Daily)
	}
	if newDay || running.unasked {
		r.beside(ctx)
	}
}

func (r *Reconciler) chores(ctx context.Context, all []func(context.Context) error) {
	for _, chore := range all {
		err := contained(ctx, chore)
		r.tellBroken("chore", err)
		if err != nil && ctx.Err() == nil {
			r.Log.Warn("a daily chore failed", "error", err)
		}
	}
}

// beside begins those of a day's chores that ask others: one who does not answer
// keeps no pass waiting. Where those of the day before are still at it, they go on.
func (r *Reconciler) beside(ctx context.Context) {
	running := r.running()
	if len(r.Beside) > 0 && running.asking.CompareAndSwap(false, true) {
		running.unasked = false
		running.asked.Go(func() {
			defer running.asking.Store(false)
			r.chores(ctx, r.Beside)
		})
	}
}

// rest waits for the next pass; false: ctx ended.
func (r *Reconciler) rest(ctx context.Context) bool {
	pause := r.pause(ctx)
	r.heartbeat(r.Now().Add(pause))
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	case <-r.running().pokes:
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(gathering):
		return true
	}
}

// pause is how long to rest: a poll, spread a little, but not beyond the next
// moment at which something is due, or somebody who failed is to be asked again.
func (r *Reconciler) pause(ctx context.Context) time.Duration {
	poll := r.Poll + time.Duration(float64(r.Poll)*(r.Jitter()-0.5)/5)
	now := r.Now()
	if at := r.Gatherer.AskAgain(); !at.IsZero() {
		poll = min(poll, max(gathering, at.Sub(now)))
	}
	if r.running().at != nil {
		poll = min(poll, max(gathering, r.patient()))
	}
	if r.Wake == nil {
		return poll
	}
	if at, err := r.Wake(ctx, now); err == nil && !at.IsZero() {
		return min(poll, max(gathering, at.Sub(now)))
	}
	return poll
}

// watcher is a source or tracker that hears of changes sooner than by asking.
type watcher interface {
	Watch(ctx context.Context, poke func()) error
}

// watch lets sources and trackers poke where they can: it only makes things
// faster, so a watch that fails is told and no more.
func (r *Reconciler) watch(ctx context.Context, all *sync.WaitGroup) {
	for _, s := range r.Gatherer.Sources {
		if w, ok := s.Source.(watcher); ok {
			all.Go(func() { r.watched(ctx, "source "+s.Name, w, r.Poke) })
		}
	}
	for _, t := range r.Gatherer.Trackers {
		if w, ok := t.Tracker.(watcher); ok {
			all.Go(func() { r.watched(ctx, "tracker "+t.Name, w, r.Poke) })
		}
	}
}

// watched watches again after a failure: a folder that went away may come back.
func (r *Reconciler) watched(ctx context.Context, name string, w watcher, poke func()) {
	for ctx.Err() == nil {
		err := contained(ctx, func(ctx context.Context) error { return w.Watch(ctx, poke) })
		r.tellBroken("watch of "+name, err)
		if err == nil || ctx.Err() != nil {
			return
		}
		r.Log.Debug("can't watch, polling only", "what", name, "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(r.Poll):
		}
	}
}

// logOutcome logs what a pass did. A quiet pass logs nothing above debug.
func (r *Reconciler) logOutcome(o Outcome) {
	for _, d := range o.Steps {
		log := r.Log.With("source", d.Source, "review", d.Name)
		if d.Action != "" {
			log = log.With("action", d.Action)
		}
		r.tellBroken("review "+d.Source+":"+d.Name, d.Err)
		switch {
		case d.Result == execute.ResultFailed:
			r.logFailure("step "+string(d.Review)+string(d.Action)+string(d.Op), failing(d), "step failed", about(d)...)
		case d.Op == plan.OpWait, d.Result == execute.ResultWaiting:
			log.Debug("waiting", "op", d.Op, "why", d.LogWhy())
		default: // what came of it is told as it is written down
			log.Debug(string(d.Op), "team", d.Team, "tracker", d.Tracker, "why", d.LogWhy())
			r.logFailure("step "+string(d.Review)+string(d.Action)+string(d.Op), "", "", about(d)...)
		}
	}
	for _, early := range o.Early {
		r.logEarly(early)
	}
	r.logLeftAlone()
	failed := map[string]bool{}
	for _, f := range o.Failures {
		key := named(f)
		failed[key] = true
		r.tellBroken(key, f.Err)
		r.logFailure(key, words(f), "can't be read", sinceWhen(f)...)
	}
	for _, l := range o.Late {
		failed[lateName(l)] = true
		r.logLate(l)
	}
	for key := range r.running().logged {
		// A review is told of when it was read; only sources and trackers are
		// looked at in every pass.
		if lookedAt := strings.HasPrefix(key, "source ") || strings.HasPrefix(key, "tracker "); lookedAt && !failed[key] {
			r.logFailure(key, "", "")
		}
	}
}

// logEarly logs, once for a tracker and a wait, what is waited for where the store
// may have forgotten something.
func (r *Reconciler) logEarly(e plan.Early) {
	logged := r.running().earlyLogged
	if !logged[e.Tracker].Equal(e.Until) {
		logged[e.Tracker] = e.Until
		about := []any{"tracker", e.Tracker, "items", e.Items, "until", e.Until.UTC().Format(time.RFC3339)}
		if e.Memory.Advice != "" {
			about = append(about, "next", e.Memory.Advice)
		}
		r.Log.Info(e.Memory.Why+": before items are made, it is looked whether they are there already", about...)
	}
}

// about names what a step is about, for a log.
func about(d execute.Done) []any {
	out := []any{"op", string(d.Op), "source", d.Source, "review", d.Name}
	if d.Action == "" {
		return out
	}
	out = append(out, "action", string(d.Action))
	if d.Name == d.Path {
		out = append(out, "title", d.Title)
	}
	return out
}

// failing is what a log says of a step that failed. A restricted review is named
// by its key, in paths too.
func failing(d execute.Done) string {
	return plan.WithoutPath(d.Err.Error(), d.Path, d.Name)
}

func named(f gather.Failure) string {
	switch {
	case f.Tracker != "":
		return "tracker " + f.Tracker
	case f.Path != "":
		return "review " + f.Source + ":" + f.Name
	}
	return "source " + f.Source
}

// words are what a log says of a failure. Those about a review that is named by
// its key alone may hold its path.
func words(f gather.Failure) string {
	if f.Name != f.Path {
		return "review " + f.Source + ":" + f.Name + ": `followthrough status " + f.Name + "` says why"
	}
	if f.Told != nil {
		return f.Told.Error()
	}
	return f.Err.Error()
}

// logFailure warns of a failure once, and again only when its words change; about are
// the log's keys and values for it.
func (r *Reconciler) logFailure(key, text, what string, about ...any) {
	logged := r.running().logged
	said := moment.ReplaceAllString(text, "…")
	switch {
	case logged[key] == said:
	case said == "":
		delete(logged, key)
		if len(about) == 0 {
			about = []any{"what", key}
		}
		r.Log.Info("works again", about...)
	default:
		logged[key] = said
		r.Log.Warn(what, append(slices.Clone(about), "error", text)...)
	}
}

// moment is a moment in a text. That it has moved on is no news.
var moment = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`)
