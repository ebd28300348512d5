package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
)

// Errors of what somebody sent and signed.
var (
	ErrNoSecret  = errors.New("no webhook_secret is configured: nobody can tell who sent this")
	ErrSignature = errors.New("the signature does not match the webhook_secret")
)

// Signed tells, by its error, whether a signature (sha256=, and the HMAC of the
// raw body in hex) was made with this secret. The time that it takes tells
// nothing.
func (s Secret) Signed(signature string, body []byte) error {
	if s.IsZero() {
		return ErrNoSecret
	}
	key, err := s.Reveal()
	if err != nil {
		return err
	}
	method, digest, _ := strings.Cut(signature, "=")
	sent, err := hex.DecodeString(digest)
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	if method != "sha256" || err != nil || !hmac.Equal(sent, mac.Sum(nil)) {
		return ErrSignature
	}
	return nil
}
