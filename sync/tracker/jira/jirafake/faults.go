package jirafake

import (
	"slices"

	"github.com/followthrough/followthrough/internal/apitest/fault"
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
	LoginPage  = fault.LoginPage
	Captcha    = fault.Captcha
	Throttled  = fault.Throttled
)

// Any matches every request.
func Any(e Exchange) bool { return fault.Any(e) }

// Route matches one operation: GET /rest/api/2/issue/{key}.
func Route(route string) Match { return fault.Route(route) }

// Not matches what m does not.
func Not(m Match) Match { return fault.Not(m) }

// Creates matches requests that make issues.
func Creates(e Exchange) bool {
	return e.Route == "POST /rest/api/2/issue" || e.Route == "POST /rest/api/2/issue/bulk"
}

// Searches matches searches of issues, not reads by id.
func Searches(e Exchange) bool {
	return slices.Contains([]string{
		"POST /rest/api/2/search/jql", "GET /rest/api/2/search/jql", "POST /rest/api/2/search", "GET /rest/api/2/search",
	}, e.Route)
}
