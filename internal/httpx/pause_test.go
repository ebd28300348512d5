package httpx_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// wire is a network in memory: each request is answered by its number, from 1,
// and noted with the moment at which it came.
type wire struct {
	mu     sync.Mutex
	began  time.Time
	at     []time.Duration
	answer func(n int, req *http.Request) *http.Response
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.at = append(w.at, time.Since(w.began))
	n := len(w.at)
	w.mu.Unlock()
	return w.answer(n, req), nil
}

func (w *wire) came() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func answer(code int, pairs ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader("{}"))}
}

// wired is a client on a wire.
func wired(t *testing.T, first func(n int, req *http.Request) *http.Response) (*httpx.Client, *wire) {
	t.Helper()
	w := &wire{began: time.Now(), answer: first}
	c, err := httpx.New(httpx.Options{Transport: w})
	must(t, err)
	return c, w
}

// ask is the error of a request, or the status of its answer.
func ask(t *testing.T, c *httpx.Client, method, path string) (int, *httpx.Error) {
	t.Helper()
	resp, err := c.Do(request(t.Context(), t, method, "https://vendor.example"+path))
	if err == nil {
		_ = resp.Body.Close()
		return resp.StatusCode, nil
	}
	var e *httpx.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	return 0, e
}

// How long a route is left alone after one answer, whatever the server's clock
// is; none of it is slept.
func TestWhatIsBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		code    int
		headers []string // "+90s" is a date by the server's clock
		rests   time.Duration
	}{
		"429 with seconds":                    {429, []string{"Retry-After", "30"}, 30 * time.Second},
		"429 with a date":                     {429, []string{"Retry-After", "+90s"}, 90 * time.Second},
		"429 with an hour":                    {429, []string{"Retry-After", "3600"}, time.Hour},
		"429 with a day":                      {429, []string{"Retry-After", "86400"}, time.Hour},
		"429 with a date in a year":           {429, []string{"Retry-After", "+8760h"}, time.Hour},
		"429 with more than fits":             {429, []string{"Retry-After", "99999999999999999999999"}, time.Hour},
		"429 without a time":                  {429, nil, time.Minute},
		"429 with a negative time":            {429, []string{"Retry-After", "-5"}, time.Minute},
		"429 with garbage":                    {429, []string{"Retry-After", "soon"}, time.Minute},
		"429 of Jira":                         {429, []string{"X-RateLimit-Reset", "+5m"}, 5 * time.Minute},
		"429 of Jira, both":                   {429, []string{"X-RateLimit-Reset", "+5m", "Retry-After", "17"}, 17 * time.Second},
		"429 with a reset far off":            {429, []string{"X-RateLimit-Reset", "99999999999"}, time.Hour},
		"503 without a time":                  {503, nil, 0},
		"503 with seconds":                    {503, []string{"Retry-After", "30"}, 30 * time.Second},
		"503 with a day":                      {503, []string{"Retry-After", "86400"}, 2 * time.Minute},
		"503 with garbage":                    {503, []string{"Retry-After", "Mon"}, 0},
		"503 that tells its limits as always": {503, []string{"X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", "+50m"}, 0},
		"403":                                 {403, nil, 0},
		"403 with seconds":                    {403, []string{"Retry-After", "90"}, 90 * time.Second},
		"403 with a day":                      {403, []string{"Retry-After", "86400"}, time.Hour},
		"403 with nothing left":               {403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "+20m"}, 20 * time.Minute},
		"403 with much left":                  {403, []string{"X-RateLimit-Remaining", "40", "X-RateLimit-Reset", "+20m"}, 0},
		"500 with a time":                     {500, []string{"Retry-After", "30"}, 0},
		"202 with a time":                     {202, []string{"Retry-After", "30"}, 0},
		"301 with a time":                     {301, []string{"Retry-After", "30", "Location", "/there"}, 0},
		"200 with a time":                     {200, []string{"Retry-After", "30"}, 0},
	} {
		for _, off := range []time.Duration{0, 5 * time.Hour, -5 * time.Hour} {
			synctest.Test(t, func(t *testing.T) {
				server := time.Now().Add(off).UTC()
				headers := []string{"Date", server.Format(http.TimeFormat)}
				for i, h := range c.headers {
					if d, err := time.ParseDuration(h); err == nil && strings.HasPrefix(h, "+") {
						h = map[bool]string{true: server.Add(d).Format(http.TimeFormat), false: server.Add(d).Format("2006-01-02T15:04Z07:00")}[c.headers[i-1] == "Retry-After"]
						if c.code == 403 || c.code == 503 {
							h = strconv.FormatInt(server.Add(d).Unix(), 10)
						}
					}
					headers = append(headers, h)
				}
				client, w := wired(t, func(int, *http.Request) *http.Response { return answer(c.code, headers...) })
				_, _ = ask(t, client, http.MethodPost, "/create")
				if took := time.Since(w.began); took > 0 {
					t.Fatalf("%s: slept %v", name, took)
				}
				_, e := ask(t, client, http.MethodPost, "/create")
				switch {
				case c.rests == 0 && e != nil:
					t.Errorf("%s, %v: %v", name, off, e)
				case c.rests > 0 && (e == nil || e.Kind != httpx.Throttled || e.Until.Sub(w.began) != c.rests):
					t.Errorf("%s, %v: %+v, not until %v", name, off, e, w.began.Add(c.rests))
				}
				time.Sleep(c.rests)
				before := len(w.came())
				if _, e = ask(t, client, http.MethodPost, "/create"); e != nil || len(w.came()) != before+1 {
					t.Errorf("%s, %v: not asked again in time: %v", name, off, e)
				}
			})
		}
	}
}

