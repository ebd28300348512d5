package execute

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// creating is how long one pass makes items: what is left then waits for the
// next pass, so that other reviews go on in between.
const creating = 5 * time.Minute

// creates makes the items, in requests of one tracker and project each.
func (x *execution) creates() {
	for _, batch := range x.batches() {
		name := x.steps[batch[0]].Tracker
		_, one := x.Trackers[name].Tracker.(tracker.Paced)
		switch {
		case x.stopped():
		case x.silent[name]:
			x.postpone(batch, x.mute(name))
		case !x.probe(batch):
		case one:
			x.inTurn(batch)
		default:
			x.inParts(batch)
		}
	}
	x.write(plan.Changes{Parts: x.parts(x.postponed)})
}

// batches are the indexes of the steps that go out together.
func (x *execution) batches() [][]int {
	var all []int
	for i, s := range x.steps {
		if s.Op == plan.OpCreate {
			all = append(all, i)
		}
	}
	where := func(i int) string { // what is asked for again comes last
		s := x.steps[i]
		return fmt.Sprintf("%s\x00%v\x00%s\x00%d", s.Tracker, s.Instead != nil, s.Project, s.Most)
	}
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(where(a), where(b)) })
	var out [][]int
	all, singles := x.apart(all)
	out = append(out, singles...)
	for len(all) > 0 {
		n, most := 1, cmp.Or(x.steps[all[0]].Most, tracker.MaxBatch)
		for n < len(all) && n < most && where(all[n]) == where(all[0]) {
			n++
		}
		out, all = append(out, all[:n]), all[n:]
	}
	return out
}

// apart parts the creations that go out together from those that go out one
// at a time. These take turns by review: a long one keeps no other waiting.
func (x *execution) apart(all []int) (together []int, singles [][]int) {
	var queues [][]int
	at := map[string]int{}
	for _, i := range all {
		s := x.steps[i]
		if _, paced := x.Trackers[s.Tracker].Tracker.(tracker.Paced); !paced {
			together = append(together, i)
			continue
		}
		queue := s.Tracker + "\x00" + string(s.Review)
		if _, ok := at[queue]; !ok {
			at[queue], queues = len(queues), append(queues, nil)
		}
		queues[at[queue]] = append(queues[at[queue]], i)
	}
	for n := 0; len(singles) < len(all)-len(together); n++ {
		for _, queue := range queues {
			if n < len(queue) {
				singles = append(singles, queue[n:n+1])
			}
		}
	}
	return together, singles
}

// inTurn waits for the tracker's leave before the intent is written, and makes
// nothing once the pass has made items for long enough.
func (x *execution) inTurn(batch []int) {
	name := x.steps[batch[0]].Tracker
	if x.Now().Before(x.Backoff.Until(name, tracker.Making)) {
		x.postpone(batch, name+" asked to be left alone for now")
		return
	}
	if x.tooLong(takingTurns) {
		x.postpone(batch, name+" takes one at a time: goes on with the next pass")
		return
	}
	switch err := x.turn(name); {
	case err == nil:
		x.create(batch)
	case x.ctx.Err() == nil:
		x.postpone(batch, err.Error())
	}
}

// mute is why creations wait for a tracker of which an answer was lost.
func (x *execution) mute(name string) string {
	return name + " left a creation unanswered: goes on with the next pass"
}

// postpone leaves creations planned, and says so. What was asked for before stays
// so.
func (x *execution) postpone(batch []int, why string) {
	for _, i := range batch {
		r, k := x.of(x.steps[i])
		if s := x.steps[i]; s.Probe {
			k.Reason = "asked for at " + s.Instead.Asked.UTC().Format(time.RFC3339) + ", no answer: " + why
		} else {
			k.State, k.Reason = review.Planned, why
		}
		requeue(r, plan.NextPass)
		x.note(i, ResultWaiting, errors.New(why))
	}
	x.postponed = append(x.postponed, batch...)
}

// inParts makes items together. What is refused as a whole is asked for again
// at once in halves, each with intents of its own, until who is to blame is
// alone. Until then its intents stay open: where this ends halfway, the next
// passes go on with it as with what had no answer.
func (x *execution) inParts(batch []int) {
	parts := [][]int{batch}
	if len(batch) > 1 && x.doubtful(batch) { // one shows whether others are answered
		parts = [][]int{batch[:1], batch[1:]}
	}
	for len(parts) > 0 {
		part := parts[0]
		parts = parts[1:]
		name := x.steps[part[0]].Tracker
		if x.stopped() || x.silent[name] || x.tooLong(name) {
			x.postponeParts(append(parts, part))
			return
		}
		whole := x.create(part)
		if n := plan.Half(len(whole)); n > 0 {
			parts = append([][]int{whole[:n], whole[n:]}, parts...)
		}
	}
}

// postponeParts leaves to the next pass what was never asked for.
func (x *execution) postponeParts(parts [][]int) {
	for _, part := range parts {
		s := x.steps[part[0]]
		switch {
		case !s.Intent.Asked.IsZero() || x.stopped():
		case x.silent[s.Tracker]:
			x.postpone(part, x.mute(s.Tracker))
		default:
			x.postpone(part, s.Tracker+" takes long to answer: goes on with the next pass")
		}
	}
}

// tooLong tells whether this pass has made items for long enough in a tracker,
// or, with the name that stands for them, in those that take one at a time.
func (x *execution) tooLong(name string) bool {
	now := x.Now()
	if x.began[name].IsZero() {
		x.began[name] = now
	}
	return now.Sub(x.began[name]) >= creating
}

// takingTurns stands for the trackers that take one at a time: they share their time.
const takingTurns = ""

// refusedTogether counts what was refused as a whole and is certainly not made.
func refusedTogether(outcomes []tracker.Outcome) (n int) {
	for _, o := range outcomes {
		if certain(o) {
			n++
		}
	}
	return n
}

// certain tells of an outcome that it is a refusal of all that was asked for.
func certain(o tracker.Outcome) bool {
	return o.Err != nil && tracker.Whole(o.Err) && tracker.KindOf(o.Err) != tracker.Unknown
}

// refusedWhole says what a refusal of n items together means, in words for a
// review and for the log.
func (x *execution) refusedWhole(i, n int, err error) (reason, why string) {
	asked := fmt.Sprintf("%d asked for together were refused as a whole: asked for again in smaller requests: ", n)
	return x.doing(i) + asked + tracker.Words(err), x.doing(i) + asked + err.Error()
}

func (x *execution) doing(i int) string {
	return fmt.Sprintf("create an item in %s %s: ", x.steps[i].Tracker, x.steps[i].Project)
}
