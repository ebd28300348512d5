package github

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// marker is the marker of our instance that an issue bears, whoever made it.
func (t *Tracker) marker(i issues.Issue) *tracker.Marker {
	if m, ok := draft.Marker(i.Body); ok && m.Instance == t.o.Instance {
		return m
	}
	return nil
}

// counts tells whether an issue's marker counts: as a marker where we made the
// issue, as a claim where somebody else did.
func (t *Tracker) counts(i issues.Issue) (*tracker.Marker, *tracker.Claim) {
	m := t.marker(i)
	if m == nil {
		return nil, nil
	}
	by := account(i.Author)
	t.mu.Lock()
	me := t.me
	t.mu.Unlock()
	if by != "" && (by == me || slices.Contains(t.o.Accounts, by)) {
		return m, nil
	}
	return nil, &tracker.Claim{Marker: *m, By: by}
}

// account is an account as the configuration names it; "": nobody.
func account(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// bears tells whether any of some issues bears a marker of our instance.
func (t *Tracker) bears(list []issues.Issue) bool {
	return slices.ContainsFunc(list, func(i issues.Issue) bool { return t.marker(i) != nil })
}

// identify asks who we are, once for each credential: until that is known
// nothing is ours, and nothing is made.
func (t *Tracker) identify(ctx context.Context) (string, error) {
	me, err := t.client.Me(ctx)
	if err != nil {
		return "", fmt.Errorf("ask %s who we are: %w", t.client.Site(), asError(err))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.me = account(me.ID)
	return t.me, nil
}

// item is an issue as the seam speaks of items, known by the id.
func (t *Tracker) item(i issues.Issue, id string) tracker.Item {
	it := tracker.Item{
		ID: id, Key: i.String(), URL: t.address(i), Project: t.project(i.Repo), Created: i.Created,
	}
	it.Marker, it.Claim = t.counts(i)
	it.State, it.Status, it.Reason = stateOf(i)
	if it.State.Settled() {
		it.Settled = i.Closed
	}
	// A listing of a place shows those of ours that bear its name, no others.
	name := t.called(i.Repo)
	if (it.Marker != nil || it.Claim != nil || t.knows(name, i.Number)) && id == issues.At(name, i.Number).ID() {
		it.Place = name
	}
	return it
}

// address is where people read an issue or a pull request, on the tracker's own
// site.
func (t *Tracker) address(i issues.Issue) string {
	if i.Pull {
		return t.client.Pull(i.URL, i.Repo, i.Number)
	}
	return t.client.Issue(i.URL, i.Repo, i.Number)
}

// stateOf is what an issue shows of itself: its state, as GitHub calls it, and
// where it is declined, that in words.
func stateOf(i issues.Issue) (state review.State, status, reason string) {
	switch {
	case i.Open:
		return review.Open, "open", ""
	case i.Merged:
		return review.Done, "merged", ""
	case i.Pull:
		return review.Declined, "closed", "closed without being merged"
	case i.Reason == "not_planned":
		return review.Declined, "closed as not planned", "closed as not planned"
	case i.Reason == "duplicate":
		return review.Declined, "closed as duplicate", "closed as a duplicate"
	case i.Reason == "completed":
		return review.Done, "closed as completed", ""
	}
	return review.Done, "closed", ""
}
