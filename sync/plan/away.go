package plan

import (
	"cmp"
	"net/url"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// Homes are the trackers that are configured, by name: each tells whether an
// address is of its place.
type Homes map[string]func(address string) bool

// Home is what a tracker tells of addresses; one that can't tell holds all.
func Home(t tracker.Tracker) func(address string) bool {
	if a, ok := t.(tracker.Addressed); ok {
		return a.Holds
	}
	return func(string) bool { return true }
}

// Away says where an action's item is, as in "PAY-12 is …", where its tracker is
// configured no more or its name is another one's now; "": its tracker is there,
// or there never was one that could look. row is what the store has of the item,
// which may have another address by now.
func (h Homes) Away(k Action, row ItemRow) string {
	switch {
	case k.Item == nil || k.Item.Tracker == "" && k.Item.ID != LostItem:
		return ""
	case k.Item.ID == LostItem:
		if h.hold(k.Item.URL) {
			return ""
		}
		if at := host(k.Item.URL); at != "" {
			return "at " + at + notNow
		}
		return "in a backlog file" + notNow
	}
	holds, configured := h[k.Item.Tracker]
	switch {
	case !configured:
		return "in " + k.Item.Tracker + notNow
	case k.Item.URL == "" || holds(k.Item.URL), row.Marker != nil && row.Marker.Action == k.Key && holds(row.URL):
		return ""
	}
	return "where " + k.Item.Tracker + " was before"
}

const notNow = ", not configured now"

// hold tells whether any tracker holds an address.
func (h Homes) hold(address string) bool {
	for _, holds := range h {
		if holds(address) {
			return true
		}
	}
	return false
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Away is what is known of an item whose tracker is configured no more.
type Away struct {
	// From is where it is, as Homes.Away says.
	From string
	// Unsure says why it can't be told whether another tracker has it; "": none
	// has.
	Unsure string
}

// away judges an action whose item's tracker is configured no more, and which no
// other one knows by its address. What was settled stays so; all else waits for a
// person, and nothing is made again by itself.
func (j *judgement) away(r *Review, k *Action, before Action) {
	gone := j.in.Away[k.Key]
	k.Team = cmp.Or(k.Team, j.teamOf(r, k))
	why := k.Item.Key + " is " + gone.From
	switch {
	case k.Position == Withdrawn:
		k.State, k.Reason = review.Withdrawn, "the line left the review; "+why
	case r.Silent(), k.Position == Stands:
		k.State, k.Reason = before.State, before.Reason
	case gone.Unsure != "":
		k.State, k.Reason = before.State, why+", and "+gone.Unsure
		wake(r, NextPass)
	case before.State.Settled() && before.Item != nil:
		k.State, k.Reason = before.State, before.Reason
		if k.State == review.Done {
			k.Reason = "as it was last seen: " + why
		}
	case k.Reading.Mark.Settled() && !k.Reading.Struck:
		k.State, k.Reason = k.Reading.Mark, k.Reading.Reason
	default:
		j.lost(r, k, why+": "+review.Command("remake", r.Named())+", or another key in the line, or “won't do: …”")
	}
}

// unlinked judges a link that we once wrote into a line, as nothing but its form
// tells any more: the store is lost, and the backlog file with it.
func (j *judgement) unlinked(r *Review, k *Action) {
	k.Item = &Item{ID: LostItem, Key: k.Reading.Ticket.Text, URL: k.Reading.Ticket.URL}
	k.Team = j.teamOf(r, k)
	if k.Reading.Mark.Settled() && !k.Reading.Struck {
		k.State, k.Reason = k.Reading.Mark, k.Reading.Reason
		return
	}
	if from := j.in.Homes.Away(*k, ItemRow{}); from != "" {
		j.in.Away[k.Key] = Away{From: from}
		j.away(r, k, *k)
		return
	}
	j.lost(r, k, r.deleted(*k.Item))
}
