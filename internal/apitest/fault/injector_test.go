package fault_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/apitest/fault"
)

// The first fault that matches strikes, as often as it was planned.
func TestStrike(t *testing.T) {
	i := fault.New(1)
	defer i.Close()
	i.FailNext(2, fault.Route("POST /a"), fault.Fault{Kind: fault.CutAfter})
	i.FailNext(1, fault.Any, fault.Fault{Kind: fault.Throttled})
	var got []string
	for _, route := range []string{"POST /a", "GET /b", "POST /a", "POST /a", "GET /b"} {
		if a := i.Strike(fault.Exchange{Route: route}); a != nil {
			got = append(got, string(a.Kind))
		} else {
			got = append(got, "-")
		}
	}
	want := strings.Join([]string{string(fault.CutAfter), string(fault.Throttled), string(fault.CutAfter), "-", "-"}, "; ")
	if is := strings.Join(got, "; "); is != want {
		t.Errorf("struck as %s\nnot as %s", is, want)
	}
	i.FailShare(1, fault.Not(fault.Route("GET /b")), fault.Fault{Kind: fault.Captcha})
	if i.Strike(fault.Exchange{Route: "GET /b"}) != nil || i.Strike(fault.Exchange{Route: "GET /c"}) == nil {
		t.Error("a share meets the wrong ones")
	}
	i.Heal()
	if i.Strike(fault.Exchange{Route: "GET /c"}) != nil {
		t.Error("healed, and still struck")
	}
}

// What a fault says before anything was done.
func TestAnswer(t *testing.T) {
	tests := []struct {
		fault        fault.Fault
		status       int
		header, want string
	}{
		{fault.Fault{Kind: fault.FailBefore, Status: 302, Header: map[string]string{"Location": "/login"}}, 302, "Location", "/login"},
		{fault.Fault{Kind: fault.FailBefore, Status: 403, Body: `{"errorMessages":[]}`}, 403, "Content-Type", "application/json"},
		{fault.Fault{Kind: fault.FailBefore, Status: 503, RetryAfter: "9"}, 503, "Retry-After", "9"},
		{fault.Fault{Kind: fault.Throttled, Header: map[string]string{"Ratelimit-Reason": "jira-burst-based"}}, 429, "Ratelimit-Reason", "jira-burst-based"},
		{fault.Fault{Kind: fault.LoginPage}, 200, "Content-Type", "text/html;charset=UTF-8"},
	}
	for _, tt := range tests {
		rec := httptest.NewRecorder()
		tt.fault.Answer(rec)
		if rec.Code != tt.status || rec.Header().Get(tt.header) != tt.want {
			t.Errorf("%+v: %d %v", tt.fault, rec.Code, rec.Header())
		}
	}
}
