package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// SourceDigest is a digest of what a source lists. It does not depend on the order,
// so that a document of our own writing can be exchanged in it without the
// others: what we wrote is no news when the source is listed again.
type SourceDigest [sha256.Size]byte

// With is the digest with an entry more, or without one that is in it.
func (l SourceDigest) With(path, revision, problem string) SourceDigest {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", path, revision, problem))
	for i := range l {
		l[i] ^= h[i]
	}
	return l
}

// String is the digest as the store keeps it.
func (l SourceDigest) String() string { return hex.EncodeToString(l[:]) }

// Read is what the store keeps of a source that was listed: its digest ("": it is to be looked
// at again), and how the documents were read.
func Read(digest, reading string) string {
	if reading == "" {
		return digest
	}
	return digest + " " + reading
}

// Listed is a stored digest, "" where it says only how documents are read.
func Listed(stored string) string {
	if strings.HasPrefix(stored, " ") {
		return ""
	}
	return stored
}

// ReadingOf is how the documents behind a stored digest were read; "": not known.
func ReadingOf(stored string) string {
	_, reading, _ := strings.Cut(stored, " ")
	return reading
}

// Rewritten is a stored digest after one document got another revision; its
// digest is "" where there is none to begin with.
func Rewritten(stored, path, was, now string) string {
	digest, reading, _ := strings.Cut(stored, " ")
	var l SourceDigest
	if n, err := hex.Decode(l[:], []byte(digest)); err != nil || n != len(l) {
		return Read("", reading)
	}
	return Read(l.With(path, was, "").With(path, now, "").String(), reading)
}
