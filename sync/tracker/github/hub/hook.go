package hub

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
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

// Delivery reads what GitHub's webhook sent, if its signature holds
// (X-Hub-Signature-256, sha256=… of the raw body): the delivery's id, which
// stays the same when it is sent again, and the issues that it names.
func Delivery(key secret.Secret, header http.Header, body []byte) (id string, named []Ref, err error) {
	if err := signed(key, header, body); err != nil {
		return "", nil, err
	}
	var d delivery
	if header.Get("X-GitHub-Event") == "" || json.Unmarshal(body, &d) != nil {
		return "", nil, errDelivery
	}
	for _, r := range []Ref{
		{d.Repository.Name, d.Issue.Number}, {d.Repository.Name, d.PullRequest.Number}, {d.Changes.Repository.Name, d.Changes.Issue.Number},
	} {
		if _, ok := ParseRef(r.String()); ok {
			named = append(named, r)
		}
	}
	return header.Get("X-GitHub-Delivery"), named, nil
}

func signed(of secret.Secret, header http.Header, body []byte) error {
	if of.IsZero() {
		return errNoSecret
	}
	key, err := of.Reveal()
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
