package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
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

// Read is what the store keeps of a listing: its digest ("": it is to be looked
// at again), and how the documents were read.
func Read(digest, reading string) string {
	if reading == "" {
		return digest
	}
	return digest + " " + reading
}

// ReadingOf is how the documents of a stored listing were read; "": not known.
func ReadingOf(stored string) string {
	_, reading, _ := strings.Cut(stored, " ")
	return reading
}

// Rewritten is a stored listing after one document got another revision; its
// digest is "" where there is none to begin with.
func Rewritten(stored, path, was, now string) string {
	digest, reading, _ := strings.Cut(stored, " ")
	var l Listing
	if n, err := hex.Decode(l[:], []byte(digest)); err != nil || n != len(l) {
		return Read("", reading)
	}
	return Read(l.With(path, was, "").With(path, now, "").String(), reading)
}
