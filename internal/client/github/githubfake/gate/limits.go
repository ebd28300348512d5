package gate

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// SecondaryMessage is what GitHub says to a caller who does too much at once.
const SecondaryMessage = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."

// limits are how much a caller may ask.
type limits struct {
	perHour int // 0: no primary limit
	used    map[string]*window
	creates int // that a caller may make in a minute; 0: as many as it likes
	status  int
	wait    string
	made    map[string][]time.Time
}

// window is what a caller used of an hour.
type window struct {
	used  int
	reset time.Time
}

// SetLimit is how many requests a caller has in an hour of the fake's clock; 0
// takes the limit away. What was used is forgotten.
func (g *Gate) SetLimit(perHour int) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.limits.perHour, g.limits.used = perHour, map[string]*window{}
}

// SetCreateLimit is the secondary limit on what makes content: how many writes
// a caller may make in a minute of the fake's clock (80 at GitHub), refused
// with 403 or 429 and a Retry-After header ("": none). 0 takes it away.
func (g *Gate) SetCreateLimit(perMinute, status int, retryAfter string) {
	g.Mu.Lock()
	defer g.Mu.Unlock()
	g.limits.creates, g.limits.status, g.limits.wait = perMinute, status, retryAfter
}

// current is the caller's hour, a new one where the last is over.
func (g *Gate) current(a *Actor) *window {
	w := g.limits.used[a.Key()]
	if w == nil || !g.Now().Before(w.reset) {
		w = &window{reset: g.Now().Add(time.Hour)}
		g.limits.used[a.Key()] = w
	}
	return w
}

// Exhausted says no to a caller who asked too much in the hour.
func (g *Gate) Exhausted(a *Actor) *rest.Reply {
	if g.limits.perHour == 0 || g.current(a).used < g.limits.perHour {
		return nil
	}
	return refuse(http.StatusForbidden, fmt.Sprintf("API rate limit exceeded for %s.", a.Key()))
}

// Hasty says no to a caller who writes too much in a minute, and counts the
// write of one who does not.
func (g *Gate) Hasty(a *Actor) *rest.Reply {
	l := &g.limits
	if l.creates == 0 {
		return nil
	}
	now, recent := g.Site.Now(), []time.Time{}
	for _, at := range l.made[a.Key()] {
		if now.Sub(at) < time.Minute {
			recent = append(recent, at)
		}
	}
	if len(recent) < l.creates {
		l.made[a.Key()] = append(recent, now)
		return nil
	}
	l.made[a.Key()] = recent
	no := refuse(l.status, SecondaryMessage)
	if l.wait != "" {
		no.Header = http.Header{"Retry-After": {l.wait}}
	}
	return no
}

// Spend takes a request from the caller's hour.
func (g *Gate) Spend(a *Actor) {
	if w := g.current(a); w.used < g.limits.perHour {
		w.used++
	}
}

// Left tells the caller what is left of the hour.
func (g *Gate) Left(a *Actor, h http.Header) {
	if g.limits.perHour == 0 {
		return
	}
	w := g.current(a)
	h.Set("X-RateLimit-Limit", strconv.Itoa(g.limits.perHour))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(g.limits.perHour-w.used))
	h.Set("X-RateLimit-Used", strconv.Itoa(w.used))
	h.Set("X-RateLimit-Reset", strconv.FormatInt(w.reset.Unix(), 10))
	h.Set("X-RateLimit-Resource", "core")
}

// RateLimit answers what is left.
func (g *Gate) RateLimit(a *Actor) rest.Reply {
	limit := g.limits.perHour
	if limit == 0 {
		return rest.Refusal(http.StatusNotFound, "Rate limiting is not enabled.")
	}
	w := g.current(a)
	core := rest.Object{"limit": limit, "remaining": limit - w.used, "reset": w.reset.Unix(), "used": w.used}
	return rest.OK(rest.Object{"resources": rest.Object{"core": core, "search": core, "graphql": core}, "rate": core})
}
