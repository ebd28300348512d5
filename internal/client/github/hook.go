package github

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/followthrough/followthrough/internal/secret"
)

// ErrDelivery is the error of what GitHub would not send.
var ErrDelivery = errors.New("not a delivery of GitHub")

// Delivery is what stands around a webhook's body.
type Delivery struct {
	Event string // push, issues, …
	ID    string // the same when it is sent again
}

// ReadDelivery looks at a delivery's signature, which is X-Hub-Signature-256,
// sha256=… of the raw body, reads its body and tells what it is of.
func ReadDelivery(key secret.Secret, header http.Header, body []byte, into any) (Delivery, error) {
	if err := key.Signed(header.Get("X-Hub-Signature-256"), body); err != nil {
		return Delivery{}, err
	}
	d := Delivery{Event: header.Get("X-GitHub-Event"), ID: header.Get("X-GitHub-Delivery")}
	switch {
	case d.Event == "":
		return Delivery{}, ErrDelivery
	case json.Unmarshal(body, into) != nil:
		return Delivery{}, fmt.Errorf("%w: set its content type to application/json", ErrDelivery)
	}
	return d, nil
}
