package github

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// inMemory is a client whose network is a function, for synctest.
func inMemory(t *testing.T, o Options, answer func(*http.Request) *http.Response) *Client {
	t.Helper()
	o.Token = secret.New(ourToken)
	o.HTTP.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return answer(r), nil
	})
	return made(t, o)
}

func plain(code int, pairs ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return &http.Response{StatusCode: code, Header: h, Body: http.NoBody}
}

// Writes go out one at a time, a second apart, whoever asks.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		var mu sync.Mutex
		var at []time.Duration
		under, most := 0, 0
		c := inMemory(t, Options{}, func(*http.Request) *http.Response {
			mu.Lock()
			at, under = append(at, time.Since(begun)), under+1
			most = max(most, under)
			took := 100 * time.Millisecond
			if len(at) == 2 {
				took = 2500 * time.Millisecond
			}
			mu.Unlock()
			time.Sleep(took)
			mu.Lock()
			under--
			mu.Unlock()
			return plain(204)
		})
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := c.Wait(t.Context()); err != nil {
					t.Error(err)
				}
				if _, err := c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		slices.Sort(at)
		want := []time.Duration{0, 1100 * time.Millisecond, 4600 * time.Millisecond, 5700 * time.Millisecond}
		if !slices.Equal(at, want) || most != 1 {
			t.Errorf("at %v, %d at once", at, most)
		}
	})
}

// Reads take no turn and hold none up.
func TestReadsTakeNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		c := inMemory(t, Options{}, func(*http.Request) *http.Response { return plain(204) })
		for range 20 {
			if _, err := c.Do(t.Context(), "GET", "repos/acme/pay", nil, nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Wait(t.Context()); err != nil || time.Since(begun) != 0 {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
}

func TestTurnWaitsForLimits(t *testing.T) {
	for name, c := range map[string]struct {
		after string
		waits time.Duration
	}{
		"a short one is waited for": {"2", 2 * time.Second},
		"a long one is told":        {"30", 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			client := inMemory(t, Options{}, func(*http.Request) *http.Response {
				return plain(429, "Retry-After", c.after, "Date", time.Now().UTC().Format(http.TimeFormat))
			})
			if _, err := client.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil); KindOf(err) != Throttled {
				t.Error(err)
			}
			err := client.Wait(t.Context())
			if took := time.Since(begun); took != c.waits {
				t.Errorf("%s: after %v", name, took)
			}
			if (c.waits == 0) != (KindOf(err) == Throttled) || c.waits == 0 && AsError(err).Until.Sub(begun) != 30*time.Second {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

// GitHub allows 500 creations in an hour: we stop before.
func TestTurnsOfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		c := inMemory(t, Options{}, func(*http.Request) *http.Response { return plain(204) })
		for n := range 480 {
			if err := c.Wait(t.Context()); err != nil {
				t.Fatalf("%d: %v", n, err)
			}
		}
		err := c.Wait(t.Context())
		if KindOf(err) != Throttled || AsError(err).Until.Sub(begun) != time.Hour {
			t.Errorf("%v until %v", err, AsError(err).Until)
		}
		time.Sleep(time.Hour - time.Since(begun))
		if err := c.Wait(t.Context()); err != nil {
			t.Error(err)
		}
		own := inMemory(t, Options{Config: Config{URL: "https://github.acme.example"}}, func(*http.Request) *http.Response { return plain(204) })
		for range 600 {
			if err := own.Wait(t.Context()); err != nil {
				t.Fatalf("a server of one's own: %v", err)
			}
		}
	})
}

func TestTurnEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		c := inMemory(t, Options{HTTP: httpx.Options{Limits: httpx.Limits{Attempt: time.Hour}}}, func(*http.Request) *http.Response {
			<-hang
			return plain(204)
		})
		must(t, c.Wait(t.Context()))
		late := func(name string) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
			defer cancel()
			if err := c.Wait(ctx); KindOf(err) != Unavailable {
				t.Errorf("%s: %v", name, err)
			}
		}
		late("too early")
		go func() { _, _ = c.Do(t.Context(), "POST", "repos/acme/pay/issues", newIssue(), nil) }()
		synctest.Wait()
		late("another write is under way")
		close(hang)
	})
}
