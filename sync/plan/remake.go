package plan

import (
	"errors"
	"fmt"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// Remade is an action whose item is forgotten, so that another is made where
// the mapping now says, its marker one generation on. item is the row of its
// item, the zero row where it has none. An error says why that can't be.
func Remade(k Known, item ItemRow, now time.Time) (Known, error) {
	if err := remakable(k, item); err != nil {
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
	k.Released = now
	return k, nil
}

func remakable(k Known, item ItemRow) error {
	switch {
	case k.State == review.Creating:
		return errors.New("its item was asked for and the answer is not known yet: wait until it is")
	case k.Position < 0:
		return errors.New("its line left the review: put it back first")
	case k.Item == nil && k.Attempts == 0:
		return errors.New("no item was ever asked for: sync makes one when it is time")
	case k.Item != nil && (item.Marker == nil || item.Marker.Action != k.Key) && k.Reading.Ticket != nil && Names(k.Reading.Ticket, *k.Item):
		return fmt.Errorf("its line names %s, which followthrough did not make: take it out of the line first", k.Item.Key)
	case k.Reading.Answer.Same != "":
		return fmt.Errorf("(same: %s) stands in its line: take it out first", k.Reading.Answer.Same)
	case k.Reading.Mark.Settled():
		return fmt.Errorf("the review shows it as %s, so no item would be made: change that first", k.Reading.Mark.Words())
	}
	return nil
}
