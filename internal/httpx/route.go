package httpx

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// routes are the limits of one client: vendors count by site, method and
// operation, and want only that operation slowed down.
type routes struct {
	o  Options
	mu sync.Mutex
	of map[string]*route
}

type route struct {
	limit *rate.Limiter
	until time.Time // as the vendor asked
}

// routeByPath is a request's path with a star for each part that holds a digit.
func routeByPath(req *http.Request) string {
	parts := strings.Split(req.URL.Path, "/")
	for i, p := range parts {
		if strings.ContainsAny(p, "0123456789") && i > 0 && parts[i-1] != "api" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

func (r *routes) at(req *http.Request) *route {
	name := req.URL.Host + " " + req.Method + " " + r.o.Route(req)
	r.mu.Lock()
	defer r.mu.Unlock()
	found := r.of[name]
	if found == nil {
		found = &route{limit: rate.NewLimiter(rate.Limit(r.o.PerSecond), r.o.Burst)}
		r.of[name] = found
	}
	return found
}

// backoff is until when a route may not be used; zero: it may.
func (r *routes) backoff(at *route) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.o.Now().Before(at.until) {
		return at.until
	}
	return time.Time{}
}

func (r *routes) backOff(at *route, until time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if until.After(at.until) {
		at.until = until
	}
}

// admit lets a request through: one that reads waits its turn, one that is
// sent once does not, since it has its intent already.
func (r *routes) admit(req *http.Request, at *route) error {
	ctx, now := req.Context(), r.o.Now()
	once := r.o.Sort(req) == Once
	if until := r.backoff(at); !until.IsZero() {
		if once || until.Sub(now) > r.o.MaxWait || !Sleep(ctx, until.Sub(now)) {
			return throttled(until, now)
		}
	}
	if !once {
		if err := at.limit.Wait(ctx); err != nil {
			return &Error{Kind: Unsent, Err: err}
		}
		return nil
	}
	turn := at.limit.ReserveN(now, 1)
	if wait := turn.DelayFrom(now); wait > 0 {
		turn.CancelAt(now)
		return throttled(now.Add(wait), now)
	}
	return nil
}
