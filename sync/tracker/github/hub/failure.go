package hub

import (
	"errors"
	"net/http"

	client "github.com/followthrough/followthrough/internal/client/github"
)

// Unknown tells an answer by which the server does not know us at all, or asks
// us to wait: it holds for every repository.
func Unknown(err error) bool {
	var e *client.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == client.Throttled || e.Kind == client.Auth && (e.Status == http.StatusUnauthorized || e.Status == 0)
}

// Unseen tells an answer by which something is not there for us.
func Unseen(err error) bool {
	k := client.KindOf(err)
	return err != nil && (k == client.NotFound || k == client.Gone)
}
