package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// MayBeReworded tells whether it is asked if the action is one that its review
// had before, in other words.
func (k Action) MayBeReworded() bool { return k.Asks != nil && k.Asks.Reworded }

// reworded holds an action that may be a known one in other words, until a person
// says which it is: in the line, or by releasing just this one.
func (j *judgement) reworded(r *Review, k *Action) bool {
	if !k.MayBeReworded() {
		return false
	}
	if k.Reading.Answer.Separate || j.in.Request.Releases(*r, *k) {
		if !k.Reading.Answer.Separate {
			j.release(r, k, string(review.Held))
		}
		k.Asks = nil
		return false
	}
	asks := *k.Asks
	if of := r.Find(asks.Action); of != nil && of.Item != nil {
		asks.Item = *of.Item // as it is called now
	}
	k.Asks = &asks
	k.State, k.HeldBy, k.Team, k.Reason = review.Held, HeldByLookAlike, j.teamOf(r, k), rewordedOf(asks.Item.Key)
	return true
}

// otherWords stands in the reason of an action that may be a known one.
const otherWords = " in other words: "

// rewordedOf asks whether a line is the action that has an item, in other words;
// "": it is not known yet which item.
func rewordedOf(item string) string {
	if item == "" {
		return "may be an action whose item was asked for," + otherWords + "write (separate), or its first words"
	}
	return fmt.Sprintf("may be %s%swrite (same: %s) or (separate)", item, otherWords, item)
}

// AsksInOtherWords tells whether a block's row, by its state in words, asks whether
// its line is an action that the review had before.
func AsksInOtherWords(state string) bool {
	return strings.HasPrefix(state, review.Held.Words()+": may be ") && strings.Contains(state, otherWords)
}

// inOtherWords are the action's words where they are far from those that its item's
// marker holds: then the block has to have them, or a lost store would take the line
// for a new one. "": they are not.
func (k Action) inOtherWords() string {
	if k.Item == nil || k.Position < 0 || k.Text == "" || k.Now == k.Text {
		return ""
	}
	left := review.Budget(10_000)
	for _, text := range append(k.Reading.Texts(), k.Now) {
		pairs, _ := review.Similar(context.Background(), []string{k.Text}, []string{text}, &left)
		if text == k.Text || len(pairs) > 0 {
			return ""
		}
	}
	return k.Now
}
