package fault

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Exchange is a request and what a fake made of it. Status and Answer are
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
	Fault   Kind
}

// Exchanges are all that happened since the beginning or Forget, in order.
func (i *Injector) Exchanges() []Exchange {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.journal)
}

// Requests is how many requests came, those that a fault met too.
func (i *Injector) Requests() int { return len(i.Exchanges()) }

// Counts are the requests by route.
func (i *Injector) Counts() map[string]int {
	out := map[string]int{}
	for _, e := range i.Exchanges() {
		out[e.Route]++
	}
	return out
}

// Count is how many requests a match names.
func (i *Injector) Count(m Match) int {
	n := 0
	for _, e := range i.Exchanges() {
		if m(e) {
			n++
		}
	}
	return n
}

// Forget begins the journal anew.
func (i *Injector) Forget() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.journal = nil
}

// Match picks requests; what it is given before an answer has no Status yet.
type Match func(Exchange) bool

// Any matches every request.
func Any(Exchange) bool { return true }

// Route matches one operation: GET /rest/api/2/issue/{key}.
func Route(route string) Match { return func(e Exchange) bool { return e.Route == route } }

// Not matches what m does not.
func Not(m Match) Match { return func(e Exchange) bool { return !m(e) } }
