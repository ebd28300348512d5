package jira

import (
	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// issues says of what Jira shows of an issue what it means for an item.
type issues struct {
	client *client.Client
	states vocabulary
}

func cloud(c *client.Client) bool { return c.Deployment() == client.Cloud }

// fields are all that is read of an issue.
func (s issues) fields() []string {
	out := []string{"project", "status", "resolution", "resolutiondate", "created", "creator", "updated", "issuelinks"}
	if cloud(s.client) {
		return append(out, "statuscategorychangedate")
	}
	return append(out, "description")
}

// item is an issue as the seam speaks of items, without its marker.
func (s issues) item(i client.Issue) tracker.Item {
	f := i.Fields
	it := tracker.Item{
		ID: i.ID, Key: i.Key, URL: s.client.Browse(i.Key), Project: f.Project.Key, Status: f.Status.Name, Created: f.Created.Time,
	}
	it.State, it.Reason = s.states.state(f.Status, f.Resolution.Name)
	if it.State.Settled() {
		it.Settled = f.Resolved.Time
		if it.Settled.IsZero() {
			it.Settled = f.Category.Time
		}
	}
	return it
}

// other is the id of the issue that this one was closed as the duplicate of;
// "": it was not, or the link is missing.
func (s issues) other(i client.Issue) string {
	f := i.Fields
	if f.Status.Category.Key != "done" || !s.states.duplicate(f.Resolution.Name, f.Status.Name) {
		return ""
	}
	for _, l := range f.Links {
		if s.states.links(l) && l.Outward.ID != "" {
			return l.Outward.ID
		}
	}
	return ""
}
