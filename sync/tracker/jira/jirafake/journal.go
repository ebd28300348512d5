package jirafake

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Exchange is a request and what the fake made of it. Status and Answer are
// what it answered, even where a fault kept that from the caller.
type Exchange struct {
	Method string
	Path   string // without context path and gateway
	// Route is the operation: POST /rest/api/2/issue/bulk,
	// GET /rest/api/2/issue/{key}.
	Route   string
	Query   url.Values
	Header  http.Header
	Body    []byte
	Status  int
	Answer  []byte
	At      time.Time
	Account string // who it acted as; "": nobody
	Fault   FaultKind
}

// Exchanges are all that happened since New or Forget, in order.
func (f *Fake) Exchanges() []Exchange {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.journal)
}

// Requests is how many requests came, those that a fault met too.
func (f *Fake) Requests() int { return len(f.Exchanges()) }

// Counts are the requests by route.
func (f *Fake) Counts() map[string]int {
	out := map[string]int{}
	for _, e := range f.Exchanges() {
		out[e.Route]++
	}
	return out
}

// Count is how many requests a match names.
func (f *Fake) Count(m Match) int {
	n := 0
	for _, e := range f.Exchanges() {
		if m(e) {
			n++
		}
	}
	return n
}

// Forget begins the journal anew.
func (f *Fake) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.journal = nil
}

// Match picks requests; what it is given before an answer has no Status yet.
type Match func(Exchange) bool

// Any matches every request.
func Any(Exchange) bool { return true }

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

// Route matches one operation: GET /rest/api/2/issue/{key}.
func Route(route string) Match { return func(e Exchange) bool { return e.Route == route } }

// Not matches what m does not.
func Not(m Match) Match { return func(e Exchange) bool { return !m(e) } }
