package jirafake

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind string

// The kinds. Before: nothing was done; After: it was done, and the caller does
// not learn of it.
const (
	CutBefore  FaultKind = "connection cut before anything was done"
	CutAfter   FaultKind = "connection cut after it was done"
	FailBefore FaultKind = "error before anything was done"
	FailAfter  FaultKind = "error after it was done"
	Truncated  FaultKind = "body cut short after it was done"
	Garbled    FaultKind = "unreadable body after it was done"
	Slow       FaultKind = "one byte after the other"
	Hanging    FaultKind = "no answer at all after it was done"
	LoginPage  FaultKind = "login page with 200"
	Captcha    FaultKind = "captcha"
	Throttled  FaultKind = "too many requests"
)

// Fault is one thing that goes wrong.
type Fault struct {
	Kind FaultKind
	// Status of FailBefore and FailAfter; 0: 500.
	Status int
	// RetryAfter is the header's value, for Throttled and FailBefore and
	// FailAfter; "": not sent.
	RetryAfter string
	// Carry is how many elements of a bulk were carried out when the answer
	// was lost (After kinds); 0: all.
	Carry int
	// Pace is the time between two bytes of Slow; 0: a second.
	Pace time.Duration
}

func (a *Fault) after() bool {
	switch a.Kind {
	case CutAfter, FailAfter, Truncated, Garbled, Slow, Hanging:
		return true
	}
	return false
}

// fault is a Fault and whom it meets.
type fault struct {
	Fault
	match Match
	left  int     // times that it still strikes; 0 with a share
	share float64 // of the matching requests
}

// FailNext lets the next n requests that match meet a fault.
func (f *Fake) FailNext(n int, m Match, a Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, &fault{Fault: a, match: m, left: n})
}

// FailShare lets a share (0 to 1) of the requests that match meet a fault, by
// the seed of Options, until Heal.
func (f *Fake) FailShare(share float64, m Match, a Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, &fault{Fault: a, match: m, share: share})
}

// Heal ends all faults.
func (f *Fake) Heal() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = nil
}

// strike is the fault that a request meets; nil: none.
func (f *Fake) strike(e Exchange) *Fault {
	for _, a := range f.faults {
		if !a.match(e) {
			continue
		}
		if a.left > 0 {
			a.left--
			return &a.Fault
		}
		if a.share > 0 && f.rand.Float64() < a.share {
			return &a.Fault
		}
	}
	return nil
}

// answer is what a fault says instead of Jira, before anything was done.
func (a *Fault) answer(w http.ResponseWriter) {
	switch a.Kind {
	case Throttled:
		if a.RetryAfter != "" {
			w.Header().Set("Retry-After", a.RetryAfter)
		}
		w.Header().Set("X-Ratelimit-Remaining", "0")
		w.Header().Set("Ratelimit-Reason", "jira-burst-based")
		w.WriteHeader(http.StatusTooManyRequests)
	case LoginPage:
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		_, _ = w.Write([]byte("<!DOCTYPE html><html><head><title>Log in</title></head><body><form id=login-form></form></body></html>"))
	case Captcha:
		w.Header().Set("X-Seraph-Loginreason", "AUTHENTICATION_DENIED")
		w.Header().Set("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://jira.example/login.jsp")
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte("<html><head><title>Forbidden (403)</title></head><body>CAPTCHA required</body></html>"))
	default:
		a.fail(w)
	}
}

// fail is a proxy's page: not in Jira's own form.
func (a *Fault) fail(w http.ResponseWriter) {
	status := a.Status
	if status == 0 {
		status = http.StatusInternalServerError
	}
	if a.RetryAfter != "" {
		w.Header().Set("Retry-After", a.RetryAfter)
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = w.Write([]byte("<html><body><h1>" + http.StatusText(status) + "</h1></body></html>"))
}

// deliver sends an answer, as far as the fault lets it through.
func (f *Fake) deliver(w http.ResponseWriter, r *http.Request, rec *httptest.ResponseRecorder, a *Fault) {
	var kind FaultKind
	if a != nil {
		kind = a.Kind
	}
	switch kind {
	case CutBefore, CutAfter:
		panic(http.ErrAbortHandler)
	case Hanging:
		f.wait(r, 0)
		panic(http.ErrAbortHandler)
	case FailAfter:
		a.fail(w)
		return
	}
	for name, values := range rec.Header() {
		w.Header()[name] = values
	}
	body := rec.Body.Bytes()
	switch kind {
	case Garbled:
		body = append([]byte("\x00\x1f"), body...)
	case Truncated:
		w.Header().Set("Content-Length", strconv.Itoa(len(body)+1))
		body = body[:len(body)/2]
	}
	w.WriteHeader(rec.Code)
	if kind == Slow {
		f.trickle(w, r, body, a.Pace)
		return
	}
	_, _ = w.Write(body)
	if kind == Truncated {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// trickle writes a byte at a time.
func (f *Fake) trickle(w http.ResponseWriter, r *http.Request, body []byte, pace time.Duration) {
	if pace == 0 {
		pace = time.Second
	}
	for i := range body {
		if !f.wait(r, pace) {
			return
		}
		_, _ = w.Write(body[i : i+1])
		_ = http.NewResponseController(w).Flush()
	}
}

// wait is false when the client or the test went away meanwhile; with no
// duration it waits for just that.
func (f *Fake) wait(r *http.Request, d time.Duration) bool {
	var done <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		done = timer.C
	}
	select {
	case <-done:
		return true
	case <-r.Context().Done():
	case <-f.closed:
	}
	return false
}
