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
}

// window is what a caller used of an hour.
type window struct {
	used  int
	reset time.Time
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
