package report

import "github.com/followthrough/followthrough/sync/review"

// Strand is a few states that mean alike for who looks at the whole: what a
// chart shows in one colour.
type Strand struct {
	// ID is done, declined, doing, open, coming, waits or aside.
	ID     string
	Words  string
	States []review.State
}

// Strands lists them in the order in which charts show them; every state is
// in one.
func Strands() []Strand {
	return []Strand{
		{"done", "done", []review.State{review.Done}},
		{"declined", "declined", []review.State{review.Declined}},
		{"doing", "in progress", []review.State{review.InProgress}},
		{"open", "open", []review.State{review.Open}},
		{"coming", "on the way to a backlog", []review.State{review.Creating, review.Planned, review.Soaking}},
		{"waits", "held, or waits for a person", []review.State{review.Held, review.Unrouted, review.Blocked, review.Missing}},
		{"aside", "past or withdrawn", []review.State{review.Past, review.Withdrawn}},
	}
}

// In is how many actions are in a strand's states.
func (c Counts) In(s Strand) int {
	n := 0
	for _, state := range s.States {
		n += c.Of(state)
	}
	return n
}
