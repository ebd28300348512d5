package main

import (
	"cmp"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// trouble is what ails a vendor.
type trouble string

const (
	well       trouble = ""
	hangs      trouble = "accepts connections and never answers"
	trickles   trouble = "one byte a second"
	throttles  trouble = "429 with Retry-After: 30"
	outOfOrder trouble = "503 with Retry-After: 86400"
	logsIn     trouble = "a login page with 200"
	refuses    trouble = "refuses connections"
	resets     trouble = "resets connections"
	halves     trouble = "half answers"
	slow       trouble = "takes 4 s for each answer"
)

// front is what stands before a fake vendor, on an address of its own, and may be
// in trouble.
type front struct {
	t      *testing.T
	at     string // host:port
	behind http.Handler
	server *http.Server
	over   chan struct{} // closed at the end of the test

	mu    sync.Mutex
	ails  trouble
	asked int
	cut   chan struct{} // closed when what hangs is cut
}

// newFront listens; what is behind it is set before anybody asks.
func newFront(t *testing.T) *front {
	t.Helper()
	f := &front{t: t, over: make(chan struct{}), cut: make(chan struct{})}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	f.at = l.Addr().String()
	f.serve(l)
	t.Cleanup(func() {
		close(f.over)
		_ = f.server.Close() // it may be closed already
	})
	return f
}

// URL is the address of the site behind it.
func (f *front) URL() string { return "http://" + f.at }

func (f *front) serve(l net.Listener) {
	s := &http.Server{Handler: f, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: time.Minute}
	f.server = s
	go func() { _ = s.Serve(l) }() // until it is closed
}

// falls brings it into trouble, and tells how many requests came since the last time.
func (f *front) falls(into trouble) (asked int) {
	f.t.Helper()
	f.mu.Lock()
	was := f.ails
	asked, f.asked, f.ails = f.asked, 0, into
	f.mu.Unlock()
	switch {
	case into == refuses:
		must(f.t, f.server.Close())
	case was == refuses:
		var l net.Listener
		err := net.ErrClosed
		for end := time.Now().Add(time.Minute); err != nil && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			l, err = net.Listen("tcp", f.at)
		}
		must(f.t, err)
		f.serve(l)
	}
	return asked
}

// heals ends its trouble; what hangs goes on hanging.
func (f *front) heals() (asked int) { return f.falls(well) }

// restarts ends its trouble, and cuts what hangs.
func (f *front) restarts() (asked int) {
	asked = f.heals()
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.cut)
	f.cut = make(chan struct{})
	return asked
}

// ServeHTTP answers as the vendor behind it would, or as its trouble has it.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked++
	ails, cut := f.ails, f.cut
	f.mu.Unlock()
	switch ails {
	case hangs:
		_, _ = io.Copy(io.Discard, r.Body) // who hangs has read it
		select {
		case <-cut:
		case <-r.Context().Done():
		case <-f.over:
		}
		panic(http.ErrAbortHandler)
	case resets:
		f.resets(w)
		return
	case throttles:
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	case outOfOrder:
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case logsIn:
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		_, _ = io.WriteString(w, "<!DOCTYPE html><html><head><title>Log in</title></head><body><form></form></body></html>")
		return
	case slow:
		f.rests(r, 4*time.Second)
	}
	answer := httptest.NewRecorder()
	f.behind.ServeHTTP(answer, r)
	f.deliver(w, r, answer, ails)
}

// deliver sends an answer, as far as the trouble lets it through.
func (f *front) deliver(w http.ResponseWriter, r *http.Request, answer *httptest.ResponseRecorder, ails trouble) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	body := answer.Body.Bytes()
	if ails == halves {
		w.Header().Set("Content-Length", strconv.Itoa(cmp.Or(len(body), 2)))
		w.WriteHeader(cmp.Or(map[int]int{http.StatusNotModified: http.StatusOK, http.StatusNoContent: http.StatusOK}[answer.Code], answer.Code))
		_, _ = w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(answer.Code)
	if ails != trickles {
		_, _ = w.Write(body)
		return
	}
	for n := range body {
		if !f.rests(r, time.Second) {
			return
		}
		_, _ = w.Write(body[n : n+1])
		_ = http.NewResponseController(w).Flush() // who reads no more is seen above
	}
}

// resets ends a connection as a machine does that knows nothing of it.
func (f *front) resets(w http.ResponseWriter) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, is := c.(*net.TCPConn); is {
		_ = tcp.SetLinger(0) // close sends a reset then
	}
	_ = c.Close() // nobody is told of it
}

// rests is false when the client or the test went away meanwhile.
func (f *front) rests(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-f.over:
	}
	return false
}
