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
	type got struct {
		n   int
		err error
	}
	own := make([]byte, len(p)) // a read that is left may still write
	done := make(chan got, 1)
	go func() {
		n, err := u.in.Read(own)
		done <- got{n, err}
	}()
	select {
	case <-u.ctx.Done():
		return 0, errStopped
	case g := <-done:
		return copy(p, own[:g.n]), g.err
	}
}
