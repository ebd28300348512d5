package audit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// People says how the person who gave a command is told.
type People string

// The ways: by the name of their account, by a word that stands for it in this store
// and tells nobody else who it is, or not at all.
const (
	ByName      People = "name"
	ByPseudonym People = "pseudonym"
	ByNothing   People = "none"
)

// Of is how a person is told. Under one secret a name has one pseudonym; without the
// secret nobody gets from one to the other, even by trying names.
func (p People) Of(name string, secret []byte) string {
	switch {
	case name == "":
		return ""
	case p == ByName:
		return name
	case p == ByPseudonym && len(secret) > 0:
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(name))
		return "p-" + hex.EncodeToString(mac.Sum(nil)[:6])
	}
	return ""
}
