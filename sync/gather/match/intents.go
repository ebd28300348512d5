package match

import (
	"maps"
	"slices"

	"github.com/followthrough/followthrough/sync/gather/ledger"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Answers are what became of the creations that had no answer.
type Answers struct {
	// Found are the actions whose item came to light, and Batches the requests of
	// which some did.
	Found   map[review.Key]bool
	Batches map[string]bool
	// Closed are the intents whose outcome is known by that, Open the others.
	Closed, Open []plan.Intent
}

// Intents looks, among the new items, for those whose creation was not answered.
func Intents(l *ledger.Ledger, open []plan.Intent) Answers {
	a := Answers{Found: map[review.Key]bool{}, Batches: map[string]bool{}}
	byAction := map[review.Key][]plan.ItemRow{}
	for _, row := range l.Items.NewOnes() {
		byAction[row.Marker.Action] = append(byAction[row.Marker.Action], row)
	}
	for _, intent := range open {
		l.Reviews.Requeue(intent.Review)
		row, ok := madeFor(l.Homes, intent, byAction[intent.Action])
		if !ok {
			a.Open = append(a.Open, intent)
			continue
		}
		a.Found[intent.Action], a.Batches[intent.Batch] = true, true
		intent.Outcome, intent.OutcomeAt = plan.OutcomeFound, l.Now
		intent.Why = "no answer came, but " + row.Key + " bears the marker"
		a.Closed = append(a.Closed, intent)
	}
	a.Open = slices.DeleteFunc(a.Open, func(i plan.Intent) bool { return a.Found[i.Action] })
	return a
}

// madeFor finds, among the new items of an action, the one that was asked for.
func madeFor(homes plan.Homes, intent plan.Intent, rows []plan.ItemRow) (best plan.ItemRow, ok bool) {
	for _, row := range rows {
		renamed := homes[intent.Tracker] == nil // and so looked for in all
		if row.Tracker != intent.Tracker && !renamed || row.Marker.Generation < intent.Marker.Generation {
			continue
		}
		if row.Unproven && row.Project != intent.Backlog.Project && (intent.Marker.Signature == "" || row.Marker.Signature != intent.Marker.Signature) {
			continue
		}
		if !ok || plan.BetterItem(row, best) < 0 {
			best, ok = row, true
		}
	}
	return best, ok
}

// Judge notes why nothing can be concluded yet from not finding an item: a
// listing that lacks another one of those made there since is behind, one that
// just showed a part of a batch may show more of it, and in a hidden project
// nothing can be seen. And it notes which was made last of those that are shown.
// made are the items made in the intent's project.
func (a Answers) Judge(l *ledger.Ledger, intent plan.Intent, made []plan.ItemRow, facts plan.TrackerFacts) {
	project := intent.Backlog.Project
	for _, row := range made {
		listed := row.Listed || l.Items.Shown[row.ItemID()]
		if listed {
			shown(row, facts)
		}
		if !listed && !row.Made.Before(intent.Asked) {
			facts.Behind[intent.Action] = "the tracker's listing is behind, it lacks " + row.Key
		}
	}
	for _, row := range l.Items.NewOnes() {
		if row.Tracker == intent.Tracker && row.Project == project {
			shown(row, facts)
		}
	}
	if slices.Contains(l.TrackerReadings[intent.Tracker].Hidden, project) {
		facts.Behind[intent.Action] = project + " can't be seen now"
	}
	for _, unread := range slices.Sorted(maps.Keys(facts.Unread)) {
		facts.Behind[intent.Action] = "it may be in what can't be read: " + facts.Unread[unread]
	}
	if a.Batches[intent.Batch] {
		facts.Behind[intent.Action] = "another item of the same request has just come to light"
	}
}

// shown notes when an item that a listing shows was made. What came to us by the
// listing was made by the tracker's clock, which may be ahead of ours.
func shown(row plan.ItemRow, facts plan.TrackerFacts) {
	at := row.Made
	if at.Equal(row.Created) {
		at = at.Add(-facts.Settle)
	}
	if at.After(facts.Shown[row.Project]) {
		facts.Shown[row.Project] = at
	}
}
