package plan

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// named judges an action whose line names an item: it is linked, unless
// something speaks against believing it. False: there is no such item, or it
// is a left-over of a copied line, and the action is like any other.
func (j *judgement) named(r *Review, k *Action) bool {
	ticket, same := k.Reading.Ticket, k.Reading.Answer.Same
	if k.Asks != nil && answered(*k) {
		k.Asks = nil
	}
	leftOver := ticket != nil && ticket.Text != "" && ticket.Text == k.Replace
	if same == "" && (ticket == nil || leftOver && len(j.in.Named[k.Key]) == 0) {
		return false
	}
	found, problem := j.lookUp(r, k)
	found, hidden := seenOf(found)
	if hidden && problem == "" {
		return j.unlooked(r, k)
	}
	if len(found) == 0 && problem == "" {
		return j.notThere(r, k, leftOver)
	}
	switch {
	case problem != "":
		return j.notLookedUp(r, k, problem)
	case len(found) > 1:
		return j.doubt(r, k, fmt.Sprintf("%s and %s both know %s: give the item's full link", found[0].Tracker, found[1].Tracker, found[0].Row.Key))
	}
	return j.believed(r, k, found[0])
}

// answered tells whether a person's words ended the asking about a copied line.
func answered(k Action) bool {
	if k.Asks.Undecided || k.Asks.Reworded { // a (same: …) counts when its item is found
		return k.Reading.Answer.Separate
	}
	return k.Asks.Text != k.Now || k.Reading.Answer.Separate || k.Reading.Answer.Same != ""
}

// notThere judges an action whose line names what no tracker of ours shows.
func (j *judgement) notThere(r *Review, k *Action, leftOver bool) bool {
	switch same := k.Reading.Answer.Same; {
	case same != "":
		return j.doubt(r, k, notKnown(same))
	case leftOver:
		return false
	case len(j.in.Named[k.Key]) > 0:
		return j.doubt(r, k, "names "+k.Reading.Ticket.Link()+", which is not there or not visible")
	case k.Reading.Ticket.OfBacklogFile():
		j.unlinked(r, k)
		return true
	}
	j.elsewhere(r, k)
	return true
}

// lookUp are the items found under the name, or why that can't be told.
func (j *judgement) lookUp(r *Review, k *Action) (found []Named, problem string) {
	for _, n := range j.in.Named[k.Key] {
		switch {
		case n.Problem != "":
			problem = "names " + n.ID + ", which could not be looked up: " + n.Problem
		case n.Found:
			found = append(found, n)
		}
	}
	return j.onePerItem(r, k, found), problem
}

// onePerItem keeps, of an item that two accounts on one site can see, what the
// team's own tracker shows.
func (j *judgement) onePerItem(r *Review, k *Action, found []Named) []Named {
	if len(found) < 2 {
		return found
	}
	own, _ := j.destination(&Action{Team: j.teamOf(r, k)})
	slices.SortStableFunc(found, func(a, b Named) int { return compareBool(a.Tracker != own, b.Tracker != own) })
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(n Named) bool {
		again := n.Row.URL != "" && seen[n.Row.URL]
		seen[n.Row.URL] = true
		return again
	})
}

// notLookedUp judges an action whose line or block names what could not be looked up:
// while the tracker can't be read it stays as it was, else a person is asked.
func (j *judgement) notLookedUp(r *Review, k *Action, problem string) bool {
	if !slices.ContainsFunc(j.in.Named[k.Key], func(n Named) bool { return n.Unread }) {
		return j.doubt(r, k, problem)
	}
	k.State, k.Reason, k.Team = cmp.Or(k.State, review.Planned), problem, j.teamOf(r, k)
	wake(r, NextPass)
	return true
}

// askedAgain is how long a named item that can't be believed is believed to be
// the same: its tracker is asked no more often.
const askedAgain = 10 * time.Minute

// doubt asks a person: a named item that can't be believed.
func (j *judgement) doubt(r *Review, k *Action, why string) bool {
	k.State, k.Reason, k.Team = review.Unrouted, why, j.teamOf(r, k)
	wake(r, j.in.Now.Add(askedAgain))
	return true
}

