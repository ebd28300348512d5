package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// Wait is one reason for which actions have no item that a team works on,
// and what to do about it.
type Wait struct {
	// Kind is the reason: unrouted, unclear, max_new, ask, look_alike, off,
	// blocked, missing or doubt.
	Kind string
	// Words is the reason as people read it, Do what ends it.
	Words, Do string
	// Actions is how many there are; Waiting are the first of them, in the
	// order of time.
	Actions int
	Waiting []Waiting
}

// Waiting is one action that waits.
type Waiting struct {
	Action review.Key
	Review Ref
	Title  string
	Team   string // "": none
	State  review.State
	Reason string // "": none that may be told
	Item   Link
	Days   int // since its review's publication

	number int
}

// Link is an item as people and browsers know it; "": there is none, or none that
// may be told.
type Link struct{ Key, URL string }

// mostWaiting is how many actions are told by name of each reason.
const mostWaiting = 25

// What holds a held action, as the store writes it.
const (
	heldByAsk       = "ask"
	heldByOff       = "off"
	heldByLookAlike = "look-alike"
	heldByNewly     = "newly read"
)

// waitKinds are the reasons in the order in which they are told.
var waitKinds = []Wait{
	{Kind: "unrouted", Words: "No team", Do: "Name the team at the end of the action's line, (team: NAME), or let the mapping know its owner. `followthrough explain REVIEW` says what was tried."},
	{Kind: "unclear", Words: "Unclear item", Do: "Answer at the end of the action's line: (same: KEY) takes up that item, (separate) makes another."},
	{Kind: "max_new", Words: "Held: more than max_new", Do: "`followthrough sync REVIEW --yes` releases a review, `--team NAME --yes` what is held for a team."},
	{Kind: "ask", Words: "Held: the team is asked first", Do: "The team's yes: `followthrough sync --team NAME --yes`. Or `create: auto` in the mapping."},
	{Kind: "look_alike", Words: "Held: something like it is there", Do: "Answer at the end of the action's line: (same: KEY) takes up that item, (separate) makes another."},
	{Kind: "off", Words: "Held: the team does not take part yet", Do: "Nothing waits for it. `create: ask` or `auto` in the mapping, when the team is ready."},
	{Kind: "blocked", Words: "Blocked", Do: "What the tracker refused is in the reason: it is tried again when the mapping or the review changes, by `followthrough sync REVIEW`, else once a day. Asked for without an answer: look in the backlog, then put the item's key in the line, or `followthrough remake REVIEW`."},
	{Kind: "missing", Words: "Missing", Do: "The item is deleted, or hidden from followthrough's account. Put another key in the action's line, or “won't do: …”, or `followthrough remake REVIEW`."},
	{Kind: "doubt", Words: "May be no action", Do: "Write `(action)` or `(no action)` at the end of the line; `followthrough sync ACTION --yes` releases a single one."},
	{Kind: "newly_read", Words: "Held: newly read, not newly written", Do: "A later version or another setting reads these lines as actions. `followthrough sync REVIEW --yes` releases a review, `--source NAME --yes` what is held of a source."},
}

// waitKind is the place of an action's reason in waitKinds; less than 0: it
// does not wait.
func waitKind(a *Action) int {
	switch a.State {
	case review.Unrouted:
		if a.Team != "" {
			return 1
		}
		return 0
	case review.Held:
		switch a.HeldBy {
		case heldByDoubt:
			return 8
		case heldByOldDoubt:
			return -1
		case heldByNewly:
			return 9
		case heldByAsk:
			return 3
		case heldByLookAlike:
			return 4
		case heldByOff:
			return 5
		}
		return 2
	case review.Blocked:
		return 6
	case review.Missing:
		return 7
	}
	return -1
}

// waits are the reasons for which actions wait, those that there are; what may be
// no action is asked about like any other.
func waits(reviews []Review, o Options) []Wait {
	all := make([]Wait, len(waitKinds))
	copy(all, waitKinds)
	for i := range reviews {
		r := &reviews[i]
		for _, list := range [][]Action{r.Actions, r.alone} {
			for j := range list {
				if k := waitKind(&list[j]); k >= 0 {
					all[k].add(r, &list[j], o)
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(w Wait) bool { return w.Actions == 0 })
}

// add counts an action that waits, and names the first ones.
func (w *Wait) add(r *Review, a *Action, o Options) {
	if w.Actions++; w.Actions <= o.most(mostWaiting) {
		w.Waiting = append(w.Waiting, o.waiting(r, a))
	}
}

// waiting is an action as lists have it, without its words.
func (o Options) waiting(r *Review, a *Action) Waiting {
	return Waiting{Action: a.Key, Review: o.ref(r), Team: a.Team, State: a.State, Days: r.daysAt(o.Now), number: a.Position + 1}
}

// Words are an action's own, with its item.
type Words struct {
	Title, Reason string
	Item          Link
}

// Asked are the actions whose words With wants.
func (r Report) Asked() []review.Key {
	var out []review.Key
	for _, list := range append([]Wait{{Waiting: r.Open.First}}, r.Waits...) {
		for _, a := range list.Waiting {
			if !a.Review.Restricted {
				out = append(out, a.Action)
			}
		}
	}
	return out
}

// With is the report with the words of the actions that wait. Those of a
// restricted review stay untold.
func (r Report) With(words map[review.Key]Words) Report {
	told := make([]Wait, len(r.Waits))
	for i, w := range r.Waits {
		told[i] = w
		told[i].Waiting = r.tell(w.Waiting, words)
	}
	r.Waits, r.Open.First = told, r.tell(r.Open.First, words)
	return r
}

// tell is a list with the words of its actions, but for those of restricted
// reviews.
func (r Report) tell(list []Waiting, words map[review.Key]Words) []Waiting {
	out := make([]Waiting, len(list))
	for i, a := range list {
		if a.Review.Restricted {
			a.Title = followUp(a.number)
		} else {
			of := words[a.Action]
			a.Title, a.Reason = r.words(of.Title), r.words(of.Reason)
			a.Item = Link{Key: r.words(cmp.Or(of.Item.Key, webOnly(of.Item.URL))), URL: webOnly(of.Item.URL)}
		}
		out[i] = a
	}
	return out
}

func followUp(number int) string {
	if number < 1 {
		return "A follow-up of a restricted review"
	}
	return fmt.Sprintf("Follow-up %d of a restricted review", number)
}
