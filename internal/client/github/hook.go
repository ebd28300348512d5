package github

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/followthrough/followthrough/internal/secret"
)

// Errors of a webhook's delivery.
var (
	ErrNoSecret  = errors.New("no webhook_secret is configured: nobody can tell who sent this")
	ErrSignature = errors.New("the signature does not match the webhook_secret")
	ErrDelivery  = errors.New("not a delivery of GitHub")
)

// Delivery is what stands around a webhook's body.
type Delivery struct {
	Event string // push, issues, …
	ID    string // the same when it is sent again
}

// ReadDelivery looks at a delivery's signature, which is X-Hub-Signature-256,
// sha256=… of the raw body, and tells what it is of.
func ReadDelivery(key secret.Secret, header http.Header, body []byte) (Delivery, error) {
	if key.IsZero() {
		return Delivery{}, ErrNoSecret
	}
	text, err := key.Reveal()
	if err != nil {
		return Delivery{}, err
	}
	method, digest, _ := strings.Cut(header.Get("X-Hub-Signature-256"), "=")
	sent, err := hex.DecodeString(digest)
	mac := hmac.New(sha256.New, []byte(text))
	mac.Write(body)
	if method != "sha256" || err != nil || !hmac.Equal(sent, mac.Sum(nil)) {
		return Delivery{}, ErrSignature
	}
	d := Delivery{Event: header.Get("X-GitHub-Event"), ID: header.Get("X-GitHub-Delivery")}
	if d.Event == "" {
		return Delivery{}, ErrDelivery
	}
	return d, nil
}
