package github_test

import (
	"errors"
	"net/http"
	"testing"

	github "github.com/followthrough/followthrough/internal/client/github"
)

func TestReadDelivery(t *testing.T) {
	for name, c := range map[string]struct {
		event, body string
		want        error
	}{
		"a push":   {"push", `{"ref":"refs/heads/main"}`, nil},
		"no JSON":  {"push", "payload=%7B%7D", github.ErrDelivery},
		"a list":   {"push", "[]", github.ErrDelivery},
		"no event": {"", `{"ref":"refs/heads/main"}`, github.ErrDelivery},
	} {
		var said struct{ Ref string }
		h := http.Header{}
		h.Set("X-GitHub-Event", c.event)
		event, err := github.ReadDelivery(h, []byte(c.body), &said)
		if !errors.Is(err, c.want) || err == nil && (event != c.event || said.Ref == "") {
			t.Errorf("%s: %q, %v, want %v", name, event, err, c.want)
		}
	}
}
