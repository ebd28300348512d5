package web

import (
	"errors"
	"net/http"

	"github.com/followthrough/followthrough/internal/panics"
)

// contained answers 500 where answering panics, and the server goes on.
func (s *server) contained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &begun{ResponseWriter: w}
		if err := served(next, answer, r); err != nil {
			s.broke(answer, r, err)
		}
	})
}

func served(next http.Handler, w http.ResponseWriter, r *http.Request) (err error) {
	defer panics.Into(&err)
	next.ServeHTTP(w, r)
	return nil
}

// broke tells of a request that went wrong in us. One that is answered by half is cut
// off, so that nobody takes that for the answer.
func (s *server) broke(w *begun, r *http.Request, err error) {
	var p *panics.Error
	if errors.As(err, &p); p.Cause == http.ErrAbortHandler { //nolint:errorlint // what was given to panic, as net/http compares it
		panic(http.ErrAbortHandler)
	}
	s.o.Log.Error("a request went wrong in a way that is a mistake in followthrough", "method", r.Method, "error", err, "stack", p.Stack)
	if s.o.Broke != nil {
		s.o.Broke()
	}
	if w.is {
		panic(http.ErrAbortHandler)
	}
	say(w, http.StatusInternalServerError, "it can't be answered: the daemon's log says why")
}

// begun is an answer of which it is known whether it has begun.
type begun struct {
	http.ResponseWriter
	is bool
}

func (b *begun) WriteHeader(status int) {
	b.is = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.is = true
	return b.ResponseWriter.Write(p)
}

// Unwrap lets a http.ResponseController reach what is below.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }
