package jira

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Errors of a delivery.
var (
	errNoSecret  = errors.New("no webhook_secret is configured: nobody can tell who sent this")
	errSignature = errors.New("the signature does not match the webhook_secret")
	errDelivery  = errors.New("not a delivery of Jira")
)

// Delivery reads what Jira's webhook sent. The signature is X-Hub-Signature,
// sha256=… of the raw body; X-Atlassian-Webhook-Identifier stays the same when
// Jira sends a delivery again.
func (t *Tracker) Delivery(header http.Header, body []byte) (tracker.Delivery, error) {
	if err := t.signed(header, body); err != nil {
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

func (t *Tracker) signed(header http.Header, body []byte) error {
	if t.o.WebhookSecret.IsZero() {
		return errNoSecret
	}
	key, err := t.o.WebhookSecret.Reveal()
	if err != nil {
		return err
	}
	method, digest, _ := strings.Cut(header.Get("X-Hub-Signature"), "=")
	sent, err := hex.DecodeString(digest)
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	if err != nil || method != "sha256" || !hmac.Equal(sent, mac.Sum(nil)) {
		return errSignature
	}
	return nil
}
