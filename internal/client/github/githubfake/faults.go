package githubfake

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
)

// What goes wrong, and what happened, as any fake has it.
type (
	// Fault is one thing that goes wrong.
	Fault = fault.Fault
	// FaultKind is what goes wrong.
	FaultKind = fault.Kind
	// Exchange is a request and what the fake made of it.
	Exchange = fault.Exchange
	// Match picks requests.
	Match = fault.Match
)

// The kinds of faults.
const (
	CutBefore  = fault.CutBefore
	CutAfter   = fault.CutAfter
	FailBefore = fault.FailBefore
	FailAfter  = fault.FailAfter
	Truncated  = fault.Truncated
	Garbled    = fault.Garbled
	Slow       = fault.Slow
	Hanging    = fault.Hanging
	Throttled  = fault.Throttled
)

// BadGateway is the HTML page of a proxy, after the request was carried out or
// before, by kind FailAfter or FailBefore.
func BadGateway(kind FaultKind) Fault { return Fault{Kind: kind, Status: http.StatusBadGateway} }

// SecondaryLimit is GitHub's refusal of too many requests at once, 403 or 429,
// before anything is done; retryAfter "": without that header.
func SecondaryLimit(status int, retryAfter string) Fault {
	src, _ := json.Marshal(object{"message": gate.SecondaryMessage, "documentation_url": "https://docs.github.com/rest"})
	return Fault{Kind: FailBefore, Status: status, RetryAfter: retryAfter, Body: string(src)}
}

// Meanwhile runs do once, just before the next request that matches is
// answered: what a person does between two requests of a client.
func (f *Fake) Meanwhile(m Match, do func()) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.meanwhile = append(f.meanwhile, interlude{m, do})
}

// interlude is what happens before a request is answered.
type interlude struct {
	before Match
	do     func()
}

// interrupt lets happen what was to happen before a request.
func (f *Fake) interrupt(e Exchange) {
	f.Mu.Lock()
	var due []func()
	f.meanwhile = slices.DeleteFunc(f.meanwhile, func(i interlude) bool {
		if !i.before(e) {
			return false
		}
		due = append(due, i.do)
		return true
	})
	f.Mu.Unlock()
	for _, do := range due {
		do()
	}
}

// Any matches every request.
func Any(e Exchange) bool { return fault.Any(e) }

// Route matches one operation: GET /repos/{owner}/{repo}/issues.
func Route(route string) Match { return fault.Route(route) }

// Not matches what m does not.
func Not(m Match) Match { return fault.Not(m) }

// Creates matches requests that make issues.
func Creates(e Exchange) bool { return e.Route == "POST /repos/{owner}/{repo}/issues" }

// Writes matches all that changes something, but for an App's tokens and for
// GraphQL, which may be either.
func Writes(e Exchange) bool {
	return e.Method != http.MethodGet && e.Route != tokenRoute && e.Route != "POST /graphql"
}

// Unchanged matches what was answered with 304, which counts against no limit.
func Unchanged(e Exchange) bool { return e.Status == http.StatusNotModified }
