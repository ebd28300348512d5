package story

import (
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// condensed are events with one for one thing: the steps on the way to an item
// are left out where it is told what became of them, and what two parts of a pass
// told of an action is told once. Those of one minute stand together by review.
func condensed(events []plan.Event) []plan.Event {
	var out []plan.Event
	later := map[review.Key]plan.Event{} // the next event that is told, by action
	for _, ev := range slices.Backward(events) {
		next, known := later[ev.Action]
		if ev.Action != "" && known && (onTheWay(ev.What) || sameThing(ev, next)) {
			continue
		}
		if ev.Action != "" {
			later[ev.Action] = ev
		}
		out = append(out, ev)
	}
	slices.Reverse(out)
	return byReview(withoutEchoes(out))
}

// onTheWay tells whether an event is one step of several that lead to an item.
func onTheWay(what string) bool {
	return slices.Contains([]string{"first read", string(review.Planned), "asked for"}, what)
}

// sameThing tells whether two events of an action are one: that it was withdrawn
// is told by who reads, and by who judges.
func sameThing(a, b plan.Event) bool {
	return a.What == b.What && b.At.Sub(a.At) < 2*time.Second
}

// withoutEchoes leaves out the state that an action has as soon as its item was
// found.
func withoutEchoes(events []plan.Event) []plan.Event {
	var out []plan.Event
	found := map[review.Key]time.Time{}
	for _, ev := range events {
		switch {
		case ev.What == "adopted", ev.What == "came back":
			found[ev.Action] = ev.At
		case (ev.What == string(review.Open) || ev.What == string(review.InProgress)) && ev.At.Sub(found[ev.Action]) < 2*time.Second:
			continue
		}
		out = append(out, ev)
	}
	return out
}

// byReview puts the events of one minute in the order of their reviews, as each
// was first met in it.
func byReview(events []plan.Event) []plan.Event {
	var out []plan.Event
	for begin := 0; begin < len(events); {
		minute := events[begin].At.Truncate(time.Minute)
		end := begin
		met := map[review.Key]int{}
		for ; end < len(events) && events[end].At.Truncate(time.Minute).Equal(minute); end++ {
			if _, known := met[events[end].Review]; !known {
				met[events[end].Review] = len(met)
			}
		}
		part := slices.Clone(events[begin:end])
		slices.SortStableFunc(part, func(a, b plan.Event) int { return met[a.Review] - met[b.Review] })
		out, begin = append(out, part...), end
	}
	return out
}
