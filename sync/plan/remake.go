package plan

import (
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Remaking is what is known of the item that a remake leaves behind.
type Remaking struct {
	// Item is its row, the zero row where there is none.
	Item ItemRow
	// Away says where it is, as Homes.Away does; "": its tracker is there.
	Away string
	// Single says that a person named this very action: its item is made whatever
	// max_new says, and what its line names gives way.
	Single bool
}

// Remade is an action whose item is forgotten, so that another is made where
// the mapping now says, its marker one generation on. An error says why that
// can't be.
func Remade(k Action, of Remaking, now time.Time) (Action, error) {
	if err := remakable(k, of); err != nil {
		return k, err
	}
	if k.Item != nil {
		k.Replace = k.Item.Key
	}
	k.Generation++
	k.Attempts, k.Item, k.Asks = 0, nil, nil
	k.Made, k.Settled, k.Until = time.Time{}, time.Time{}, time.Time{}
	k.Refused, k.RefusedAt = "", time.Time{}
	k.State, k.Reason, k.HeldBy = "", "", ""
	k.Admitted, k.Released = time.Time{}, time.Time{}
	if of.Single {
		k.Released = now
	}
	return k, nil
}

// remadeOf is the key of the item that a remake left behind, until the next one is
// made; "": there was none.
func (k Action) remadeOf() string {
	if k.Generation > 1 {
		return k.Replace
	}
	return ""
}

func remakable(k Action, of Remaking) error {
	switch {
	case k.State == review.Creating && of.Away == "":
		return errors.New("its item was asked for and the answer is not known yet: wait until it is")
	case k.Position < 0:
		return errors.New("its line left the review: put it back first")
	case k.Item == nil && k.Attempts == 0:
		return errors.New("no item was ever asked for: sync makes one when it is time")
	case k.Reading.Answer.Same != "":
		return fmt.Errorf("(same: %s) stands in its line: take it out first", k.Reading.Answer.Same)
	case k.Reading.Answer.NoAction:
		return errors.New("(no action) stands in its line: take it out first")
	case k.Reading.Mark.Settled():
		return fmt.Errorf("the review shows it as %s, so no item would be made: change that first", k.Reading.Mark.Words())
	case k.Item != nil && k.State.Settled() && of.Away != "":
		return fmt.Errorf("it is %s: %s needs no other", k.State.Words(), k.Item.Key)
	}
	return theirs(k, of)
}

// theirs refuses what a line names and we did not make. Where no tracker of ours
// looks a person may name the action: what the line names then gives way.
func theirs(k Action, of Remaking) error {
	ours := of.Item.Marker != nil && of.Item.Marker.Action == k.Key || k.Item != nil && k.Item.ID == LostItem
	switch {
	case k.Item == nil, ours, k.Reading.Ticket == nil, !Names(k.Reading.Ticket, *k.Item):
		return nil
	case (of.Away != "" || k.Item.Tracker == "") && k.Reading.Ticket.Text == k.Item.Key && k.Item.Key != "":
		if of.Single {
			return nil
		}
		return fmt.Errorf("its line names %s, which followthrough is not known to have made: name the action to make another in its place", k.Item.Key)
	}
	return fmt.Errorf("its line names %s, which followthrough did not make: take it out of the line first", k.Item.Key)
}
