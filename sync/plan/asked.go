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
}

// Undecided tells whether it is asked if the action is new at all.
func (k Known) Undecided() bool { return k.Asks != nil && k.Asks.Undecided }

// Undecide asks whether an action is one of those that are not found again,
// beside what is asked already.
func (k *Known) Undecide() {
	var asks Asked
	if k.Asks != nil {
		asks = *k.Asks
	}
	asks.Undecided = true
	k.Asks = &asks
}

// Ask asks about another action's item, beside what is asked already.
func (k *Known) Ask(about Asked) {
	about.Undecided = k.Undecided()
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
