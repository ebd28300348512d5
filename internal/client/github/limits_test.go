package github

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// noon lies in the past: deadlines, which net/http sets by the real clock, are
// never behind it.
var noon = time.Date(2020, 11, 22, 12, 0, 0, 0, time.UTC)

// limited is a site that refuses its first request, on a clock of its own.
func limited(t *testing.T, server *clock, code int, body string, headers ...string) *site {
	return serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", server.now().Format(http.TimeFormat))
		if n == 1 {
			reply(w, code, body, headers...)
			return
		}
		reply(w, 200, `{}`)
	})
}

func inEpoch(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// A refusal holds everything back until the time that GitHub names, whatever
// our own clock says, and not longer.
func TestLimits(t *testing.T) {
	exceeded := words("API rate limit exceeded for installation.")
	tooFast := words("You have exceeded a secondary rate limit.")
	for name, c := range map[string]struct {
		code    int
		body    string
		headers []string
		wait    time.Duration
		all     bool // everything waits, not only what is counted with it
	}{
		"429 without a time":             {429, "", nil, time.Minute, true},
		"429 with seconds":               {429, "", []string{"Retry-After", "90"}, 90 * time.Second, true},
		"429 with a date":                {429, "", []string{"Retry-After", noon.Add(2 * time.Minute).Format(http.TimeFormat)}, 2 * time.Minute, true},
		"429 with nothing left":          {429, exceeded, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(20 * time.Minute))}, 20 * time.Minute, false},
		"403 with seconds":               {403, exceeded, []string{"Retry-After", "90"}, 90 * time.Second, true},
		"403 with nothing left":          {403, exceeded, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(time.Hour))}, time.Hour, false},
		"403 with nothing left till now": {403, exceeded, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(-time.Second))}, time.Second, false},
		"403 that says too fast":         {403, tooFast, nil, time.Minute, true},
		"403 too fast, much left":        {403, tooFast, []string{"X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", inEpoch(noon.Add(time.Hour))}, time.Minute, true},
		"a mistaken time":                {429, "", []string{"Retry-After", "999999999"}, 24 * time.Hour, true},
		"a mistaken reset":               {403, exceeded, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "99999999999"}, 24 * time.Hour, false},
		"both":                           {403, exceeded, []string{"Retry-After", "60", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(time.Hour))}, time.Hour, false},
	} {
		for _, off := range []time.Duration{0, 10 * time.Minute, -10 * time.Minute} {
			t.Run(fmt.Sprint(name, off), func(t *testing.T) {
				server, local := &clock{at: noon}, &clock{at: noon.Add(off)}
				s := limited(t, server, c.code, c.body, c.headers...)
				client := made(t, local.on(options(t, s)))
				create := func(ctx context.Context) error {
					_, err := client.Do(ctx, "POST", "repos/acme/pay/issues", newIssue(), nil)
					return err
				}
				err := create(t.Context())
				if want := noon.Add(off + c.wait); KindOf(err) != Throttled || AsError(err).Until.Sub(want).Abs() > time.Second {
					t.Fatalf("%v until %v, not %v", err, AsError(err).Until, want)
				}
				if _, err = client.Do(t.Context(), "GET", "search/issues?q=x", nil, nil); (KindOf(err) == Throttled) != c.all {
					t.Errorf("a search: %v", err)
				}
				asked := len(s.all())
				local.move(c.wait - time.Second/2)
				if err = create(t.Context()); c.wait > time.Second && (KindOf(err) != Throttled || len(s.all()) != asked) {
					t.Errorf("sent before its time: %v", err)
				}
				local.move(2 * time.Second)
				if err = create(t.Context()); err != nil {
					t.Errorf("not sent after its time: %v", err)
				}
			})
		}
	}
}

// Reads wait a short time by themselves; a creation never waits inside.
func TestShortWaits(t *testing.T) {
	server, local := &clock{at: noon}, &clock{at: noon}
	s := limited(t, server, 429, "", "Retry-After", "10")
	c := made(t, local.on(options(t, s)))
	if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); KindOf(err) != Throttled || local.slept != 0 {
		t.Errorf("a creation: %v after %v", err, local.slept)
	}
	if _, err := c.Do(t.Context(), "PATCH", "repos/acme/pay/issues/1", newIssue(), nil); err != nil || local.slept != 10*time.Second {
		t.Errorf("a change: %v after %v", err, local.slept)
	}
}

// A clock that stands still, as tests like to have it, makes nobody wait for
// ever.
func TestWaitsEnd(t *testing.T) {
	s := limited(t, &clock{at: noon}, 429, "", "Retry-After", "10")
	o := options(t, s)
	slept := time.Duration(0)
	o.WriteEvery, o.HTTP.Now = time.Second, func() time.Time { return noon }
	o.Sleep = func(_ context.Context, d time.Duration) bool { slept += d; return true }
	c := made(t, o)
	must(t, c.Wait(t.Context()))
	if err := c.Wait(t.Context()); KindOf(err) != Throttled || slept != time.Minute {
		t.Errorf("%v after %v", err, slept)
	}
	_, _ = c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil)
	slept = 0
	if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); KindOf(err) != Throttled || slept != 10*time.Second {
		t.Errorf("%v after %v", err, slept)
	}
}

// A success that says that nothing is left is heeded: the next request would
// only be refused.
func TestNothingLeftAfterASuccess(t *testing.T) {
	local := &clock{at: noon}
	s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, `{}`, "Date", noon.Format(http.TimeFormat), "X-RateLimit-Remaining", []string{"1", "0", "1"}[n-1], "X-RateLimit-Limit", "5000", "X-RateLimit-Reset", inEpoch(time.Now().Add(time.Hour)))
	})
	o := local.on(options(t, s))
	c := made(t, o)
	get := func() error {
		_, err := c.Do(t.Context(), "GET", "repos/acme/pay/issues/1", nil, nil)
		return err
	}
	must(t, get())
	must(t, get())
	if err := get(); KindOf(err) != Throttled || len(s.all()) != 2 || !strings.Contains(AsError(err).Error(), "not sent") {
		t.Fatalf("%v after %v", err, s.lines())
	}
	local.move(48 * time.Hour)
	if err := get(); err != nil {
		t.Errorf("blocked by itself: %v", err)
	}
}

// Without a time it is a minute, longer each time, until one goes well.
func TestUnnamedTimesGrow(t *testing.T) {
	local := &clock{at: noon}
	refuse := true
	s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		if refuse && r.Method == "POST" {
			reply(w, 403, words("You have exceeded a secondary rate limit."))
			return
		}
		reply(w, 200, `{}`)
	})
	c := made(t, local.on(options(t, s)))
	create := func() time.Duration {
		_, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil)
		if err == nil {
			return 0
		}
		return AsError(err).Until.Sub(local.now())
	}
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 16} {
		if got := create(); got != want*time.Minute {
			t.Errorf("%d: %v", i, got)
		}
		local.move(want * time.Minute)
		if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
			t.Error(err)
		}
	}
	refuse = false
	if got := create(); got != 0 {
		t.Error(got)
	}
	refuse = true
	if got := create(); got != time.Minute {
		t.Errorf("after a success: %v", got)
	}
}
