package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
)

// Options say what a server shows, and to whom.
type Options struct {
	// Listen is the address, as CheckListen takes it; port 0: any free one.
	Listen string
	// Token is asked for by all but the probes; zero: by none.
	Token secret.Secret
	// Loop is how the loop is now.
	Loop func() Loop
	// Metrics answers /metrics; nil: there are none.
	Metrics http.Handler
	// Patience is how long the loop may be silent; 0: Patience.
	Patience time.Duration
	Now      func() time.Time
	Log      *slog.Logger
}

// Server is a server that listens.
type Server struct {
	o        Options
	listener net.Listener
	http     *http.Server
	stopping atomic.Bool
	ended    chan error
}

// ErrNoToken is the error of a server that other machines would reach without
// a token.
var ErrNoToken = errors.New("reached from other machines, it needs a token")

// How long a request may take, so that no client holds a connection for ever.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = time.Minute
	stopTimeout   = 5 * time.Second
	maxHeader     = 16 << 10 // bytes
)

// Start listens, and serves until Stop. Its errors name the address, or the
// file of the token.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Patience == 0 {
		o.Patience = Patience
	}
	if _, err := o.Token.Reveal(); err != nil {
		return nil, fmt.Errorf("web.token: %w", err)
	}
	if o.Token.IsZero() && Beyond(o.Listen) {
		return nil, fmt.Errorf("listen on %s: %w: give web.token, or listen on %s", o.Listen, ErrNoToken, DefaultListen)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", o.Listen)
	if err != nil {
		return nil, explain(o.Listen, err)
	}
	s := &Server{o: o, listener: listener, ended: make(chan error, 1)}
	s.http = &http.Server{
		Handler: s.mux(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	go func() { s.ended <- s.http.Serve(listener) }()
	return s, nil
}

// explain names the address and the next step.
func explain(address string, err error) error {
	const another = `name another with --listen or web.listen, or "" for none`
	var sys syscall.Errno
	switch {
	case errors.As(err, &sys) && sys == syscall.EADDRINUSE:
		return fmt.Errorf("listen on %s: the address is in use, by another followthrough perhaps: %s", address, another)
	case errors.As(err, &sys):
		return fmt.Errorf("listen on %s: %w: %s", address, sys, another)
	}
	return fmt.Errorf("%w: %s", err, another)
}

// Address is where it listens, with the port that it got.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Ended gives the error with which serving ended by itself.
func (s *Server) Ended() <-chan error { return s.ended }

// Stopping makes it tell that it is not ready any more; it goes on answering.
func (s *Server) Stopping() { s.stopping.Store(true) }

// Stop finishes the requests at hand, for a few seconds at most, and closes.
func (s *Server) Stop() error {
	s.Stopping()
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("stop answering on %s: %w", s.Address(), err), s.http.Close())
	}
	return nil
}
