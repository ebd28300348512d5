package plan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// judge gives each of a review's actions its state, but for those that only
// admission and soak keep from an item: these become candidates.
func (j *judgement) judge(r *Review) {
	r.Wake, r.Planned = time.Time{}, j.in.Config
	if at, ok := j.in.Opens[r.Key]; ok {
		wake(r, at)
	}
	r.Actions = slices.Clone(r.Actions)
	for i := range r.Actions {
		k := &r.Actions[i]
		before := *k
		k.Reason, k.Until, k.HeldBy = "", time.Time{}, ""
		k.unlessClaimed()
		j.verdict(r, k, before)
		if n := len(j.candidates); n > 0 && j.candidates[n-1].action == k {
			j.candidates[n-1].before = before
			continue
		}
		j.ended(r, k, before)
	}
}

// verdict is the order in which it is asked where an action stands.
func (j *judgement) verdict(r *Review, k *Action, before Action) {
	switch {
	case k.Item != nil && j.withItem(r, k, before):
	case j.awaited(r, k):
	case k.Position == Withdrawn:
		k.State, k.Reason = review.Withdrawn, cmp.Or(before.Reason, "its line left the review")
	case r.Silent(), k.Position == Stands:
		k.State, k.Reason = before.State, before.Reason
		k.Until, k.HeldBy = before.Until, before.HeldBy
	case k.Reading.Answer.NoAction && k.Item == nil:
		k.State, k.Reason = review.Withdrawn, NoAction
	case j.unsure(r, k, before):
	case j.byLine(r, k):
	case k.Reading.Mark == review.Done || k.Reading.Mark == review.Declined:
		k.State, k.Reason = k.Reading.Mark, k.Reading.Reason
		if !k.Undecided() && !k.MayBeReworded() {
			k.Asks = nil
		}
		k.Team = j.teamOf(r, k)
	default:
		j.unmade(r, k, before)
	}
}

// byLine judges an action whose line names an item, or contradicts itself; false: it
// does neither.
func (j *judgement) byLine(r *Review, k *Action) bool {
	says := k.Reading.Ticket != nil || k.Reading.Answer.Same != "" || k.Reading.Unclear != ""
	return says && j.newly(r, k) || j.named(r, k) || j.unclear(r, k)
}

// unclear asks about an action whose signs contradict each other or can't be read. An
// item that bears its marker says more, and asks first.
func (j *judgement) unclear(r *Review, k *Action) bool {
	if k.Reading.Unclear == "" || k.Claimed != nil && !k.Reading.Answer.Separate || j.past(r, k) {
		return false
	}
	k.State, k.Reason, k.Team = review.Unrouted, k.Reading.Unclear, j.teamOf(r, k)
	return true
}

// withItem judges an action by the item that it has; false: nobody looks there.
func (j *judgement) withItem(r *Review, k *Action, before Action) bool {
	_, away := j.in.Away[k.Key]
	switch {
	case away:
		j.away(r, k, before)
	case k.Item.Tracker != "":
		j.followed(r, k)
		k.Team = cmp.Or(k.Team, j.teamOf(r, k))
	case k.Item.ID == LostItem && !r.Silent():
		j.lostBefore(r, k)
	default:
		return false
	}
	return true
}

// followed reads the state off the item: where review and item disagree, the
// item is right, and the reason tells of both.
func (j *judgement) followed(r *Review, k *Action) {
	row, ok := j.in.Items[ItemID{k.Item.Tracker, k.Item.ID}]
	if _, configured := j.in.Trackers[k.Item.Tracker]; !ok || !configured {
		k.Reason = "no tracker named " + k.Item.Tracker + " is configured"
		return
	}
	j.refresh(k, row)
	if !row.Gone.IsZero() {
		j.lost(r, k, r.deleted(*k.Item))
		return
	}
	k.State, k.Reason = row.State, row.Reason
	switch elsewhere := j.in.Elsewhere[row.ItemID()]; {
	case elsewhere && row.Marker == nil && row.MadeIn == row.Project:
		k.Reason = NotLooked // as it was last shown
	case elsewhere:
		k.Reason = "" // the words of a place that is not the team's
	}
	if k.Reason == "" {
		k.Reason = j.disagreement(k, row)
	}
	if k.Position == Withdrawn {
		k.State, k.Reason = review.Withdrawn, "the line left the review; "+k.Item.Key+" stays the team's"
	}
}

// refresh copies what may change of an item: a moved one has another key.
func (j *judgement) refresh(k *Action, row ItemRow) {
	if k.Item.Key != row.Key {
		k.Replace = k.Item.Key
	}
	k.Item = ItemOf(row)
	if team := j.in.Mapping.TeamOf(row.Tracker, row.Project); team != nil {
		k.Team = team.Name
	}
}

func (j *judgement) disagreement(k *Action, row ItemRow) string {
	settled := row.State.Settled()
	if left := j.in.Unfinished[k.Key].Left; len(left) > 0 {
		return StillToBeSet + strings.Join(left, ", ")
	}
	switch {
	case row.Remark != "":
		return row.Remark
	case row.Note != "":
		return row.Note
	case !row.Unseen.IsZero():
		return "not seen since " + row.Unseen.UTC().Format(time.RFC3339)
	case settled:
		return ""
	}
	switch k.disagrees() {
	case "struck":
		return "no longer asked for by the review"
	case string(review.Declined):
		return "declined in the review, " + row.State.Words() + " in the backlog"
	case string(review.Done):
		return "done in the review, " + row.State.Words() + " in the backlog"
	}
	return ""
}

// disagrees is what a person's mark in the line says otherwise than an item
// that is still open; "": nothing.
func (k Action) disagrees() string {
	switch {
	case k.Item == nil || k.Item.Tracker == "":
		return ""
	case k.Reading.Struck:
		return "struck"
	case k.Reading.Mark == review.Declined, k.Reading.Mark == review.Done && !k.Ticked:
		return string(k.Reading.Mark)
	}
	return ""
}

func (r Review) deleted(item Item) string {
	return item.Key + " is deleted or not visible: put another key into the line, or “won't do: …”, or " + review.Command("remake", r.Named())
}

// lost is an item that can't be seen, why, and what ends it: a person's words;
// nothing is made again by itself.
func (j *judgement) lost(r *Review, k *Action, why string) {
	old := *k.Item
	k.State, k.Reason = review.Missing, why
	switch {
	case k.Reading.Mark == review.Declined && !k.Reading.Struck:
		k.State, k.Reason = review.Declined, k.Reading.Reason
	case k.Reading.Answer.Same != "" || k.Reading.Ticket != nil && !Names(k.Reading.Ticket, old):
		k.Item = nil
		if j.named(r, k) && k.Item != nil {
			return
		}
		k.Item = &old
	}
	why, _, _ = strings.Cut(why, ": ")
	switch {
	case k.Position == Withdrawn:
		k.State, k.Reason = review.Withdrawn, "the line left the review; "+why
	case k.Reading.Answer.NoAction && k.State == review.Missing:
		k.State, k.Reason = review.Withdrawn, NoAction+"; "+why
	}
}

// NoAction is why there is nothing to follow of a line that a person called
// none.
const NoAction = "its line says (no action)"

// lostBefore is an item that only our block names. It is this action's, whatever
// its marker says by now; somebody else's that the line names as well is found by
// its name.
func (j *judgement) lostBefore(r *Review, k *Action) {
	old := *k.Item
	found, problem := j.lookUp(r, k)
	switch {
	case problem != "":
		j.notLookedUp(r, k, problem)
		return
	case recorded(k, found):
		k.Item = ItemOf(found[0].Row)
		j.links[k.Key] = "the review's block tells that " + k.Item.Key + " is its item"
		j.in.Items[found[0].Row.ItemID()] = found[0].Row
		j.followed(r, k)
		return
	case len(found) > 0:
		k.Item = nil
		if j.named(r, k) && k.Item != nil {
			return
		}
		k.Item = &old
	}
	k.Team = j.teamOf(r, k)
	j.lost(r, k, r.deleted(old))
}

// recorded tells whether what our block names is there, and bears no marker of
// ours or another action's: an editor of the backlog may have changed it, and
// the store that knew better is lost. What others made is not ours.
func recorded(k *Action, found []Named) bool {
	if len(found) != 1 || found[0].Elsewhere || k.Reading.Answer.Same != "" || k.Reading.Answer.Separate {
		return false
	}
	row := found[0].Row
	return row.Claim == nil && row.Gone.IsZero() && (row.Marker == nil && k.Reading.Ticket == nil || row.Marker != nil && row.Marker.Action != k.Key)
}

// unmade is an action without an item that the review asks for.
func (j *judgement) unmade(r *Review, k *Action, before Action) {
	if j.past(r, k) {
		k.State, k.Reason = review.Past, j.olderThanSince(r)
		return
	}
	if j.claimed(r, k) {
		return
	}
	if k.Undecided() && j.yes(r, k) {
		k.Asks = decided(*k.Asks)
	}
	if k.Undecided() {
		k.State, k.HeldBy, k.Team = review.Held, HeldByLookAlike, j.teamOf(r, k)
		k.Reason = "more lines changed at once than are compared, so it may be one that is known: put (same: KEY) into the line to keep its item, or (separate) to make another"
		return
	}
	if j.twin(r, k) || j.reworded(r, k) {
		return
	}
	if k.ofTwin() {
		k.Asks = nil
	}
	if k.Asks != nil {
		k.State = review.Unrouted
		k.Team = j.teamOf(r, k)
		k.Reason = CopiedFrom + " with the same words: answer (same: " + k.Asks.Item.Key + ") or (separate)"
		return
	}
	if j.newly(r, k) || j.refused(r, k, before) {
		return
	}
	j.route(r, k)
}

