package jira

import (
	"encoding/json"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

type rawField = json.RawMessage

// fields are all that is read of an issue.
func (t *adapter) fields() []string {
	out := []string{"project", "status", "resolution", "resolutiondate", "created", "creator", "updated", "issuelinks"}
	if t.cloud() {
		return append(out, "statuscategorychangedate")
	}
	return append(out, "description")
}

// nameBean is a thing with a name in an issue's fields.
type nameBean struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

type statusBean struct {
	Name     string `json:"name"`
	Category struct {
		Key string `json:"key"`
	} `json:"statusCategory"`
}

// item is an issue as the seam speaks of items, without its marker.
func (t *adapter) item(i client.Issue) tracker.Item {
	var status statusBean
	var resolution, project nameBean
	read(i, "status", &status)
	read(i, "resolution", &resolution)
	read(i, "project", &project)
	it := tracker.Item{
		ID: i.ID, Key: i.Key, URL: t.client.Browse(i.Key), Project: project.Key, Status: status.Name,
		Created: moment(i, "created"),
	}
	it.State, it.Reason = t.stateOf(status, resolution.Name)
	if it.State.Settled() {
		it.Settled = moment(i, "resolutiondate")
		if it.Settled.IsZero() {
			it.Settled = moment(i, "statuscategorychangedate")
		}
	}
	return it
}

// stateOf reads the category of the status first; what the names say only tells
// apart what is done.
func (t *adapter) stateOf(s statusBean, resolution string) (review.State, string) {
	switch s.Category.Key {
	case "indeterminate":
		return review.InProgress, ""
	case "done":
		if name, ok := t.states.declined(resolution, s.Name); ok {
			return review.Declined, name
		}
		return review.Done, ""
	}
	return review.Open, ""
}

// read takes one field; one that is absent or of another shape leaves out as
// it is.
func read(i client.Issue, field string, out any) {
	if raw := i.Fields[field]; len(raw) > 0 {
		_ = json.Unmarshal(raw, out) // nothing depends on a single field
	}
}

// moment reads a time as Jira writes it: 2026-11-22T09:30:00.000+0000.
func moment(i client.Issue, field string) time.Time {
	var text string
	read(i, field, &text)
	for _, layout := range []string{"2006-01-02T15:04:05.000-0700", time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

func inJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return strings.ToValidUTF8(string(text[:min(len(text), 200)]), "")
}
