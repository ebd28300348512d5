package github

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
)

// How long a repository's milestones hold, and how old they must be to be read
// again for one that is not among them.
const (
	milestonesFor   = time.Hour
	milestonesStale = 30 * time.Second
	maxMilestones   = 1000
)

// milestones are a repository's open ones, as read at a time.
type milestones struct {
	numbers map[string]int // by the form of the title
	titles  []string
	read    time.Time
}

// milestone is the number of an open milestone by its title; "" has none.
func (t *adapter) milestone(ctx context.Context, name, title string) (int, error) {
	if title == "" {
		return 0, nil
	}
	t.mu.Lock()
	all, known := t.milestones[name]
	t.mu.Unlock()
	age := t.o.Now().Sub(all.read)
	if _, ok := all.numbers[names.Form(title)]; !known || age >= milestonesFor || !ok && age >= milestonesStale {
		var err error
		if all, err = t.readMilestones(ctx, name); err != nil {
			return 0, err
		}
	}
	number, ok := all.numbers[names.Form(title)]
	if !ok {
		return 0, tracker.Refuse("milestone", all.titles, "%s has no open milestone %q", name, title)
	}
	return number, nil
}

func (t *adapter) readMilestones(ctx context.Context, name string) (milestones, error) {
	all := milestones{numbers: map[string]int{}, read: t.o.Now()}
	for next := issues.Path(name, "milestones") + "?state=open&per_page=100"; next != "" && len(all.titles) < maxMilestones; {
		var page []struct {
			Number int    `json:"number"`
			Title  string `json:"title"`
		}
		answer, err := t.client.Do(ctx, http.MethodGet, next, nil, &page)
		if err != nil {
			return all, err
		}
		for _, m := range page {
			all.numbers[names.Form(m.Title)] = m.Number
			all.titles = append(all.titles, m.Title)
		}
		next = answer.Next
	}
	slices.Sort(all.titles)
	t.mu.Lock()
	t.milestones[name] = all
	t.mu.Unlock()
	return all, nil
}
