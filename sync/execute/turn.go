package execute

import (
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// creating is how long one pass makes items: what is left then waits for the
// next pass, so that other reviews go on in between.
const creating = 5 * time.Minute

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
func (x *execution) inTurn(t tracker.Paced, batch []int) error {
	name := x.steps[batch[0]].Tracker
	if x.Now().Before(x.Backoff.Until(name)) {
		x.leaveFor(batch, name+" asked to be left alone for now")
		return nil
	}
	if x.tooLong(takingTurns) {
		x.leaveFor(batch, fmt.Sprintf("%s takes one at a time: goes on with the next pass", name))
		return nil
	}
	if err := t.Wait(x.ctx); err != nil {
		if x.ctx.Err() != nil {
			return nil
		}
		x.Backoff.Extend(name, tracker.Until(err))
		x.leaveFor(batch, err.Error())
		return nil
	}
	_, err := x.create(batch)
	return err
}

// leaveFor leaves creations planned, and says so.
func (x *execution) leaveFor(batch []int, why string) {
	for _, i := range batch {
		r, k := x.action(x.steps[i])
		k.State, k.Reason = review.Planned, why
		again(r, plan.NextPass)
		x.finish(i, ResultWaiting, errors.New(why))
	}
	x.later = append(x.later, batch...)
}