// A time that is over when it is named means the usual backoff: in a call, from
// call to call, and for what is sent once.
func TestAtOnceMeansTheUsualBackoff(t *testing.T) {
	past := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat)
	for name, c := range map[string]*http.Response{
		"429":              answer(429, "Retry-After", "0"),
		"429, in the past": answer(429, "Retry-After", past),
		"403":              answer(403, "Retry-After", "0"),
		"503":              answer(503, "Retry-After", "0"),
	} {
		synctest.Test(t, func(t *testing.T) {
			client, w := wired(t, func(int, *http.Request) *http.Response {
				return answer(c.StatusCode, "Retry-After", c.Header.Get("Retry-After"))
			})
			_, _ = ask(t, client, http.MethodGet, "/list")
			at := w.came()
			if len(at) != 4 || at[1] < 250*time.Millisecond || at[2]-at[1] < 500*time.Millisecond || at[3]-at[2] < time.Second || at[3] > 6*time.Second {
				t.Errorf("%s: sent at %v", name, at)
			}
			if c.StatusCode == 503 {
				return
			}
			asked := 0
			for range 60 { // a poll a minute
				time.Sleep(time.Minute)
				before := len(w.came())
				_, _ = ask(t, client, http.MethodGet, "/list")
				asked += len(w.came()) - before
			}
			if asked > 62 {
				t.Errorf("%s: sent %d times in 60 polls", name, asked)
			}
			_, _ = ask(t, client, http.MethodPost, "/create")
			if _, e := ask(t, client, http.MethodPost, "/create"); e == nil || time.Until(e.Until) < 500*time.Millisecond {
				t.Errorf("%s: a creation may be asked for again at once (%v)", name, e)
			}
		})
	}
}

// Refusals of what left before the pause began are one: the next one after the
// pause is the second.
func TestWhatLeftBeforeCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limited := true
		client, w := wired(t, func(n int, _ *http.Request) *http.Response {
			time.Sleep(time.Duration(n) * 100 * time.Millisecond)
			if limited {
				return answer(429, "Retry-After", "0")
			}
			return answer(200)
		})
		create := func() time.Duration {
			left := time.Now()
			_, e := ask(t, client, http.MethodPost, "/create")
			if e != nil {
				t.Errorf("not sent after %v: %v", time.Since(left), e)
			}
			return time.Since(left)
		}
		rests := func() time.Duration {
			t.Helper()
			e := client.Rests(request(t.Context(), t, http.MethodPost, "https://vendor.example/create"))
			if e == nil {
				t.Fatal("may be sent")
			}
			return time.Until(e.Until)
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { create() })
		}
		all.Wait() // 100, 200, 300 and 400 ms
		if got := rests(); got != 200*time.Millisecond {
			t.Errorf("after four: %v", got)
		}
		for i, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
			time.Sleep(rests())
			if create(); rests() != want {
				t.Errorf("refusal %d: %v, not %v", i+2, rests(), want)
			}
		}
		time.Sleep(rests())
		limited = false
		if create(); len(w.came()) != 8 {
			t.Errorf("sent %d times", len(w.came()))
		}
		limited = true
		if create(); rests() != 500*time.Millisecond {
			t.Errorf("after a success: %v", rests())
		}
	})
}

