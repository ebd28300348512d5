package web

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// How long a connection is kept at least when all seats are taken: one that says
// nothing, and one whose request is answered. An answer takes a few milliseconds, and
// the first bytes come when the connection has, or a round trip later with TLS.
const (
	shortestSilent = 250 * time.Millisecond
	shortest       = time.Second
)

// seats are the connections that are open, the oldest first. Who fills them keeps out
// nobody for longer than shortest, and who says nothing for less: once all are taken
// the oldest silent one is let go, or the oldest of all.
type seats struct {
	mu   sync.Mutex
	open []*seat
}

type seat struct {
	conn  net.Conn
	since time.Time
	asks  bool // a request of its is read or answered
}

// connState is for http.Server.ConnState.
func (p *seats) connState(c net.Conn, s http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := slices.IndexFunc(p.open, func(o *seat) bool { return o.conn == c })
	switch {
	case s == http.StateNew:
		p.open = append(p.open, &seat{conn: c, since: time.Now()})
		p.press()
	case at < 0:
	case s == http.StateActive, s == http.StateIdle:
		p.open[at].asks = s == http.StateActive
	case s == http.StateClosed, s == http.StateHijacked:
		p.open = slices.Delete(p.open, at, at+1)
	}
}

// press has room made as soon as it may be, if all seats are taken; the lock is held.
func (p *seats) press() {
	if len(p.open) >= maxConnections {
		_, at := p.next()
		time.AfterFunc(time.Until(at), p.makeRoom)
	}
}

// next is who is let go next, and when; the lock is held.
func (p *seats) next() (i int, at time.Time) {
	at = p.open[0].since.Add(shortest)
	if silent := slices.IndexFunc(p.open, func(o *seat) bool { return !o.asks }); silent >= 0 {
		if sooner := p.open[silent].since.Add(shortestSilent); sooner.Before(at) {
			return silent, sooner
		}
	}
	return 0, at
}

// makeRoom lets one go, if all seats are still taken.
func (p *seats) makeRoom() {
	p.mu.Lock()
	if len(p.open) < maxConnections {
		p.mu.Unlock()
		return
	}
	i, at := p.next()
	if time.Now().Before(at) { // who was to go went by itself, and another came
		p.press()
		p.mu.Unlock()
		return
	}
	gone := p.open[i]
	p.open = slices.Delete(p.open, i, i+1)
	p.mu.Unlock()
	gone.conn.Close() //nolint:errcheck // nobody is told of it
}
