package jira

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/tracker"
)

// errDelivery is the error of what Jira would not send.
var errDelivery = errors.New("not a delivery of Jira")

// deliveries reads what Jira's webhook sends.
type deliveries struct{ secret secret.Secret }

// Delivery reads what Jira's webhook sent. The signature is X-Hub-Signature,
// sha256=… of the raw body; X-Atlassian-Webhook-Identifier stays the same when
// Jira sends a delivery again.
func (ds deliveries) Delivery(header http.Header, body []byte) (tracker.Delivery, error) {
	if err := ds.secret.Signed(header.Get("X-Hub-Signature"), body); err != nil {
		return tracker.Delivery{}, err
	}
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
	d := tracker.Delivery{ID: header.Get("X-Atlassian-Webhook-Identifier")}
	for _, id := range []string{event.Issue.ID, event.Link.Source.String(), event.Link.Destination.String()} {
		if numberRE.MatchString(id) {
			d.IDs = append(d.IDs, id)
		}
	}
	return d, nil
}
