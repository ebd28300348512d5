package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Listing is a digest of what a source lists. It does not depend on the order,
// so that a document of our own writing can be exchanged in it without the
// others: what we wrote is no news at the next listing.
type Listing [sha256.Size]byte

// With is the listing with an entry more, or without one that is in it.
func (l Listing) With(path, revision, problem string) Listing {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", path, revision, problem))
	for i := range l {
		l[i] ^= h[i]
	}
	return l
}

// String is the digest as the store keeps it.
func (l Listing) String() string { return hex.EncodeToString(l[:]) }

// Rewritten is a stored digest after one document got another revision; ""
// where there is none to begin with.
func Rewritten(stored, path, was, now string) string {
	var l Listing
	if n, err := hex.Decode(l[:], []byte(stored)); err != nil || n != len(l) {
		return ""
	}
	return l.With(path, was, "").With(path, now, "").String()
}
