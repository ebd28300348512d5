package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/followthrough/followthrough/sync/web/access"
)

// A second plan waits for its turn, and is sent away when that does not come; who
// hangs up ends theirs, and one that takes too long ends by itself.
func TestOnePlanAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{planning: make(chan struct{}), goOn: make(chan struct{})}
		w := newWorld(t, f)
		ask := func(ctx context.Context) <-chan *httptest.ResponseRecorder {
			out := make(chan *httptest.ResponseRecorder, 1)
			go func() {
				r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/plan", nil)
				r.Header.Set("Authorization", reads)
				rec := httptest.NewRecorder()
				w.api.ServeHTTP(rec, r)
				out <- rec
			}()
			return out
		}
		first := ask(t.Context())
		<-f.planning
		begun := time.Now()
		second := <-ask(t.Context())
		if second.Code != 429 || second.Header().Get("Retry-After") == "" || !strings.Contains(second.Body.String(), "another plan") || time.Since(begun) != turnTime {
			t.Errorf("the second: %d %v %s after %s", second.Code, second.Header(), second.Body, time.Since(begun))
		}
		third := ask(t.Context())
		synctest.Wait()
		f.goOn <- struct{}{}
		if got := <-first; got.Code != 200 {
			t.Errorf("the first: %d %s", got.Code, got.Body)
		}
		<-f.planning
		f.goOn <- struct{}{}
		if got := <-third; got.Code != 200 {
			t.Errorf("the third, whose turn came: %d %s", got.Code, got.Body)
		}
		ctx, hangUp := context.WithCancel(t.Context())
		gone := ask(ctx)
		<-f.planning
		hangUp()
		<-gone
		late := ask(t.Context())
		<-f.planning
		begun = time.Now()
		if got := <-late; got.Code != 504 || time.Since(begun) != PlanTime {
			t.Errorf("one that takes too long: %d %s after %s", got.Code, got.Body, time.Since(begun))
		}
	})
}

// broken breaks.
type broken struct{ fake }

func (*broken) Plan(context.Context, Plan) ([]byte, error) { panic("xyzzy") }

func TestAPlanThatBreaks(t *testing.T) {
	w := newWorld(t, &fake{}, func(o *Options, _ *access.Tokens) { o.Answers = &broken{} })
	status, _, text := w.ask("GET", "/api/v1/plan", "", "Authorization", reads)
	if status != 500 || strings.Contains(text, "xyzzy") || !strings.Contains(w.log.String(), "xyzzy") {
		t.Errorf("%d %s\n%s", status, text, w.log.String())
	}
}
