package httpx

import (
	"context"
	"io"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// leaving is a request's body on its way out. It looks at the deadline before
// its first byte, and knows afterwards whether one was taken. net/http sends
// the headers of a request with such a body first; without the body no server
// can carry it out.
type leaving struct {
	ctx   context.Context // of the one request
	body  io.ReadCloser   // nil: the request has none
	now   func() time.Time
	may   func() error // nil: nobody is asked
	begun atomic.Bool
	wrote atomic.Bool
}

// Read gives nothing once the deadline has passed.
func (l *leaving) Read(p []byte) (int, error) {
	if !l.begun.Load() {
		if err := leave(l.ctx, l.now(), l.may); err != nil {
			return 0, err
		}
		l.begun.Store(true)
	}
	return l.body.Read(p)
}

// Close closes the body.
func (l *leaving) Close() error { return l.body.Close() }

// watch notes when headers were written.
func (l *leaving) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { l.wrote.Store(true) }})
}

// sent tells whether the server may have got the whole request.
func (l *leaving) sent() bool {
	if l.body != nil {
		return l.begun.Load()
	}
	return l.wrote.Load()
}

// limited is an answer's body with an end, and no more values than can be held.
type limited struct {
	io.ReadCloser
	left  int64
	shape shape
}

// Read fails beyond the limit.
func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return n, ErrTooLarge
	}
	if err := l.shape.feed(p[:n]); err != nil {
		return 0, err
	}
	return n, portless(err)
}
