package campaign_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// network joins the processes of a simulated world with its vendors, in memory: in a
// bubble of synctest a real connection would keep the clock from going on.
type network struct {
	calls chan net.Conn
	done  chan struct{}
	once  sync.Once
}

var errNetworkClosed = errors.New("the network is closed")

// serveAll answers as the handler of the host that is asked.
func serveAll(hosts map[string]http.Handler) (n *network, stop func()) {
	n = &network{calls: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hosts[r.Host].ServeHTTP(w, r)
	})}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(n) }) // it ends with errNetworkClosed
	return n, func() {
		_ = server.Close()
		serving.Wait()
	}
}

func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.calls:
		return c, nil
	case <-n.done:
		return nil, errNetworkClosed
	}
}

func (n *network) Close() error {
	n.once.Do(func() { close(n.done) })
	return nil
}

func (n *network) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// dial is a connection to whomever.
func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case n.calls <- theirs:
		return ours, nil
	case <-n.done:
		return nil, errNetworkClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
