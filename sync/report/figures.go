package report

import (
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Figures are all that is counted of a set of reviews and their actions.
type Figures struct {
	Reviews Reviews
	States  Counts
	// TakenOut counts the actions whose lines left the review before an item
	// was made: they are in no state, and not part of the states' sum.
	TakenOut int
	// Settled is what is done or declined of all actions but those withdrawn.
	Settled Share
	// Declined are the reasons of what was declined; their counts add up to
	// the declined actions.
	Declined []Reason
	// Waits counts what waits for a person: unrouted, held (but where the
	// mapping says create: off), blocked, missing.
	Waits int
	// Held are the held actions, by what holds them.
	Held Held
	// ToItem is the time from a review's publication to the item of an action,
	// ToDone from there to its end, where that is done; both of items of our
	// making only.
	ToItem, ToDone Spread
	Ages           Ages
	// Oldest is the age of the oldest open action, in whole days since its
	// review's publication; nil: none is open.
	Oldest *int
	// Shared counts the items that actions of several of the reviews have.
	Shared int
	// ToPublication is the time from incident to publication, where the review
	// says both days.
	ToPublication Spread
	// NoOwner is the actions whose line names no owner, of all.
	NoOwner Share
	// Moved is the items that lie in another project than they were made in,
	// of those of our making.
	Moved Share
}

// Reviews counts reviews.
type Reviews struct {
	All        int `json:"all"`
	Incidents  int `json:"incidents"`
	NearMisses int `json:"near_misses"`
	// NoActions is a good outcome.
	NoActions int `json:"no_actions"`
}

// NoActions is the reviews that decided on no action, of all.
func (f Figures) NoActions() Share { return Share{f.Reviews.NoActions, f.Reviews.All} }

// Open is what a team works on, or may: open and in progress.
func (f Figures) Open() int { return f.States.Of(review.Open) + f.States.Of(review.InProgress) }

// Held counts held actions by what holds them.
type Held struct {
	MaxNew    int `json:"max_new"`
	Ask       int `json:"ask"`
	Off       int `json:"off"`
	LookAlike int `json:"look_alike"`
	NewlyRead int `json:"newly_read"`
}

// tally is figures in the making.
type tally struct {
	figures                       Figures
	toItem, toDone, toPublication []time.Duration
	reasons                       map[string]int
	shared                        map[Item]review.Key // the first review that has it; "": several
}

// review counts a review with its actions, those in scope.
func (t *tally) review(r *Review) {
	n := &t.figures.Reviews
	n.All++
	if r.Kind == review.NearMiss {
		n.NearMisses++
	} else {
		n.Incidents++
	}
	if r.bare {
		n.NoActions++
	}
	if !r.PublishedAt.IsZero() && !r.Date.IsZero() && !r.PublishedAt.Before(r.Date) {
		t.toPublication = append(t.toPublication, r.PublishedAt.Sub(r.Date))
	}
}

// action counts one action of a review.
func (t *tally) action(r *Review, a *Action, o Options) {
	f := &t.figures
	f.States.add(a.State)
	if a.State != review.Withdrawn {
		f.Settled.add(a.State.Settled())
	}
	f.NoOwner.add(!a.Owned)
	t.waits(a)
	switch a.State {
	case review.Declined:
		if t.reasons == nil {
			t.reasons = map[string]int{}
		}
		t.reasons[reasonOf(r, a, o)]++
	case review.Open, review.InProgress:
		t.open(max(0, int(o.Now.Sub(r.day())/(24*time.Hour))))
	}
	t.times(r, a)
	if a.Shared != nil {
		if t.shared == nil {
			t.shared = map[Item]review.Key{}
		}
		if first, ok := t.shared[*a.Shared]; !ok {
			t.shared[*a.Shared] = r.Key
		} else if first != r.Key {
			t.shared[*a.Shared] = ""
		}
	}
}

// open counts an open action that is so many days old.
func (t *tally) open(days int) {
	f := &t.figures
	f.Ages.add(days)
	if f.Oldest == nil || *f.Oldest < days {
		f.Oldest = &days
	}
}

func (t *tally) waits(a *Action) {
	f := &t.figures
	switch a.State {
	case review.Unrouted, review.Blocked, review.Missing:
		f.Waits++
	case review.Held:
		if a.HeldBy != heldByOff {
			f.Waits++
		}
		switch a.HeldBy {
		case heldByOff:
			f.Held.Off++
		case heldByAsk:
			f.Held.Ask++
		case heldByLookAlike:
			f.Held.LookAlike++
		case heldByNewly:
			f.Held.NewlyRead++
		default:
			f.Held.MaxNew++
		}
	}
}

// times counts how long the action's item took, where it is of our making.
func (t *tally) times(r *Review, a *Action) {
	if a.Made.IsZero() {
		return
	}
	t.figures.Moved.add(a.Moved)
	if p := r.published(); !p.IsZero() && !a.Made.Before(p) {
		t.toItem = append(t.toItem, a.Made.Sub(p))
	}
	if a.State == review.Done && !a.Settled.Before(a.Made) {
		t.toDone = append(t.toDone, a.Settled.Sub(a.Made))
	}
}

// done is the tally's figures.
func (t *tally) done() Figures {
	f := t.figures
	f.ToItem, f.ToDone, f.ToPublication = spreadOf(t.toItem), spreadOf(t.toDone), spreadOf(t.toPublication)
	f.Declined = reasons(t.reasons)
	for _, first := range t.shared {
		if first == "" {
			f.Shared++
		}
	}
	return f
}
