package web

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// shortest is how long a connection is kept at least when all seats are taken:
// an answer takes a few milliseconds.
const shortest = time.Second

// seats are the connections that are open, the oldest first. Who fills them and
// says nothing keeps out nobody for longer than shortest: once all are taken the
// oldest is let go.
type seats struct {
	mu   sync.Mutex
	open []seat
}

type seat struct {
	conn  net.Conn
	since time.Time
}

// connState is for http.Server.ConnState.
func (p *seats) connState(c net.Conn, s http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch s {
	case http.StateNew:
		p.open = append(p.open, seat{c, time.Now()})
		if len(p.open) >= maxConnections {
			time.AfterFunc(shortest-time.Since(p.open[0].since), p.makeRoom)
		}
	case http.StateClosed, http.StateHijacked:
		p.open = slices.DeleteFunc(p.open, func(o seat) bool { return o.conn == c })
	}
}

// makeRoom lets the oldest go, if all seats are still taken.
func (p *seats) makeRoom() {
	p.mu.Lock()
	if len(p.open) < maxConnections {
		p.mu.Unlock()
		return
	}
	oldest := p.open[0]
	p.open = p.open[1:]
	p.mu.Unlock()
	oldest.conn.Close() //nolint:errcheck // nobody is told of it
}
