package httpx

import (
	"fmt"
	"net/http"
	"regexp"
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
	pause Pause // as the vendor asked
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

// heed takes in what an answer to a request that left at a moment says of its
// route.
func (r *routes) heed(at *route, left time.Time, resp *http.Response) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.o.Now()
	wait, asked := Asked(resp, now)
	switch {
	case asked && wait > 0:
		r.paused(resp, at.pause.Refuse(left, now, Refusal{Wait: wait, Why: why(resp)}))
	case asked:
		r.paused(resp, at.pause.Refuse(left, now, Refusal{Wait: r.o.FirstWait, Most: time.Minute, Why: why(resp)}))
	case resp.StatusCode/100 == 2, resp.StatusCode == http.StatusNotModified:
		at.pause.Answered(left)
	}
}

// paused tells whoever counts of a pause.
func (r *routes) paused(resp *http.Response, until time.Time) {
	if r.o.Paused != nil && resp.Request != nil {
		r.o.Paused(resp.Request.URL.Hostname(), until)
	}
}

// why is a refusal in a few words: its status, and Jira's name for the limit.
func why(resp *http.Response) string {
	words := fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	for _, name := range []string{"RateLimit-Reason", "X-RateLimit-Reason"} {
		if reason := resp.Header.Get(name); reasonable.MatchString(reason) {
			return words + " (" + reason + ")"
		}
	}
	return words
}

// reasonable is a name, and no text of whoever answered.
var reasonable = regexp.MustCompile(`^[a-zA-Z0-9._-]{1,60}$`)

// rests is the error of a route that is left alone now; nil: it may be used.
func (r *routes) rests(at *route) *Error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if until := at.pause.Until(r.o.Now()); !until.IsZero() {
		return leftAlone(until, at.pause.Why())
	}
	return nil
}

// admit lets a request through, and gives when: one that reads waits its turn,
// one that is sent once does not, since it has its intent already.
func (r *routes) admit(req *http.Request, at *route) (time.Time, error) {
	once := r.o.Sort(req) == Once
	if err := r.rested(req, at, once); err != nil {
		return time.Time{}, err
	}
	if !once {
		if err := at.limit.Wait(req.Context()); err != nil {
			return time.Time{}, &Error{Kind: Unsent, Err: err}
		}
	} else if err := r.turn(at); err != nil {
		return time.Time{}, err
	}
	// Others may have been refused while this one waited for its turn.
	err := r.rested(req, at, once)
	return r.o.Now(), err
}

// rested waits, once, until a route may be used, if that is soon and the request
// may wait.
func (r *routes) rested(req *http.Request, at *route, once bool) error {
	for waited := false; ; waited = true {
		rests := r.rests(at)
		if rests == nil {
			return nil
		}
		wait := rests.Until.Sub(r.o.Now())
		if waited || once || wait > r.o.MaxWait || !Sleep(req.Context(), wait) {
			return rests
		}
	}
}

// turn takes a turn without waiting for it.
func (r *routes) turn(at *route) error {
	now := r.o.Now()
	turn := at.limit.ReserveN(now, 1)
	if wait := turn.DelayFrom(now); wait > 0 {
		turn.CancelAt(now)
		return &Error{Kind: Throttled, Until: now.Add(wait), Err: fmt.Errorf("not sent: more than %g requests a second", r.o.PerSecond)}
	}
	return nil
}
