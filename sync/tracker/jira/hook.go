package jira

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

// errDelivery is the error of what Jira would not send.
var errDelivery = errors.New("not a delivery of Jira")

// hookEvents begin the names of the events after which items, or where we may
// look, may be others.
var hookEvents = []string{"jira:issue_", "comment_", "issuelink_", "project_"}

// deliveries reads what Jira's webhook sends.
type deliveries struct{ client *client.Client }

// Signature is that of Cloud. Whether Data Center signs what it delivers, and how,
// no document of Atlassian's tells that we know.
func (ds deliveries) Signature() string {
	if cloud(ds.client) {
		return "X-Hub-Signature"
	}
	return ""
}

// Delivery reads what Jira's webhook sent.
func (deliveries) Delivery(_ http.Header, body []byte) (tracker.Delivery, error) {
	var event struct {
		Event string `json:"webhookEvent"`
		Issue struct {
			ID string `json:"id"`
		} `json:"issue"`
		Link struct {
			Source      json.Number `json:"sourceIssueId"`
			Destination json.Number `json:"destinationIssueId"`
		} `json:"issueLink"`
	}
	if json.Unmarshal(body, &event) != nil || event.Event == "" {
		return tracker.Delivery{}, errDelivery
	}
	var d tracker.Delivery
	for _, prefix := range hookEvents {
		d.Concerns = d.Concerns || strings.HasPrefix(event.Event, prefix)
	}
	for _, id := range []string{event.Issue.ID, event.Link.Source.String(), event.Link.Destination.String()} {
		if d.Concerns && numberRE.MatchString(id) {
			d.IDs = append(d.IDs, id)
		}
	}
	return d, nil
}
