package plan

import (
	"cmp"
	"fmt"

	"github.com/followthrough/followthrough/sync/review"
)

// ClaimedBy is an item of others as an action has it that it holds.
func ClaimedBy(row ItemRow) *Claimed {
	return &Claimed{Tracker: row.Tracker, ID: row.ID, Key: row.Key, By: row.Claim.By, Unproven: row.Unproven}
}

// Account is how an account is spoken of: never by its name.
func Account(by string) string {
	if by == "" {
		return "an account that the tracker does not tell"
	}
	return "account " + by
}

// claimed holds an action whose marker an item bears that our account did not
// make: it may be the action's own, made by an account that was ours.
func (j *judgement) claimed(r *Review, k *Action) bool {
	c := k.Claimed
	if c == nil || k.Reading.Answer.Separate {
		return false
	}
	k.State, k.HeldBy, k.Team = review.Held, HeldByClaim, cmp.Or(j.teamOf(r, k), k.Team)
	if c.Unproven {
		k.Reason = fmt.Sprintf("%s bears its marker, unsigned and in no backlog of its team: move it there, or write (same: %s) or (separate)", c.Key, c.Key)
		return true
	}
	k.Reason = fmt.Sprintf("%s bears its marker, made by %s: ", c.Key, Account(c.By))
	if c.By == "" {
		k.Reason += fmt.Sprintf("write (same: %s) or (separate)", c.Key)
		return true
	}
	k.Reason += fmt.Sprintf("name %s under `accounts`, or write (separate)", c.By)
	return true
}

// unlessClaimed gives up an item that only our block names, where just it is
// there after all and somebody else made it: a copy of its marker on another
// item takes nothing over.
func (k *Action) unlessClaimed() {
	if k.Claimed != nil && k.Item != nil && k.Item.ID == LostItem && FoldKey(k.Claimed.Key) == FoldKey(k.Item.Key) {
		k.Item = nil
	}
}
