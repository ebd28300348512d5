package plan

import "github.com/followthrough/followthrough/sync/review"

// Asked is another action's item that a copied line names, or stood beside in
// a copied block.
type Asked struct {
	Action review.Key
	Text   string // normalised: with other words there is nothing to ask
	Item   Item
	// Undecided says that more lines changed at once than are compared: this
	// one may be an action that is known by other words.
	Undecided bool `json:",omitempty"`
	// Reworded says that the line may be the action itself, which stands in the
	// review no more, in other words.
	Reworded bool `json:",omitempty"`
	// Twin is the review whose lines are all the same as this one's, as it may be
	// called here; "": it is not that. Hidden says that who reads this review need
	// not be able to read that one, nor see its item.
	Twin   string `json:",omitempty"`
	Hidden bool   `json:",omitempty"`
}

// ofTwin tells whether it is asked if the action is another review's once more.
func (k Action) ofTwin() bool { return k.Asks != nil && k.Asks.Twin != "" }

// twin holds an action whose review is another one's twin, until a person says
// whether it is the same.
func (j *judgement) twin(r *Review, k *Action) bool {
	if !k.ofTwin() || j.yes(r, k) {
		return false
	}
	answers := "(separate) in the line, or " + review.Command("sync", r.Named(), "--yes")
	if k.Asks.Item.Key != "" {
		answers = "(same: " + k.Asks.Item.Key + ") or " + answers
	}
	k.State, k.HeldBy, k.Team = review.Held, HeldByLookAlike, j.teamOf(r, k)
	k.Reason = review.TwinOf + k.Asks.Twin + ": " + answers
	return true
}

// Undecided tells whether it is asked if the action is new at all.
func (k Action) Undecided() bool { return k.Asks != nil && k.Asks.Undecided }

// Undecide asks whether an action is one of those that are not found again,
// beside what is asked already.
func (k *Action) Undecide() {
	var asks Asked
	if k.Asks != nil {
		asks = *k.Asks
	}
	asks.Undecided = true
	k.Asks = &asks
}

// Ask asks about another action's item, beside what is asked already.
func (k *Action) Ask(about Asked) {
	about.Undecided = k.Undecided()
	if was := k.Asks; was != nil && was.Action == about.Action && about.Twin == "" {
		about.Twin, about.Hidden = was.Twin, was.Hidden
	}
	k.Asks = &about
}

// decided is what is left to ask of an action that a person called new.
func decided(asks Asked) *Asked {
	if asks.Text == "" {
		return nil
	}
	asks.Undecided = false
	return &asks
}