// CopiedFrom begins the reason of an action that asks about another review's.
const CopiedFrom = "copied from another review"

// past tells whether the review is older than since, and not released.
func (j *judgement) past(r *Review, k *Action) bool {
	since := j.in.Sources[r.Source].Since
	if since.IsZero() || !r.Age.Before(since) || k.wanted() {
		return false
	}
	if j.in.Request.Yes && len(j.in.Request.Scope.Reviews) > 0 && !k.Doubtful() && j.in.Request.Scope.Review(*r) && j.in.Request.Scope.Single(k.Key) {
		j.release(r, k, "past")
		return false
	}
	return true
}

func (j *judgement) olderThanSince(r *Review) string {
	return "of " + r.Age.Format(time.DateOnly) + ", older than since " + j.in.Sources[r.Source].Since.Format(time.DateOnly)
}

// wanted tells whether a person said that this action is to have an item:
// released it, or had its item made anew.
func (k Action) wanted() bool { return !k.Released.IsZero() || k.Generation > 1 }

func (p *planner) release(r *Review, k *Action, from string) {
	k.Released = p.in.Now
	p.log(r, k, EventReleased, "a person said yes to what was "+from)
}

// refused keeps an action blocked until something changes, or a day is over.
func (j *judgement) refused(r *Review, k *Action, before Action) bool {
	switch {
	case k.Refused == refusedAgain, k.Refused == "" && before.State != review.Blocked:
		return false
	case k.Refused == "", k.Refused == unansweredAs(*r, *k): // asked for, and never answered
		k.State, k.Reason = review.Blocked, before.Reason
		return true
	}
	silent := strings.HasPrefix(k.Refused, unanswered) // with other words by now
	rules := j.in.Sources[r.Source]
	asked := (j.in.Request.Again || rules.Again) && j.in.Request.Scope.Action(*r, *k) && rules.Stale == ""
	changed := k.Refused == RefusedLook || k.Refused != RefusedAuth && k.Refused != Circumstances(j.in.Config, *r, *k)
	if silent || asked || changed || j.in.Now.Sub(k.RefusedAt) >= RefusedFor(*k) {
		k.Refused, k.RefusedAt = refusedAgain, time.Time{}
		return false
	}
	k.State, k.Reason = review.Blocked, before.Reason
	wake(r, k.RefusedAt.Add(RefusedFor(*k)))
	return true
}

// RefusedAuth is what was refused when the tracker did not know us: a new
// token, which nobody tells us of, ends it.
const RefusedAuth = "auth"

// RefusedLook is what waits for a tracker that did not even let us look: each
// pass finds out.
const RefusedLook = "look"

// refusedAgain is what was refused, and is asked for anew.
const refusedAgain = "again"

// unanswered begins what was asked for until a person is, in a backlog that
// shows what we made there: other words in the line are that person's answer.
const unanswered = "unanswered "

// unansweredAs names the words with which there was no answer.
func unansweredAs(r Review, k Action) string { return unanswered + Circumstances("", r, k) }

// InVain tells whether an item was asked for until a person is, without an answer.
func (k Action) InVain() bool {
	return k.State == review.Blocked && k.Item == nil && k.Attempts > 0 && (k.Refused == "" || strings.HasPrefix(k.Refused, unanswered))
}

// RefusedFor is how long a refusal is taken for final, as things are.
func RefusedFor(k Action) time.Duration {
	if k.Refused == RefusedAuth {
		return 5 * time.Minute
	}
	return 24 * time.Hour
}

// Circumstances are what a refusal depends on, as far as we know it.
func Circumstances(config string, r Review, k Action) string {
	return string(review.KeyOf(config, r.Title, strings.Join([]string{k.Now, k.Reading.Title, k.Reading.Detail}, "\x00")))
}

// ended keeps the moment of an action's end and tells of changed states.
func (p *planner) ended(r *Review, k *Action, before Action) {
	switch {
	case !k.State.Settled():
		k.Settled = time.Time{}
	case k.Settled.IsZero():
		k.Settled = p.in.Now
		if k.Item != nil {
			if row := p.in.Items[ItemID{k.Item.Tracker, k.Item.ID}]; !row.Settled.IsZero() {
				k.Settled = row.Settled
			}
		}
	}
	if k.State != before.State {
		p.log(r, k, string(k.State), r.Logged(k.Reason))
	}
}
