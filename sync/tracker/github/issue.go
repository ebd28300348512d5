package github

import (
	"strconv"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/issues"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// items makes items of issues.
type items struct {
	client   *client.Client
	repos    *repos
	instance string
}

// marker is the marker of our instance that an issue bears, whoever made it.
func (m items) marker(i issues.Issue) *tracker.Marker {
	if found, ok := draft.Marker(i.Body); ok && found.Instance == m.instance {
		return found
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
func (m items) listed(i issues.Issue, id string) tracker.Listed {
	l := tracker.Listed{Item: m.item(i, id), By: account(i.Author), Updated: i.Updated, Vendor: i}
	l.Marker = m.marker(i)
	return l
}

// item is an issue as the seam speaks of items, known by the id, without its
// marker.
func (m items) item(i issues.Issue, id string) tracker.Item {
	it := tracker.Item{ID: id, Key: i.String(), URL: m.address(i), Project: m.repos.project(i.Repo), Created: i.Created}
	it.State, it.Status, it.Reason = stateOf(i)
	if it.State.Settled() {
		it.Settled = i.Closed
	}
	// A listing of a place shows those of ours that bear its name, no others.
	if name := m.repos.Named(i.Repo); id == issues.At(name, i.Number).ID() {
		it.Place = name
	}
	return it
}

// address is where people read an issue or a pull request, on the tracker's own
// site.
func (m items) address(i issues.Issue) string {
	if i.Pull {
		return m.client.Pull(i.URL, i.Repo, i.Number)
	}
	return m.client.Issue(i.URL, i.Repo, i.Number)
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
