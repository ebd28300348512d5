package issueapi

import (
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// Meters are the limits that some resources have for themselves: GraphQL.
type Meters struct {
	limits map[string]limit
	used   map[string]*window // by resource and caller
}

type limit struct {
	most int
	per  time.Duration
}

type window struct {
	used  int
	until time.Time
}

// Set is how much a caller has of a resource in a time; 0
// takes the limit away. What was used is forgotten.
func (m *Meters) Set(resource string, most int, per time.Duration) {
	if m.limits == nil {
		m.limits = map[string]limit{}
	}
	m.limits[resource], m.used = limit{most, per}, map[string]*window{}
}

// take counts a request, and says what is left; a refusal where nothing is.
func (m *Meters) take(c *Call, resource string, cost int) (http.Header, *reply) {
	l := m.limits[resource]
	if l.most == 0 {
		return nil, nil
	}
	w, now := m.used[resource+" "+c.Caller.Account.Login], c.World.Now()
	if w == nil || !now.Before(w.until) {
		w = &window{until: now.Add(l.per)}
		m.used[resource+" "+c.Caller.Account.Login] = w
	}
	refused := w.used+cost > l.most
	if !refused {
		w.used += cost
	}
	left := l.most - w.used
	if refused {
		left = 0
	}
	header := http.Header{
		"X-Ratelimit-Resource": {resource}, "X-Ratelimit-Limit": {strconv.Itoa(l.most)}, "X-Ratelimit-Used": {strconv.Itoa(w.used)},
		"X-Ratelimit-Remaining": {strconv.Itoa(left)}, "X-Ratelimit-Reset": {strconv.FormatInt(w.until.Unix(), 10)},
	}
	if refused {
		no := rest.Refusal(http.StatusForbidden, "API rate limit exceeded for "+c.Caller.Account.Login+".")
		no.Header = header
		return header, &no
	}
	return header, nil
}

// limited adds what is left to an answer.
func limited(out reply, limit http.Header) reply {
	if out.Header == nil {
		out.Header = http.Header{}
	}
	maps.Copy(out.Header, limit)
	return out
}
