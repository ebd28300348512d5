package terminal

import (
	"context"
	"errors"
	"io"
)

// errStopped is the error of a read that the program's end cut short.
var errStopped = errors.New("it was stopped")

// Until reads until ctx ends: a read of a terminal can't be called off, so it is
// done beside the waiting.
func Until(ctx context.Context, in io.Reader) io.Reader { return until{ctx, in} }

type until struct {
	ctx context.Context
	in  io.Reader
}

func (u until) Read(p []byte) (int, error) {
	own := make([]byte, len(p)) // a read that is left may still write
	n, err := beside(u.ctx, func() (int, error) { return u.in.Read(own) })
	return copy(p, own[:n]), err
}

// beside reads beside the waiting for the end of ctx.
func beside[T any](ctx context.Context, read func() (T, error)) (none T, _ error) {
	type got struct {
		value T
		err   error
	}
	done := make(chan got, 1)
	go func() {
		value, err := read()
		done <- got{value, err}
	}()
	select {
	case <-ctx.Done():
		return none, errStopped
	case g := <-done:
		return g.value, g.err
	}
}
