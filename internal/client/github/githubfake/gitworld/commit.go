package gitworld

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Signature is who did something, and when.
type Signature struct {
	Name, Email string
	At          time.Time
}

func (s Signature) line() string {
	return fmt.Sprintf("%s <%s> %d %s", s.Name, s.Email, s.At.Unix(), s.At.Format("-0700"))
}

// Commit is a commit. Signed ones carry a signature of GitHub's, which counts
// as verified.
type Commit struct {
	Hash      Hash
	Tree      Hash
	Parents   []Hash
	Author    Signature
	Committer Signature
	Message   string
	Signed    bool
}

// PGP is the signature of a signed commit, as its object holds it.
const PGP = "-----BEGIN PGP SIGNATURE-----\n\nbm90IGEgc2lnbmF0dXJl\n-----END PGP SIGNATURE-----\n"

// PutCommit stores a commit; its Hash need not be set.
func (r *Repository) PutCommit(c Commit) Hash {
	var data bytes.Buffer
	fmt.Fprintf(&data, "tree %s\n", c.Tree)
	for _, p := range c.Parents {
		fmt.Fprintf(&data, "parent %s\n", p)
	}
	fmt.Fprintf(&data, "author %s\ncommitter %s\n", c.Author.line(), c.Committer.line())
	if c.Signed {
		fmt.Fprintf(&data, "gpgsig %s\n", strings.ReplaceAll(strings.TrimSuffix(PGP, "\n"), "\n", "\n "))
	}
	fmt.Fprintf(&data, "\n%s", c.Message)
	c.Hash = HashOf(CommitKind, data.Bytes())
	return r.store.put(&object{kind: CommitKind, data: data.Bytes(), commit: c})
}

// Commit is the commit that a hash names.
func (r *Repository) Commit(h Hash) (Commit, bool) {
	if !r.store.is(h, CommitKind) {
		return Commit{}, false
	}
	return r.store[h].commit, true
}

// Payload is what a signature of the commit signs.
func (r *Repository) Payload(h Hash) string {
	if !r.store.is(h, CommitKind) {
		return ""
	}
	return string(r.store[h].data)
}
