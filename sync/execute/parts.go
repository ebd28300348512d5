package execute

import (
	"fmt"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
)

// inParts makes items together. What is refused as a whole is asked for again
// at once in halves, each with intents of its own, until who is to blame is
// alone. Until then its intents stay open: where this ends halfway, the next
// passes go on with it as with what had no answer.
func (x *execution) inParts(batch []int) error {
	for parts := [][]int{batch}; len(parts) > 0; {
		part := parts[0]
		parts = parts[1:]
		if x.ctx.Err() != nil || x.tooLong(x.steps[part[0]].Tracker) {
			x.leaveParts(append(parts, part))
			return nil
		}
		whole, err := x.create(part)
		if err != nil {
			return err
		}
		if n := plan.Half(len(whole)); n > 0 {
			parts = append([][]int{whole[:n], whole[n:]}, parts...)
		}
	}
	return nil
}

// leaveParts leaves to the next pass what was never asked for.
func (x *execution) leaveParts(parts [][]int) {
	for _, part := range parts {
		if s := x.steps[part[0]]; s.Most == 0 && s.Intent.Asked.IsZero() && x.ctx.Err() == nil {
			x.leaveFor(part, s.Tracker+" takes long to answer: goes on with the next pass")
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