// The wait of one method and route is none of another's, and an answer to what
// left before it does not end it.
func TestPausesAreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := wired(t, func(n int, req *http.Request) *http.Response {
			switch n {
			case 1:
				time.Sleep(time.Second)
			case 2:
				return answer(429, "Retry-After", "600")
			}
			return answer(200)
		})
		var slow sync.WaitGroup
		slow.Go(func() { _, _ = ask(t, client, http.MethodPost, "/create") })
		synctest.Wait()
		_, _ = ask(t, client, http.MethodPost, "/create")
		slow.Wait()
		for _, other := range []string{"GET /create", "POST /search", "GET /search"} {
			method, path, _ := strings.Cut(other, " ")
			if code, e := ask(t, client, method, path); code != 200 {
				t.Errorf("%s: %v", other, e)
			}
		}
		if _, e := ask(t, client, http.MethodPost, "/create"); e == nil {
			t.Error("what left before the wait ended it")
		}
		time.Sleep(10 * time.Minute)
		if code, e := ask(t, client, http.MethodPost, "/create"); code != 200 {
			t.Error(e)
		}
	})
}

// What was answered is not sent again for what others were refused meanwhile.
func TestAnAnswerIsOneWhileOthersAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, w := wired(t, func(n int, _ *http.Request) *http.Response {
			if n == 1 {
				time.Sleep(500 * time.Millisecond)
				return answer(200)
			}
			return answer(map[bool]int{true: 429, false: 200}[n == 2], "Retry-After", "1")
		})
		var slow sync.WaitGroup
		slow.Go(func() { _, _ = ask(t, client, http.MethodGet, "/list") })
		synctest.Wait()
		if code, e := ask(t, client, http.MethodGet, "/list"); code != 200 {
			t.Error(e)
		}
		if slow.Wait(); len(w.came()) != 3 {
			t.Errorf("sent at %v", w.came())
		}
	})
}

// A wait is slept in a call only where it is short, also while others are refused.
func TestNothingSleepsLong(t *testing.T) {
	for _, seconds := range []int{1, 2, 3, 30} {
		synctest.Test(t, func(t *testing.T) {
			client, w := wired(t, func(int, *http.Request) *http.Response { return answer(429, "Retry-After", fmt.Sprint(seconds)) })
			_, _ = ask(t, client, http.MethodGet, "/list")
			if took, most := time.Since(w.began), map[bool]time.Duration{true: 8 * time.Second, false: 0}[seconds <= 2]; took > most {
				t.Errorf("%d s: slept %v", seconds, took)
			}
			if _, e := ask(t, client, http.MethodGet, "/list"); (e == nil) != (seconds <= 2) {
				t.Errorf("%d s: %v", seconds, e)
			}
		})
	}
}

// A clock that was set back makes nobody wait until it has come round again.
func TestPauseOfAnEarlierClock(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var p httpx.Pause
	p.Refuse(noon, noon, httpx.Refusal{Wait: time.Hour})
	morning := noon.Add(-5 * time.Hour)
	if at := p.Until(morning); !at.IsZero() {
		t.Errorf("waits until %v", at)
	}
	if at := p.Refuse(morning, morning.Add(time.Second), httpx.Refusal{Wait: time.Minute, Most: time.Hour}); !at.Equal(morning.Add(61 * time.Second)) {
		t.Errorf("the next refusal: until %v", at)
	}
}
