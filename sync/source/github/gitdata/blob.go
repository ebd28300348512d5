package gitdata

import (
	"context"
	"crypto/sha1" //nolint:gosec // git names its objects so
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"

	gh "github.com/google/go-github/v60/github"
)

// Blobs keeps what was read a moment ago: a review that is read is often
// written to in the same pass. The zero value is empty; it may be used from
// several goroutines.
type Blobs struct {
	mu    sync.Mutex
	data  map[string][]byte
	order []string
	bytes int
}

// mostBytes bounds what is kept.
const mostBytes = 32 << 20

// Get gives what is kept of a sha.
func (b *Blobs) Get(sha string) ([]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	data, ok := b.data[sha]
	return data, ok
}

// Put keeps a file's bytes, and lets go of the oldest ones for it.
func (b *Blobs) Put(sha string, data []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.data[sha]; ok || len(data) > mostBytes {
		return
	}
	if b.data == nil {
		b.data = map[string][]byte{}
	}
	b.data[sha] = data
	b.order = append(b.order, sha)
	for b.bytes += len(data); b.bytes > mostBytes; {
		b.bytes -= len(b.data[b.order[0]])
		delete(b.data, b.order[0])
		b.order = b.order[1:]
	}
}

// Blob reads a file's bytes, which are no others than those of the sha.
func (r Repo) Blob(ctx context.Context, sha string) ([]byte, error) {
	if data, ok := r.Kept.Get(sha); ok {
		return data, nil
	}
	var got gh.Blob
	if err := r.Get(ctx, r.API("git/blobs/%s", sha), &got); err != nil {
		return nil, err
	}
	if got.GetEncoding() != "base64" {
		return nil, fmt.Errorf("blob %s came as %q: tried again at the next pass", sha, got.GetEncoding())
	}
	data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(got.GetContent(), "\n", ""))
	if err != nil {
		return nil, fmt.Errorf("blob %s: %w", sha, err)
	}
	if SHA(data) != sha {
		return nil, errors.New("what came is not the blob " + sha + ": tried again at the next pass")
	}
	r.Kept.Put(sha, data)
	return data, nil
}

// SHA is the name that git gives to a file's bytes.
func SHA(data []byte) string {
	h := sha1.New() //nolint:gosec // see above
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}
