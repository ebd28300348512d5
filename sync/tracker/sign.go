package tracker

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Signed is a marker as it is asked for at a moment, signed: by it an item is
// ours wherever people take it, for which the place is no part of what is
// signed. "" leaves it unsigned.
func (m Marker) Signed(secret string, asked time.Time) Marker {
	if secret == "" {
		return m
	}
	m.Asked = asked.Unix()
	m.Signature = hex.EncodeToString(m.mac(secret))
	return m
}

// SignedBy tells whether a marker is signed by one of some secrets. It takes as
// long for a wrong signature as for the right one.
func (m Marker) SignedBy(secrets []string) bool {
	given, err := hex.DecodeString(m.Signature)
	if err != nil || len(given) != sha256.Size {
		return false
	}
	signed := false
	for _, secret := range secrets {
		signed = hmac.Equal(given, m.mac(secret)) && secret != "" || signed
	}
	return signed
}

// mac is over what tells an item from every other, and when it was asked for.
func (m Marker) mac(secret string) []byte {
	text, err := json.Marshal([]any{"followthrough marker", 1, m.Instance, m.Review, m.Action, m.Generation, m.Number, m.Asked})
	if err != nil {
		return nil // texts and numbers always marshal
	}
	h := hmac.New(sha256.New, []byte(secret))
	h.Write(text)
	return h.Sum(nil)
}
