package github_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"testing"

	github "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
)

func TestDeliveryIsSigned(t *testing.T) {
	// The example of GitHub's own documentation.
	const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
	body, key := []byte("Hello, World!"), secret.New("It's a Secret to Everybody")
	text := []byte(`{"ref":"refs/heads/main"}`)
	mac := hmac.New(sha256.New, []byte("It's a Secret to Everybody"))
	mac.Write(text)
	ours := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	for name, c := range map[string]struct {
		key       secret.Secret
		signature string
		event     string
		body      []byte
		want      error
	}{
		"right":        {key, ours, "push", text, nil},
		"no JSON":      {key, signature, "push", body, github.ErrDelivery},
		"other body":   {key, signature, "push", []byte("Hello, world!"), secret.ErrSignature},
		"other secret": {secret.New("guess"), signature, "push", body, secret.ErrSignature},
		"no secret":    {secret.Secret{}, signature, "push", body, secret.ErrNoSecret},
		"none":         {key, "", "push", body, secret.ErrSignature},
		"SHA-1":        {key, "sha1=" + signature[7:], "push", body, secret.ErrSignature},
		"cut":          {key, signature[:20], "push", body, secret.ErrSignature},
		"no hex":       {key, "sha256=zz", "push", body, secret.ErrSignature},
		"no event":     {key, ours, "", text, github.ErrDelivery},
	} {
		var said struct{ Ref string }
		h := http.Header{}
		h.Set("X-Hub-Signature-256", c.signature)
		h.Set("X-GitHub-Event", c.event)
		h.Set("X-GitHub-Delivery", "72d3162e")
		d, err := github.ReadDelivery(c.key, h, c.body, &said)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err == nil && (d.ID != "72d3162e" || d.Event != c.event || said.Ref == "") {
			t.Errorf("%s: %+v", name, d)
		}
	}
}
