package fault

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// Answer is what a fault says in the vendor's place, before anything was done.
func (a *Fault) Answer(w http.ResponseWriter) {
	switch a.Kind {
	case Throttled:
		a.head(w)
		w.Header().Set("X-Ratelimit-Remaining", "0")
		w.WriteHeader(http.StatusTooManyRequests)
	case LoginPage:
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		_, _ = w.Write([]byte("<!DOCTYPE html><html><head><title>Log in</title></head><body><form id=login-form></form></body></html>"))
	case Captcha:
		w.Header().Set("X-Seraph-Loginreason", "AUTHENTICATION_DENIED")
		w.Header().Set("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://tracker.example/login.jsp")
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte("<html><head><title>Forbidden (403)</title></head><body>CAPTCHA required</body></html>"))
	default:
		a.fail(w)
	}
}

// head sets what the fault says in headers.
func (a *Fault) head(w http.ResponseWriter) {
	if a.RetryAfter != "" {
		w.Header().Set("Retry-After", a.RetryAfter)
	}
	for name, value := range a.Header {
		w.Header().Set(name, value)
	}
}

// fail is a proxy's page, not in the vendor's own form, unless it has a body.
func (a *Fault) fail(w http.ResponseWriter) {
	status := a.Status
	if status == 0 {
		status = http.StatusInternalServerError
	}
	a.head(w)
	body, kind := a.Body, "text/html"
	if body == "" {
		body = "<html><body><h1>" + http.StatusText(status) + "</h1></body></html>"
	}
	if strings.HasPrefix(body, "{") {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// Deliver sends an answer, as far as the fault (nil: none) lets it through.
func (i *Injector) Deliver(w http.ResponseWriter, r *http.Request, rec *httptest.ResponseRecorder, a *Fault) {
	var kind Kind
	if a != nil {
		kind = a.Kind
	}
	switch kind {
	case CutBefore, CutAfter:
		panic(http.ErrAbortHandler)
	case Hanging:
		i.wait(r, 0)
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
		i.trickle(w, r, body, a.Pace)
		return
	}
	_, _ = w.Write(body)
	if kind == Truncated {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// trickle writes a byte at a time.
func (i *Injector) trickle(w http.ResponseWriter, r *http.Request, body []byte, pace time.Duration) {
	if pace == 0 {
		pace = time.Second
	}
	for n := range body {
		if !i.wait(r, pace) {
			return
		}
		_, _ = w.Write(body[n : n+1])
		_ = http.NewResponseController(w).Flush()
	}
}

// wait is false when the client or the test went away meanwhile; with no
// duration it waits for just that.
func (i *Injector) wait(r *http.Request, d time.Duration) bool {
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
	case <-i.closed:
	}
	return false
}
