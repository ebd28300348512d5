package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
)

// ErrSignature is the error of what nobody signed who knows the secret.
var ErrSignature = errors.New("the signature does not match the webhook_secret")

// Seal judges a signature over what is written into it, which it does not keep.
// It may be used by one goroutine.
type Seal struct {
	sent []byte
	macs []hash.Hash
}

// NewSeal judges a signature: sha256=, and the HMAC of the raw body in hex, with
// any of these keys. One that is of another form is refused at once.
func NewSeal(signature string, keys []string) (*Seal, error) {
	digest, is := strings.CutPrefix(signature, "sha256=")
	sent, err := hex.DecodeString(digest)
	if !is || err != nil || len(sent) != sha256.Size {
		return nil, ErrSignature
	}
	s := &Seal{sent: sent}
	for _, key := range keys {
		if key != "" {
			s.macs = append(s.macs, hmac.New(sha256.New, []byte(key)))
		}
	}
	return s, nil
}

// Write adds to what was signed; it never fails.
func (s *Seal) Write(part []byte) (int, error) {
	for _, mac := range s.macs {
		mac.Write(part)
	}
	return len(part), nil
}

// Holds tells whether what was written bears the signature. The time that it takes
// tells nothing of the keys.
func (s *Seal) Holds() bool {
	holds := false
	for _, mac := range s.macs {
		holds = hmac.Equal(s.sent, mac.Sum(nil)) || holds
	}
	return holds
}
