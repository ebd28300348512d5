package hooks

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/followthrough/followthrough/internal/secret"
)

const (
	// mostSent is how many bytes a delivery has at most: GitHub sends up to 25 MB.
	mostSent = 25 << 20
	// mostKept is how much of one is kept to be read; a longer one is judged as it
	// streams by, and then only means "look soon".
	mostKept = 512 << 10
	// mostHeld is how much is kept of all at once.
	mostHeld = 16 << 20
)

// budget is how many more bytes may be held.
type budget struct {
	mu   sync.Mutex
	left int
}

// take takes so much of it; false: there is not as much.
func (b *budget) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n > b.left {
		return false
	}
	b.left -= n
	return true
}

func (b *budget) giveBack(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += n
}

// chunks are what bodies stream through.
type chunk = [32 << 10]byte

// read lets a body stream through its seal; nil: it is longer than what is kept, or
// than what may be held now. The body counts as held until release is called.
func (b *budget) read(r *http.Request, seal *secret.Seal) (body []byte, release func(), err error) {
	held, keeping := 0, true
	release = func() { b.giveBack(held) }
	body = []byte{}
	from, part := http.MaxBytesReader(nil, r.Body, mostSent), new(chunk)
	for {
		n, err := from.Read(part[:])
		_, _ = seal.Write(part[:n]) // it never fails
		if keeping = keeping && len(body)+n <= mostKept && b.take(n); keeping {
			held += n
			body = append(body, part[:n]...)
		} else {
			b.giveBack(held)
			held, body = 0, nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return body, release, nil
		case err != nil:
			return nil, release, fmt.Errorf("the body is not whole: %w", err)
		}
	}
}
