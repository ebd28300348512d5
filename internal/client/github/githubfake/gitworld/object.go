package gitworld

import (
	"crypto/sha1" //nolint:gosec // git's own
	"encoding/hex"
	"fmt"
)

// Hash is the name of an object, 40 hexadecimal digits; "" is none.
type Hash string

// Kind is what an object is.
type Kind string

// The kinds; a commit as an entry of a tree is a submodule.
const (
	BlobKind   Kind = "blob"
	TreeKind   Kind = "tree"
	CommitKind Kind = "commit"
)

// HashOf is the name that git gives an object.
func HashOf(kind Kind, data []byte) Hash {
	h := sha1.New() //nolint:gosec // git's own
	_, _ = fmt.Fprintf(h, "%s %d\x00", kind, len(data))
	_, _ = h.Write(data)
	return Hash(hex.EncodeToString(h.Sum(nil)))
}

// object is what a hash names.
type object struct {
	kind    Kind
	data    []byte
	entries []Entry // of a tree
	commit  Commit
}

// store keeps objects by their names.
type store map[Hash]*object

func (s store) put(o *object) Hash {
	h := HashOf(o.kind, o.data)
	if s[h] == nil {
		s[h] = o
	}
	return h
}

func (s store) is(h Hash, kind Kind) bool { return s[h] != nil && s[h].kind == kind }

// PutBlob stores content.
func (r *Repository) PutBlob(data []byte) Hash {
	return r.store.put(&object{kind: BlobKind, data: data})
}

// Blob is the content that a hash names.
func (r *Repository) Blob(h Hash) (data []byte, there bool) {
	if !r.store.is(h, BlobKind) {
		return nil, false
	}
	return r.store[h].data, true
}

// Has reports whether there is an object of a kind by that name.
func (r *Repository) Has(h Hash, kind Kind) bool { return r.store.is(h, kind) }
