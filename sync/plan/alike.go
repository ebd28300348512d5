package plan

import (
	"context"
	"fmt"

	"github.com/followthrough/followthrough/sync/review"
)

// alike holds an action whose words somebody has already put into the team's
// backlog, until a person says whether it is the same. One that is only
// similar is named, and made.
func (a *admission) alike(c candidate) bool {
	k := c.action
	if k.Reading.Answer.Separate || k.Attempts > 0 {
		return false
	}
	if c.before.HeldBy == HeldByLookAlike && !c.before.ofTwin() {
		if a.yes(c.record, k) {
			return false
		}
		k.State, k.HeldBy, k.Reason = review.Held, HeldByLookAlike, c.before.Reason
		return true
	}
	to := Destination{c.intent.Tracker, c.intent.Backlog.Project}
	if _, looked := a.in.Alike[to]; !looked {
		return false
	}
	c.record.Looked = a.in.Now
	found := a.lookAlikes(c.record, to)
	equal, similar := found.equal[a.words(k)], found.similar[a.words(k)]
	switch {
	case equal != "":
		k.State, k.HeldBy = review.Held, HeldByLookAlike
		k.Reason = fmt.Sprintf("%s in %s has the same title: put (same: %s) into the line to link it, or (separate) to make another",
			equal, c.intent.Backlog.Project, equal)
		return true
	case similar != "":
		k.Reason = "similar to " + similar + "; " + k.Reason
	case !found.complete:
		k.Reason = "too much to compare with what is in " + to.Project + "; " + k.Reason
	}
	return false
}

func (a *admission) words(k *Action) string {
	return review.Normalise(a.in.Mapping.Anonymise(k.Reading.Title))
}

// lookAlikes are, by the words of one review's actions, the keys of the items
// in one project with the same words, the first and so the newest, and of the
// most similar ones.
type lookAlikes struct {
	equal, similar map[string]string
	complete       bool // false: there was more than is compared
}

// mostLookedAt is the budget for the look-alikes of one review.
const mostLookedAt review.Budget = 10_000_000

// comparison is one review's actions and what lies in one project.
type comparison struct {
	review review.Key
	to     Destination
}

func (a *admission) lookAlikes(r *Review, to Destination) lookAlikes {
	if found, ok := a.alikes[comparison{r.Key, to}]; ok {
		return found
	}
	var words, titles []string
	for _, c := range a.candidates {
		if c.record == r && (Destination{c.intent.Tracker, c.intent.Backlog.Project}) == to {
			words = append(words, a.words(c.action))
		}
	}
	found := lookAlikes{equal: map[string]string{}, similar: map[string]string{}}
	for _, other := range a.in.Alike[to] {
		title := review.Normalise(other.Title)
		titles = append(titles, title)
		if found.equal[title] == "" {
			found.equal[title] = other.Key
		}
	}
	left := mostLookedAt
	pairs, complete := review.Similar(context.Background(), words, titles, &left)
	found.complete = complete
	best := map[string]float64{}
	for _, pair := range pairs {
		if w := words[pair.A]; pair.Score > max(best[w], review.SimilarEnough) {
			best[w], found.similar[w] = pair.Score, a.in.Alike[to][pair.B].Key
		}
	}
	a.alikes[comparison{r.Key, to}] = found
	return found
}
