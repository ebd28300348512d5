package github

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Signature is the header in which GitHub signs what it delivers: sha256=, and the
// HMAC of the raw body in hex.
const Signature = "X-Hub-Signature-256"

// ErrDelivery is the error of what GitHub would not send.
var ErrDelivery = errors.New("not a delivery of GitHub")

// ReadDelivery reads the body of a delivery, whose signature holds, and tells
// which event it is of: push, issues, …
func ReadDelivery(header http.Header, body []byte, into any) (event string, err error) {
	event = header.Get("X-GitHub-Event")
	switch {
	case event == "":
		return "", ErrDelivery
	case json.Unmarshal(body, into) != nil:
		return "", fmt.Errorf("%w: set its content type to application/json", ErrDelivery)
	}
	return event, nil
}
