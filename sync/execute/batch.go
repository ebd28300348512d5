package execute

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// creating is how long one pass makes items: what is left then waits for the
// next pass, so that other reviews go on in between.
const creating = 5 * time.Minute

// creates makes the items, in requests of one tracker and project each, and does
// what former ones left open.
func (x *execution) creates() {
	byTracker := map[string][][]int{}
	for _, batch := range x.batches() {
		name := x.steps[batch[0]].Tracker
		byTracker[name] = append(byTracker[name], batch)
	}
	for _, intent := range x.unfinished {
		byTracker[intent.Tracker] = append(byTracker[intent.Tracker], nil)
	}
	var lines []*line
	for _, name := range slices.Sorted(maps.Keys(byTracker)) {
		if since, absent := x.kept().since("tracker " + name); absent {
			x.postponeAll(name, name+" has not answered since "+since.UTC().Format(time.RFC3339)+": goes on when it has")
			continue
		}
		lines = append(lines, &line{execution: x, name: "tracker " + name, work: func(l *line) { l.makes(name, byTracker[name]) }})
	}
	x.run(lines)
	for _, l := range lines {
		if name := strings.TrimPrefix(l.name, "tracker "); l.left {
			x.postponeAll(name, takesLong(name))
		}
	}
	x.write(plan.Changes{Parts: x.parts(x.postponed)})
}

// makes makes the items of one tracker.
func (l *line) makes(name string, batches [][]int) {
	_, one := l.Trackers[name].Tracker.(tracker.Paced)
	for _, batch := range batches {
		switch {
		case len(batch) == 0 || l.stopped():
		case l.mute(name):
			l.postpone(batch, leftUnanswered(name))
		case !l.probe(batch):
		case one:
			l.inTurn(batch)
		default:
			l.inParts(batch)
		}
	}
	l.finishes(name)
}

// postponeAll leaves to the next pass what was never asked for of a tracker.
func (x *execution) postponeAll(name, why string) {
	for i, s := range x.steps {
		if _, told := x.results[i]; s.Op == plan.OpCreate && s.Tracker == name && !told && s.Intent.Asked.IsZero() && !x.stopped() {
			x.postpone([]int{i}, why)
		}
	}
}

func takesLong(name string) string { return name + " takes long to answer: goes on with the next pass" }

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
func (l *line) inTurn(batch []int) {
	name := l.steps[batch[0]].Tracker
	if l.Now().Before(l.Backoff.Until(name, tracker.Making)) {
		l.postpone(batch, name+" asked to be left alone for now")
		return
	}
	if l.tooLong(name) {
		l.postpone(batch, name+" takes one at a time: goes on with the next pass")
		return
	}
	switch err := l.turn(name); {
	case l.stopped():
	case err == nil:
		l.create(batch)
	default:
		l.postpone(batch, err.Error())
	}
}

// leftUnanswered is why creations wait for a tracker of which an answer was lost.
func leftUnanswered(name string) string {
	return name + " left a creation unanswered: goes on with the next pass"
}

// postpone leaves creations planned, and says so. What was asked for before stays
// so.
func (x *execution) postpone(batch []int, why string) {
	for _, i := range batch {
		r, k := x.of(x.steps[i])
		if s := x.steps[i]; s.Probe && s.Instead != nil {
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
func (l *line) inParts(batch []int) {
	parts := [][]int{batch}
	if len(batch) > 1 && l.doubtful(batch) { // one shows whether others are answered
		parts = [][]int{batch[:1], batch[1:]}
	}
	for len(parts) > 0 {
		part := parts[0]
		parts = parts[1:]
		name := l.steps[part[0]].Tracker
		if l.stopped() || l.mute(name) || l.tooLong(name) {
			l.postponeParts(append(parts, part))
			return
		}
		whole := l.create(part)
		if n := plan.Half(len(whole)); n > 0 {
			parts = append([][]int{whole[:n], whole[n:]}, parts...)
		}
	}
}

// postponeParts leaves to the next pass what was never asked for.
func (l *line) postponeParts(parts [][]int) {
	for _, part := range parts {
		s := l.steps[part[0]]
		switch {
		case !s.Intent.Asked.IsZero() || l.stopped():
		case l.mute(s.Tracker):
			l.postpone(part, leftUnanswered(s.Tracker))
		default:
			l.postpone(part, takesLong(s.Tracker))
		}
	}
}

// tooLong tells whether this pass has made items for long enough in a tracker.
func (x *execution) tooLong(name string) bool {
	now := x.Now()
	if x.began[name].IsZero() {
		x.began[name] = now
	}
	return now.Sub(x.began[name]) >= creating
}

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
