package github

import (
	"net/http"
	"testing"
	"time"
)

// Whoever counts is told of a limit that a refusal tells, and of one that a success tells
// to be spent.
func TestPausesAreTold(t *testing.T) {
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	for name, answer := range map[string]*http.Response{
		"a refusal":   {StatusCode: 429, Header: http.Header{"Retry-After": {"90"}}},
		"the last of": {StatusCode: 200, Header: http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {"1796126490"}}},
	} {
		var told []time.Time
		l := &limits{pauses: map[string]*pause{}, paused: func(until time.Time) { told = append(told, until) }}
		l.hear(sending{resource: core, method: http.MethodGet, left: now}, answer, nil, now)
		if want := now.Add(90 * time.Second); len(told) != 1 || !told[0].Equal(want) {
			t.Errorf("%s: told %v, want %v", name, told, want)
		}
	}
}
