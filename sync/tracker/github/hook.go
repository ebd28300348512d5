package github

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker"
)

// Errors of a delivery.
var (
	errNoSecret  = errors.New("no webhook_secret is configured: nobody can tell who sent this")
	errSignature = errors.New("the signature does not match the webhook_secret")
	errDelivery  = errors.New("not a delivery of GitHub")
)

// hookRef is where a delivery says that an issue is.
type hookRef struct {
	Number int `json:"number"`
}

type hookRepository struct {
	Name string `json:"full_name"`
}

// delivery is what of a delivery is looked at.
type delivery struct {
	Repository  hookRepository `json:"repository"`
	Issue       hookRef        `json:"issue"`
	PullRequest hookRef        `json:"pull_request"`
	Changes     struct {
		Issue      hookRef        `json:"new_issue"`
		Repository hookRepository `json:"new_repository"`
	} `json:"changes"`
}

// Delivery reads what GitHub's webhook sent. The signature is
// X-Hub-Signature-256, sha256=… of the raw body; X-GitHub-Delivery stays the
// same when a delivery is sent again. What names no issue (label, repository,
// installation …) wakes the next look, which finds what it was about.
func (t *Tracker) Delivery(header http.Header, body []byte) (tracker.Delivery, error) {
	if err := t.signed(header, body); err != nil {
		return tracker.Delivery{}, err
	}
	var d delivery
	if header.Get("X-GitHub-Event") == "" || json.Unmarshal(body, &d) != nil {
		return tracker.Delivery{}, errDelivery
	}
	out := tracker.Delivery{ID: header.Get("X-GitHub-Delivery")}
	for _, r := range []ref{
		{d.Repository.Name, d.Issue.Number}, {d.Repository.Name, d.PullRequest.Number}, {d.Changes.Repository.Name, d.Changes.Issue.Number},
	} {
		if _, ok := parseRef(r.String()); ok {
			if id := (ref{t.called(r.repo), r.number}).id(); !slices.Contains(out.IDs, id) {
				out.IDs = append(out.IDs, id)
			}
		}
	}
	return out, nil
}

func (t *Tracker) signed(header http.Header, body []byte) error {
	if t.o.WebhookSecret.IsZero() {
		return errNoSecret
	}
	key, err := t.o.WebhookSecret.Reveal()
	if err != nil {
		return err
	}
	method, digest, _ := strings.Cut(header.Get("X-Hub-Signature-256"), "=")
	sent, err := hex.DecodeString(digest)
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	if err != nil || method != "sha256" || !hmac.Equal(sent, mac.Sum(nil)) {
		return errSignature
	}
	return nil
}
