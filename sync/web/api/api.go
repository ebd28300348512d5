package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/web/access"
)

// Options are what the interface stands on.
type Options struct {
	Gate    *access.Gate
	Answers Answers
	// Resyncs takes requests; nil: there is no resync.
	Resyncs Resyncs
	// Nearest is the known word that a wrong one was meant as; "": none.
	Nearest func(word string, known []string) string
	// Counted is told of each answer, by the template of its address; nil: nobody is.
	Counted func(route string, status int)
	Log     *slog.Logger
	// PlanTime is how long a plan may take; 0: PlanTime.
	PlanTime time.Duration
}

// Prefix is where every address of the interface begins.
const Prefix = "/api/"

// API answers.
type API struct {
	Options
	planning chan struct{} // one plan at a time
	reading  chan struct{} // a few readings at a time
}

// mostReading is how many answers are made at once: each may hold all reviews.
const mostReading = 4

// New is the interface.
func New(o Options) *API {
	if o.PlanTime == 0 {
		o.PlanTime = PlanTime
	}
	if o.Counted == nil {
		o.Counted = func(string, int) {}
	}
	return &API{Options: o, planning: make(chan struct{}, 1), reading: make(chan struct{}, mostReading)}
}

// ServeHTTP answers a request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	route, key := find(r.URL)
	counted := &counting{ResponseWriter: w, status: http.StatusOK}
	defer func() { a.Counted(route.path, counted.status) }()
	a.serve(counted, r, route, key)
}

// serve asks first who it is: who may not read learns not even what there is.
func (a *API) serve(w http.ResponseWriter, r *http.Request, to route, key string) {
	role, refusal := a.Gate.Admit(r)
	switch {
	case refusal != nil:
		refusal.Header(w.Header())
		refuse(w, refusal.Status, refusal.Cause, refusal.Next)
		return
	case to.methods == nil:
		refuse(w, http.StatusNotFound, "there is nothing at this address", "/api/v1/openapi.json describes what there is")
		return
	}
	serve := to.methods[asked(r.Method)]
	if serve == nil {
		allow := to.allow()
		w.Header().Set("Allow", allow)
		refuse(w, http.StatusMethodNotAllowed, "this address does not take the method", "ask with one of "+allow)
		return
	}
	if !takes(r.Header.Values("Accept"), "application/json") {
		refuse(w, http.StatusNotAcceptable, "the answer is JSON, and Accept leaves it out", "leave Accept out, or add application/json")
		return
	}
	serve(a, call{w, r, role, key})
}

// call is one request, let in.
type call struct {
	w    http.ResponseWriter
	r    *http.Request
	role access.Role
	key  string // what stands in the address for {key} or {id}
}

// failed answers for an error of Answers or Resyncs.
func (a *API) failed(c call, err error) {
	var mistake Mistake
	switch {
	case c.r.Context().Err() != nil: // who asked is gone
	case errors.As(err, &mistake):
		refuse(c.w, http.StatusBadRequest, mistake.Error(), "mend it and ask again; /api/v1/openapi.json describes what there is")
	case errors.Is(err, ErrUnknown):
		refuse(c.w, http.StatusNotFound, err.Error(), "/api/v1/reviews lists what is known")
	case errors.Is(err, ErrBusy):
		c.w.Header().Set("Retry-After", strconv.Itoa(int(retryBusy/time.Second)))
		refuse(c.w, http.StatusTooManyRequests, "as many requests wait for the loop as it takes", "ask again when some of them have ended")
	case errors.Is(err, ErrLate), errors.Is(err, context.DeadlineExceeded):
		refuse(c.w, http.StatusGatewayTimeout, "a source or tracker did not answer in time", "limit it with source=, or ask later")
	default:
		a.Log.Warn("a request to the API failed", "address", c.r.URL.Path, "error", err)
		refuse(c.w, http.StatusInternalServerError, "it can't be answered now: the daemon's log says why", "ask later, or ask whoever runs the daemon")
	}
}

// turn waits a little for a place; false: it answered that there is none, or who
// asked is gone.
func turn(c call, places chan struct{}, wait time.Duration, cause string) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case places <- struct{}{}:
		return true
	case <-c.r.Context().Done():
	case <-timer.C:
		c.w.Header().Set("Retry-After", strconv.Itoa(int(retryBusy/time.Second)))
		refuse(c.w, http.StatusTooManyRequests, cause, "ask again in a few seconds")
	}
	return false
}

// How long a request waits for its turn, and when it is to come again.
const (
	turnTime  = 10 * time.Second
	retryBusy = 5 * time.Second
)

// asked is what a method asks for: HEAD is GET without the answer's body.
func asked(method string) string {
	if method == http.MethodHead {
		return http.MethodGet
	}
	return method
}

// takes tells whether a request takes a kind of answer.
func takes(accept []string, kind string) bool {
	if len(accept) == 0 {
		return true
	}
	family, _, _ := strings.Cut(kind, "/")
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		wanted, quality, _ := strings.Cut(part, ";")
		wanted = strings.ToLower(strings.TrimSpace(wanted))
		if slices.Contains([]string{kind, "application/problem+json", family + "/*", "*/*"}, wanted) && !nothing(quality) {
			return true
		}
	}
	return false
}

// nothing tells whether the parameters of a kind say that it is not wanted: q=0.
func nothing(quality string) bool {
	for _, p := range strings.Split(quality, ";") {
		if name, value, ok := strings.Cut(strings.TrimSpace(p), "="); ok && strings.EqualFold(name, "q") {
			q, err := strconv.ParseFloat(value, 64)
			return err == nil && q == 0
		}
	}
	return false
}

// counting remembers what was answered.
type counting struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (c *counting) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counting) Unwrap() http.ResponseWriter { return c.ResponseWriter }
