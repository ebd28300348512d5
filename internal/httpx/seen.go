package httpx

import (
	"net/http"
	"time"
)

// Outcome is what came of one attempt, for those who count.
type Outcome string

// The outcomes.
const (
	OutcomeOK        Outcome = "ok"        // answered, "not changed" included
	OutcomeRefused   Outcome = "refused"   // 4xx
	OutcomeThrottled Outcome = "throttled" // the server wants us to wait
	OutcomeFailed    Outcome = "failed"    // 5xx
	OutcomeLost      Outcome = "lost"      // it may have been carried out, no answer came
	OutcomeUnsent    Outcome = "unsent"    // it did not leave this machine in full
)

// Outcomes lists all of them.
func Outcomes() []Outcome {
	return []Outcome{OutcomeOK, OutcomeRefused, OutcomeThrottled, OutcomeFailed, OutcomeLost, OutcomeUnsent}
}

// Watch is told what happens to requests, for those who count; nil: nobody is. Both
// may be called at the same time.
type Watch struct {
	// Seen is told of each attempt that was begun.
	Seen func(Attempt)
	// Paused is told that a host wants something of it to be left alone until a moment.
	Paused func(host string, until time.Time)
}

// Attempt is one attempt of a request.
type Attempt struct {
	Host string
	// Operation is the method and what Options.Name calls the address.
	Operation string
	Status    int // zero: no answer came
	Outcome   Outcome
}

// outcome names what came of an attempt that was begun.
func outcome(resp *http.Response, err error, sent bool, now time.Time) Outcome {
	switch {
	case err != nil && sent:
		return OutcomeLost
	case err != nil:
		return OutcomeUnsent
	}
	if _, asked := Asked(resp, now); asked {
		return OutcomeThrottled
	}
	switch {
	case resp.StatusCode >= 500:
		return OutcomeFailed
	case resp.StatusCode >= 400:
		return OutcomeRefused
	}
	return OutcomeOK
}

// seen tells of an attempt.
func (g *gate) seen(req *http.Request, resp *http.Response, err error, left *leaving) {
	if g.o.Seen == nil {
		return
	}
	a := Attempt{Host: req.URL.Hostname(), Operation: req.Method + " " + g.o.Name(req)}
	if a.Outcome = outcome(resp, err, err != nil && left.sent(), g.o.Now()); err == nil {
		a.Status = resp.StatusCode
	}
	g.o.Seen(a)
}
