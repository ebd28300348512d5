package access

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How many wrong tokens an address may send at once, how soon it may send one
// more, and how many addresses are remembered: further ones share one limit.
const (
	burst       = 20
	each        = 3 * time.Second
	mostClients = 4096
)

// limiter counts wrong tokens by address.
type limiter struct {
	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
}

// wait is how long an address is not looked at; 0: it is.
func (l *limiter) wait(from netip.Prefix, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.clients[from]
	if c == nil {
		if len(l.clients) < mostClients {
			return 0
		}
		if c = l.clients[netip.Prefix{}]; c == nil {
			return 0
		}
	}
	lacks := 1 - c.TokensAt(now)
	if lacks <= 0 {
		return 0
	}
	return max(time.Second, time.Duration(lacks*float64(each)))
}

// failed counts a wrong token; true: it was the last one for now.
func (l *limiter) failed(from netip.Prefix, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(from, now)
	c.AllowN(now, 1)
	return c.TokensAt(now) < 1
}

// of is the count of an address: the one of all further ones, where too many are
// remembered.
func (l *limiter) of(from netip.Prefix, now time.Time) *rate.Limiter {
	if c := l.clients[from]; c != nil {
		return c
	}
	if len(l.clients) >= mostClients {
		for of, c := range l.clients {
			if c.TokensAt(now) >= burst {
				delete(l.clients, of)
			}
		}
	}
	if len(l.clients) >= mostClients {
		from = netip.Prefix{}
	}
	if l.clients == nil {
		l.clients = map[netip.Prefix]*rate.Limiter{}
	}
	if l.clients[from] == nil {
		l.clients[from] = rate.NewLimiter(rate.Every(each), burst)
	}
	return l.clients[from]
}

// Client is who counts as one by the address of a request: an address, in IPv6 what
// one subscriber has. The zero value is whoever has none that can be read.
func Client(remote string) netip.Prefix {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	ip := at.Addr().Unmap().WithZone("")
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits) // bits fit
	return p
}
