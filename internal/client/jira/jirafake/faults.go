package jirafake

import (
	"bytes"
	"encoding/json"
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

// CreatesWith matches requests that make an issue in which these words stand,
// wherever they do: what a filter in between, or a plugin, stumbles over.
func CreatesWith(words string) Match {
	return func(e Exchange) bool { return Creates(e) && bytes.Contains(e.Body, []byte(words)) }
}

// Refused is an answer in Jira's own words that is about the request as a whole.
// The vendor's description has 400 for a bulk, without a schema, and neither 413
// nor 500.
func Refused(status int, words string) Fault {
	body, err := json.Marshal(errorBody([]string{words}, nil))
	if err != nil {
		panic(err) // strings alone
	}
	return Fault{Kind: FailBefore, Status: status, Body: string(body)}
}

// Page is a proxy's page in Jira's place, with a 200 too.
func Page(status int) Fault { return Fault{Kind: FailBefore, Status: status} }

// Searches matches searches of issues, not reads by id.
func Searches(e Exchange) bool {
	return slices.Contains([]string{
		"POST /rest/api/2/search/jql", "GET /rest/api/2/search/jql", "POST /rest/api/2/search", "GET /rest/api/2/search",
	}, e.Route)
}
