package github

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
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

// A refusal holds back what it is about until the time that GitHub names, whatever
// our own clock says, and not longer: a limit of a resource all that is counted with
// it, a secondary one that a write met all writes, one that a read met everything.
func TestLimits(t *testing.T) {
	exceeded := words("API rate limit exceeded for installation.")
	tooFast := words("You have exceeded a secondary rate limit.")
	left := func(at time.Duration) []string {
		return []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inEpoch(noon.Add(at))}
	}
	for name, c := range map[string]struct {
		code      int
		body      string
		headers   []string
		wait      time.Duration
		secondary bool
	}{
		"429 without a time":             {429, "", nil, time.Minute, true},
		"429 with seconds":               {429, "", []string{"Retry-After", "90"}, 90 * time.Second, true},
		"429 with 0 seconds":             {429, "", []string{"Retry-After", "0"}, time.Minute, true},
		"429 with a date":                {429, "", []string{"Retry-After", noon.Add(2 * time.Minute).Format(http.TimeFormat)}, 2 * time.Minute, true},
		"429 with a date in the past":    {429, "", []string{"Retry-After", noon.Add(-time.Hour).Format(http.TimeFormat)}, time.Minute, true},
		"429 with garbage":               {429, "", []string{"Retry-After", "-7"}, time.Minute, true},
		"429 with nothing left":          {429, exceeded, left(20 * time.Minute), 20 * time.Minute, false},
		"403 with seconds":               {403, exceeded, []string{"Retry-After", "90"}, 90 * time.Second, true},
		"403 with nothing left":          {403, exceeded, left(time.Hour), time.Hour, false},
		"403 with nothing left till now": {403, exceeded, left(-time.Second), time.Second, false},
		"403 that says too fast":         {403, tooFast, nil, time.Minute, true},
		"403 too fast, 0 seconds":        {403, tooFast, []string{"Retry-After", "0"}, time.Minute, true},
		"403 too fast, nothing left":     {403, tooFast, append(left(time.Hour), "Retry-After", "60"), time.Minute, true},
		"403 too fast, much left":        {403, tooFast, []string{"X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", inEpoch(noon.Add(time.Hour))}, time.Minute, true},
		"a mistaken time":                {429, "", []string{"Retry-After", "999999999"}, time.Hour, true},
		"a mistaken reset":               {403, exceeded, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "99999999999"}, time.Hour, false},
		"both":                           {403, exceeded, append(left(time.Hour), "Retry-After", "60"), time.Hour, false},
	} {
		for _, off := range []time.Duration{0, 10 * time.Minute, -10 * time.Minute, 7 * time.Hour} {
			for _, method := range []string{"POST", "GET"} {
				if method == "GET" && c.wait <= time.Second {
					continue // waited for inside
				}
				t.Run(fmt.Sprint(name, off, method), func(t *testing.T) {
					server, local := &clock{at: noon}, &clock{at: noon.Add(off)}
					s := limited(t, server, c.code, c.body, c.headers...)
					client := made(t, local.on(options(t, s)))
					ask := func(method, path string) error {
						var in any
						if method != "GET" {
							in = newIssue()
						}
						_, err := client.Do(t.Context(), method, path, in, nil)
						return err
					}
					const issues = "repos/acme/pay/issues"
					err := ask(method, issues)
					if want := noon.Add(off + c.wait); KindOf(err) != Throttled || AsError(err).Until.Sub(want).Abs() > time.Second {
						t.Fatalf("%v until %v, not %v", err, AsError(err).Until, want)
					}
					if c.wait > time.Second {
						for request, held := range map[string]bool{
							"GET search/issues?q=x": c.secondary && method == "GET", "PATCH " + issues + "/1": true, "GET " + issues: !c.secondary || method == "GET",
						} {
							if err := ask(strings.Fields(request)[0], strings.Fields(request)[1]); (KindOf(err) == Throttled) != held {
								t.Errorf("%s: %v", request, err)
							}
						}
					}
					asked := len(s.all())
					local.move(c.wait - 3*time.Second)
					if err = ask(method, issues); c.wait > time.Second && (KindOf(err) != Throttled || len(s.all()) != asked) {
						t.Errorf("sent before its time: %v", err)
					}
					local.move(4 * time.Second)
					if err = ask(method, issues); err != nil {
						t.Errorf("not sent after its time: %v", err)
					}
				})
			}
		}
	}
}

