package report

import (
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// states are the columns of Counts, in the order in which an action meets them.
var states = review.States()

// Counts are actions by state; each action is in exactly one.
type Counts [13]int

// Of is how many actions are in a state.
func (c Counts) Of(s review.State) int {
	if i := slices.Index(states, s); i >= 0 {
		return c[i]
	}
	return 0
}

// Sum is how many actions there are.
func (c Counts) Sum() int {
	n := 0
	for _, v := range c {
		n += v
	}
	return n
}

// CountStates counts the states of actions.
func CountStates(all []review.State) Counts {
	var c Counts
	for _, s := range all {
		c.add(s)
	}
	return c
}

func (c *Counts) add(s review.State) {
	if i := slices.Index(states, s); i >= 0 {
		c[i]++
	}
}

// Band is how many open actions are of an age, in whole days since their
// review's publication.
type Band struct {
	From    int  `json:"from_days"`
	Below   *int `json:"below_days"` // nil: the last band has no end
	Actions int  `json:"actions"`
}

// bandEnds part the ages of what is open.
var bandEnds = []int{30, 90, 180, 365}

// Ages are the open actions (open and in progress) by age.
type Ages [5]int

func (a *Ages) add(days int) {
	i := 0
	for i < len(bandEnds) && days >= bandEnds[i] {
		i++
	}
	a[i]++
}

// Bands are the ages with their borders.
func (a Ages) Bands() []Band {
	out := make([]Band, len(a))
	for i, n := range a {
		out[i].Actions = n
		if i > 0 {
			out[i].From = bandEnds[i-1]
		}
		if i < len(bandEnds) {
			out[i].Below = &bandEnds[i]
		}
	}
	return out
}

// Words is the band as people read it.
func (b Band) Words() string {
	switch {
	case b.Below == nil:
		return "a year and more"
	case b.From == 0:
		return fmt.Sprintf("under %d days", *b.Below)
	}
	return fmt.Sprintf("%d to %d days", b.From, *b.Below-1)
}
