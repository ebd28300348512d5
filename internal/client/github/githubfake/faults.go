package githubfake

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
)

// BadGateway is the HTML page of a proxy, after the request was carried out or
// before, by kind FailAfter or FailBefore.
func BadGateway(kind fault.Kind) fault.Fault {
	return fault.Fault{Kind: kind, Status: http.StatusBadGateway}
}

// SecondaryLimit is GitHub's refusal of too many requests at once, 403 or 429,
// before anything is done; retryAfter "": without that header.
func SecondaryLimit(status int, retryAfter string) fault.Fault {
	src, _ := json.Marshal(object{"message": gate.SecondaryMessage, "documentation_url": "https://docs.github.com/rest"})
	return fault.Fault{Kind: fault.FailBefore, Status: status, RetryAfter: retryAfter, Body: string(src)}
}

// Meanwhile runs do once, just before the next request that matches is
// answered: what a person does between two requests of a client.
func (f *Fake) Meanwhile(m fault.Match, do func()) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.meanwhile = append(f.meanwhile, interlude{m, do})
}

// interlude is what happens before a request is answered.
type interlude struct {
	before fault.Match
	do     func()
}

// interrupt lets happen what was to happen before a request.
func (f *Fake) interrupt(e fault.Exchange) {
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

// Creates matches requests that make issues.
func Creates(e fault.Exchange) bool { return e.Route == "POST /repos/{owner}/{repo}/issues" }

// Writes matches all that changes something, but for an App's tokens and for
// GraphQL, which may be either.
func Writes(e fault.Exchange) bool {
	return e.Method != http.MethodGet && e.Route != tokenRoute && e.Route != "POST /graphql"
}

// Unchanged matches what was answered with 304, which counts against no limit.
func Unchanged(e fault.Exchange) bool { return e.Status == http.StatusNotModified }
