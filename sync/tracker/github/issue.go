package github

import (
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// issue is an issue or a pull request, whichever way it was read.
type issue struct {
	ref
	title, body, url string
	pull, merged     bool
	open             bool
	reason           string // completed, not_planned, duplicate; "": not told
	created, updated time.Time
	closed           time.Time
}

// restIssue is an issue as REST shows it.
type restIssue struct {
	Number     int        `json:"number"`
	Title      string     `json:"title"`
	Body       string     `json:"body"`
	State      string     `json:"state"`
	Reason     string     `json:"state_reason"`
	URL        string     `json:"html_url"`
	Repository string     `json:"repository_url"`
	Created    time.Time  `json:"created_at"`
	Updated    time.Time  `json:"updated_at"`
	Closed     *time.Time `json:"closed_at"`
	Pull       *struct {
		Merged *time.Time `json:"merged_at"`
	} `json:"pull_request"`
	Labels []struct {
		Name string `json:"name"`
	} `json:"labels"`
	Milestone *struct {
		Title string `json:"title"`
	} `json:"milestone"`
	Type *struct {
		Name string `json:"name"`
	} `json:"type"`
}

// issue gives what of it counts.
func (b restIssue) issue() issue {
	i := issue{
		ref: ref{tail(b.Repository), b.Number}, title: b.Title, body: b.Body, url: b.URL, pull: b.Pull != nil,
		open: b.State == "open", reason: b.Reason, created: b.Created.UTC(), updated: b.Updated.UTC(),
	}
	i.merged = b.Pull != nil && b.Pull.Merged != nil
	if b.Closed != nil {
		i.closed = b.Closed.UTC()
	}
	return i
}

// tail is owner/name at the end of a repository's address.
func tail(address string) string {
	parts := strings.Split(address, "/")
	return strings.Join(parts[max(len(parts)-2, 0):], "/")
}

// marker is the marker that an issue bears, if it is ours.
func (t *Tracker) marker(i issue) *tracker.Marker {
	if m, ok := draft.Marker(i.body); ok && m.Instance == t.o.Instance {
		return m
	}
	return nil
}

// item is an issue as the seam speaks of items, known by the id.
func (t *Tracker) item(i issue, id string) tracker.Item {
	it := tracker.Item{
		ID: id, Key: i.String(), URL: i.url, Project: t.project(i.repo), Created: i.created, Marker: t.marker(i),
	}
	it.State, it.Status, it.Reason = i.state()
	if it.State.Settled() {
		it.Settled = i.closed
	}
	// A listing of a place shows those of ours that bear its name, no others.
	name := t.called(i.repo)
	if (it.Marker != nil || t.knows(name, i.number)) && id == (ref{name, i.number}).id() {
		it.Place = name
	}
	return it
}

// state is what an issue shows of itself: its state, as GitHub calls it, and
// where it is declined, that in words.
func (i issue) state() (state review.State, status, reason string) {
	switch {
	case i.open:
		return review.Open, "open", ""
	case i.merged:
		return review.Done, "merged", ""
	case i.pull:
		return review.Declined, "closed", "closed without being merged"
	case i.reason == "not_planned":
		return review.Declined, "closed as not planned", "closed as not planned"
	case i.reason == "duplicate":
		return review.Declined, "closed as duplicate", "closed as a duplicate"
	case i.reason == "completed":
		return review.Done, "closed as completed", ""
	}
	return review.Done, "closed", ""
}

// undone tells an issue whose end has more to it than it shows itself.
func (i issue) undone() bool {
	return !i.open && !i.pull && (i.reason == "not_planned" || i.reason == "duplicate")
}
