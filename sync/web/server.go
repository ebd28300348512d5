package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"github.com/followthrough/followthrough/sync/web/access"
)

// Options say what a server shows, and to whom.
type Options struct {
	// Listen is the address, host and port; port 0: any free one.
	Listen string
	// Gate is what all but the probes are let through by.
	Gate *access.Gate
	// Loop is how the loop is now.
	Loop func() Loop
	// Metrics answers /metrics; nil: there are none.
	Metrics http.Handler
	// Hooks answers all below /hooks/, by whatever name the request calls this host,
	// and judges for itself who may ask; nil: there are none.
	Hooks http.Handler
	// API answers what begins with /api/, and asks Gate itself; nil: there is none.
	API http.Handler
	// TLS is what it proves itself with; without files it speaks no TLS.
	TLS Pair
	// Patience is how long the loop may be silent; 0: Patience.
	Patience time.Duration
	// Broke is told that answering went wrong in us; nil: nobody is.
	Broke func()
	Now   func() time.Time
	Log   *slog.Logger
}

// ErrNoToken is the error of a server that other machines would reach without
// a token.
var ErrNoToken = errors.New("other machines would reach it without a token")

// How long a request may take, so that no client holds a connection for ever.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 10 * time.Second
	stopTimeout   = 5 * time.Second
	maxHeader     = 16 << 10 // bytes
	// maxConnections is how many clients are served at once: probes and
	// Prometheus are a handful. Who fills the places keeps nobody out for long.
	maxConnections = 64
)

// During serves while run runs: it listens before run begins, tells that it is
// not ready once ctx ended, and closes when run has returned. Should serving
// fail, run is told to end. Errors name the address, or the token's file.
func During(ctx context.Context, o Options, run func(context.Context) error) error {
	listener, err := listen(ctx, o)
	if err != nil {
		return err
	}
	return serve(ctx, o, listener, run)
}

// serve is During, with a listener that is there.
func serve(ctx context.Context, o Options, listener net.Listener, run func(context.Context) error) error {
	keep, err := loadPair(o.TLS, o.Log, o.Now)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	o.Patience = cmp.Or(o.Patience, Patience)
	s := &server{o: o, local: loopback(listener.Addr())}
	h := &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
		ConnState: new(seats).connState,
	}
	o.Log.Info("listening", "address", listener.Addr().String())
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { s.stopping.Store(true) })()
	go keep.heed(ctx)
	served := make(chan error, 1)
	go func() {
		defer cancel()
		served <- h.Serve(keep.over(netutil.LimitListener(listener, maxConnections)))
	}()
	return errors.Join(run(ctx), stop(h, o.Listen), failure(o.Listen, <-served))
}

// server answers for one loop.
type server struct {
	o        Options
	local    bool // only this machine reaches it
	stopping atomic.Bool
}

// listen takes the address, unless it is one that wants a token and has none.
func listen(ctx context.Context, o Options) (net.Listener, error) {
	tokens := o.Gate.Tokens()
	if err := tokens.Check(); err != nil {
		return nil, err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", o.Listen)
	if err != nil {
		return nil, explain(o.Listen, err)
	}
	if tokens.Read.IsZero() && !loopback(l.Addr()) {
		return nil, errors.Join(fmt.Errorf("listen on %s: %w: give web.token, or an address of this machine alone", o.Listen, ErrNoToken), l.Close())
	}
	return l, nil
}

// loopback tells whether only this machine reaches an address.
func loopback(a net.Addr) bool {
	at, ok := a.(*net.TCPAddr)
	return ok && at.IP.IsLoopback()
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

// stop finishes the requests at hand, for a few seconds at most, and closes.
func stop(h *http.Server, address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := h.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("stop answering on %s: %w", address, err), h.Close())
	}
	return nil
}

// failure is why serving ended, if not because it was told to.
func failure(address string, err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("answer on %s: %w", address, err)
}