// Reads wait a short time by themselves; a creation never waits inside.
func TestShortWaits(t *testing.T) {
	for seconds, waits := range map[int]bool{1: true, 3: false} {
		server, local := &clock{at: noon}, &clock{at: noon}
		s := limited(t, server, 429, "", "Retry-After", strconv.Itoa(seconds))
		c := made(t, local.on(options(t, s)))
		if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); KindOf(err) != Throttled || local.slept != 0 {
			t.Errorf("a creation: %v after %v", err, local.slept)
		}
		if _, err := c.Do(t.Context(), "PATCH", "repos/acme/pay/issues/1", newIssue(), nil); (err == nil) != waits || (local.slept == time.Second) != waits {
			t.Errorf("a change, %d s: %v after %v", seconds, err, local.slept)
		}
	}
}

// A clock that stands still, as tests like to have it, makes nobody wait for
// ever.
func TestWaitsEnd(t *testing.T) {
	s := limited(t, &clock{at: noon}, 429, "", "Retry-After", "1")
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
	if _, err := c.Do(t.Context(), "PATCH", "repos/acme/pay", nil, nil); KindOf(err) != Throttled || slept != time.Second {
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
	if err := get(); KindOf(err) != Throttled || len(s.all()) != 2 || !strings.Contains(AsError(err).Error(), "nothing is left") {
		t.Fatalf("%v after %v", err, s.lines())
	}
	local.move(48 * time.Hour)
	if err := get(); err != nil {
		t.Errorf("blocked by itself: %v", err)
	}
}

// Four requests that meet one refusal count once.
func TestOneRefusalOfFour(t *testing.T) {
	for name, seconds := range map[string]string{"without a time": "", "with one": "60"} {
		synctest.Test(t, func(t *testing.T) {
			limited, sent := true, 0
			var mu sync.Mutex
			c := inMemory(t, Options{WriteEvery: -1}, func(r *http.Request) *http.Response {
				mu.Lock()
				sent++
				took := time.Duration(sent%4) * 50 * time.Millisecond
				mu.Unlock()
				time.Sleep(took)
				if !limited {
					return plain(204)
				}
				resp := plain(403, "Date", time.Now().UTC().Format(http.TimeFormat))
				if seconds != "" {
					resp.Header.Set("Retry-After", seconds)
				}
				resp.Body = io.NopCloser(strings.NewReader(words("You have exceeded a secondary rate limit.")))
				return resp
			})
			four := func(method string) (until time.Time) {
				var all sync.WaitGroup
				for range 4 {
					all.Go(func() {
						_, err := c.Do(t.Context(), method, "repos/acme/pay/issues/1", nil, nil)
						mu.Lock()
						defer mu.Unlock()
						if KindOf(err) == Throttled && AsError(err).Until.After(until) {
							until = AsError(err).Until
						}
					})
				}
				all.Wait()
				return until
			}
			for _, method := range []string{"GET", "PATCH"} {
				limited = true
				for n, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
					before := sent
					if seconds != "" {
						want = time.Minute
					}
					if wait := time.Until(four(method)); wait < want-time.Second || wait > want+time.Second || sent-before != 4 {
						t.Errorf("%s, %s: refusal %d: %v after %d requests", name, method, n+1, wait, sent-before)
					}
					time.Sleep(want + time.Second)
				}
				if limited = false; !four(method).IsZero() {
					t.Errorf("%s, %s: still held up", name, method)
				}
			}
		})
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
		if _, err := c.Do(t.Context(), "PATCH", "repos/acme/pay/issues/1", newIssue(), nil); err != nil {
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
