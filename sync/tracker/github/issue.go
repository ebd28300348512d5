package github

import (
	"strconv"

	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// marker is the marker of our instance that an issue bears, whoever made it.
func (t *adapter) marker(i issues.Issue) *tracker.Marker {
	if m, ok := draft.Marker(i.Body); ok && m.Instance == t.o.Instance {
		return m
	}
	return nil
}

// account is an account as the configuration names it; "": nobody.
func account(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// listed is an issue as the follower wants it, known by the id, with the marker
// that it bears.
func (t *adapter) listed(i issues.Issue, id string) tracker.Listed {
	l := tracker.Listed{Item: t.item(i, id), By: account(i.Author), Updated: i.Updated, Vendor: i}
	l.Marker = t.marker(i)
	return l
}

// item is an issue as the seam speaks of items, known by the id, without its
// marker.
func (t *adapter) item(i issues.Issue, id string) tracker.Item {
	it := tracker.Item{ID: id, Key: i.String(), URL: t.address(i), Project: t.project(i.Repo), Created: i.Created}
	it.State, it.Status, it.Reason = stateOf(i)
	if it.State.Settled() {
		it.Settled = i.Closed
	}
	// A listing of a place shows those of ours that bear its name, no others.
	if name := t.Named(i.Repo); id == issues.At(name, i.Number).ID() {
		it.Place = name
	}
	return it
}

// address is where people read an issue or a pull request, on the tracker's own
// site.
func (t *adapter) address(i issues.Issue) string {
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
