package githubfake

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

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

func (l *limits) begin(enterprise bool) {
	l.used, l.made = map[string]*window{}, map[string][]time.Time{}
	if !enterprise {
		l.perHour = 5000
	}
}

// SetLimit is how many requests a caller has in an hour of the fake's clock; 0
// takes the limit away. What was used is forgotten.
func (f *Fake) SetLimit(perHour int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.limits.perHour, f.limits.used = perHour, map[string]*window{}
}

// SetCreateLimit is the secondary limit on what makes content: how many writes
// a caller may make in a minute of the fake's clock (80 at GitHub), refused
// with 403 or 429 and a Retry-After header ("": none). 0 takes it away.
func (f *Fake) SetCreateLimit(perMinute, status int, retryAfter string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.limits.creates, f.limits.status, f.limits.wait = perMinute, status, retryAfter
}

// current is the caller's hour, a new one where the last is over.
func (l *limits) current(c *call) *window {
	now := c.fake.Now()
	w := l.used[c.key()]
	if w == nil || !now.Before(w.reset) {
		w = &window{reset: now.Add(time.Hour)}
		l.used[c.key()] = w
	}
	return w
}

// refuse says no to a caller who asked too much.
func (l *limits) refuse(c *call) *reply {
	if c.route.pattern == "GET /rate_limit" {
		return nil
	}
	if l.perHour > 0 && l.current(c).used >= l.perHour {
		no := refusal(http.StatusForbidden, fmt.Sprintf("API rate limit exceeded for %s.", c.key()))
		return &no
	}
	if l.creates == 0 || !c.writing() {
		return nil
	}
	now, recent := c.fake.opt.Now(), []time.Time{}
	for _, at := range l.made[c.key()] {
		if now.Sub(at) < time.Minute {
			recent = append(recent, at)
		}
	}
	l.made[c.key()] = recent
	if len(recent) < l.creates {
		l.made[c.key()] = append(recent, now)
		return nil
	}
	no := secondary(l.status)
	if l.wait != "" {
		no.header = http.Header{"Retry-After": {l.wait}}
	}
	return &no
}

const secondaryMessage = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."

func secondary(status int) reply { return refusal(status, secondaryMessage) }

// writing reports whether the call is one that GitHub counts as a write.
func (c *call) writing() bool {
	return c.r.Method != http.MethodGet && !c.harmless && !c.route.needs.app
}

// count counts a request, but for one that was answered with 304, and tells
// the caller what is left.
func (l *limits) count(c *call, rec *httptest.ResponseRecorder, unchanged bool) {
	if l.perHour == 0 {
		return
	}
	w := l.current(c)
	if !unchanged && c.route.pattern != "GET /rate_limit" && w.used < l.perHour {
		w.used++
	}
	h := rec.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(l.perHour))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(l.perHour-w.used))
	h.Set("X-RateLimit-Used", strconv.Itoa(w.used))
	h.Set("X-RateLimit-Reset", strconv.FormatInt(w.reset.Unix(), 10))
	h.Set("X-RateLimit-Resource", "core")
}

func getRateLimit(c *call) reply {
	l := &c.fake.limits
	if l.perHour == 0 {
		return refusal(http.StatusNotFound, "Rate limiting is not enabled.")
	}
	w := l.current(c)
	core := object{"limit": l.perHour, "remaining": l.perHour - w.used, "reset": w.reset.Unix(), "used": w.used}
	return ok(object{"resources": object{"core": core, "search": core, "graphql": core}, "rate": core})
}