// seenOf are those of the items found that are followed; hidden says that there
// are only others.
func seenOf(found []Named) (seen []Named, hidden bool) {
	for _, n := range found {
		if !n.Elsewhere {
			seen = append(seen, n)
		}
	}
	return seen, len(found) > 0 && len(seen) == 0
}

// notKnown asks about an answer that names nothing we see: in the same words
// whether there is no such item, or one where followthrough does not look.
func notKnown(same string) string {
	return "(same: " + same + ") names no item that followthrough sees: it looks into the teams' backlogs and what trackers name under `follow`"
}

// unlooked judges an action whose line names what is, or may be, where we do not
// look.
func (j *judgement) unlooked(r *Review, k *Action) bool {
	if same := k.Reading.Answer.Same; same != "" {
		return j.doubt(r, k, notKnown(same))
	}
	j.elsewhere(r, k)
	return true
}

// elsewhere is a ticket where no tracker of ours can look: the review's own
// mark is the state.
func (j *judgement) elsewhere(r *Review, k *Action) {
	k.Item = &Item{Key: k.Reading.Ticket.Text, URL: address(k.Reading.Ticket.URL)}
	k.Team = j.teamOf(r, k)
	j.byMark(k, NotLooked)
}

// address is where a ticket of the review's own words leads, for the block and for
// programs that make a link of it; "" for what is no address of the web and no
// place beside the review, or holds a user's name.
func address(written string) string {
	u, err := url.Parse(written)
	switch {
	case err != nil, u.User != nil, strings.Contains(written, `\`):
		return ""
	case u.Host != "" && (u.Scheme == "https" || u.Scheme == "http"), u.Host == "" && u.Scheme == "":
		return written
	}
	return ""
}

// NotLooked is said of an item whose place nobody opened to us.
const NotLooked = "tracked where followthrough does not look"

// byMark takes the state from the line itself.
func (j *judgement) byMark(k *Action, why string) {
	k.State, k.Reason = k.Reading.Mark, why
	switch k.State {
	case "":
		k.State = review.Open
	case review.Declined:
		k.Reason = k.Reading.Reason
	}
}

func (j *judgement) believed(r *Review, k *Action, n Named) bool {
	same, m := k.Reading.Answer.Same, n.Row.Marker
	ours := m != nil && m.Instance == j.in.Instance && same == ""
	switch {
	case ours && m.Action == k.Key && m.Generation < k.Generation: // left behind by remake
		k.Replace = k.Reading.Ticket.Text
		return false
	case ours && m.Action != k.Key:
		j.copied(k, n)
		return false
	case k.Reading.Answer.Separate:
		return false
	case same == "" && settledBefore(n.Row, r.Date):
		return j.doubt(r, k, fmt.Sprintf("%s was %s before the incident: answer (same: %s) or (separate)",
			n.Row.Key, n.Row.State.Words(), n.Row.Key))
	}
	k.Item, k.Asks = ItemOf(n.Row), nil
	j.links[k.Key] = "its line names " + n.Row.Key
	j.in.Items[n.Row.ItemID()] = n.Row
	j.followed(r, k)
	return true
}

// copied is a link that we wrote for another action: with the same words it
// asks, with others it is a left-over.
func (j *judgement) copied(k *Action, n Named) {
	k.Replace = k.Reading.Ticket.Text
	if k.Reading.Answer.Separate {
		return
	}
	for _, other := range []string{j.in.Others[n.Row.Marker.Action], n.Row.Marker.Text} {
		if other != "" && j.sameWords(k.Now, other) {
			k.Ask(Asked{Action: n.Row.Marker.Action, Text: k.Now, Item: *ItemOf(n.Row)})
			return
		}
	}
}

func (j *judgement) sameWords(a, b string) bool {
	return a == b || j.in.Mapping.Words(a) == j.in.Mapping.Words(b)
}

func settledBefore(row ItemRow, incident time.Time) bool {
	return row.State.Settled() && !row.Settled.IsZero() && !incident.IsZero() && row.Settled.Before(incident)
}
