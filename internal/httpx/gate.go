package httpx

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// gate is what each attempt passes through.
type gate struct {
	o      Options
	next   http.RoundTripper
	routes *routes
}

// RoundTrip sends one attempt and says of a failed one whether it left.
func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	at := g.routes.at(req)
	left, err := g.routes.admit(req, at)
	if err != nil {
		closeBody(req)
		return nil, err
	}
	may := g.o.May
	if g.o.Sort(req) != Once {
		may = nil
	}
	if err := leave(req.Context(), g.o.Now(), may); err != nil {
		closeBody(req)
		return nil, &Error{Kind: Unsent, Err: err}
	}
	out, body := g.prepare(req, may)
	resp, err := g.next.RoundTrip(out)
	g.log(req, resp, err, g.o.Now().Sub(left))
	g.seen(req, resp, err, body)
	if err != nil {
		if !body.sent() {
			return nil, &Error{Kind: Unsent, Err: causeOf(err)}
		}
		return nil, &Error{Err: causeOf(err)}
	}
	g.routes.heed(at, left, resp)
	resp.Request = req
	resp.Body = &limited{ReadCloser: resp.Body, left: g.o.MaxBody, shape: shape{bounds: boundsOf(req.Context())}}
	return resp, nil
}

// prepare is the request as it goes out.
func (g *gate) prepare(req *http.Request, may func() error) (*http.Request, *leaving) {
	left := &leaving{now: g.o.Now, may: may}
	out := req.Clone(left.watch(req.Context()))
	out.GetBody = nil // a body that was begun is not begun again behind our back
	if req.Body != nil && req.Body != http.NoBody {
		left.ctx, left.body = req.Context(), req.Body
		out.Body = left
	}
	if g.o.UserAgent != "" {
		out.Header.Set("User-Agent", g.o.UserAgent)
	}
	if out.Header.Get("Accept") == "" {
		out.Header.Set("Accept", "application/json")
	}
	return out, left
}

// log never says what was sent: no header, no query, no body.
func (g *gate) log(req *http.Request, resp *http.Response, err error, took time.Duration) {
	args := []any{"method", req.Method, "host", req.URL.Host, "path", req.URL.Path, "took", took.Round(time.Millisecond)}
	if err != nil {
		g.o.Log.DebugContext(req.Context(), "request failed", append(args, "error", causeOf(err))...)
		return
	}
	args = append(args, "status", resp.StatusCode)
	if id := requestID(resp.Header); id != "" {
		args = append(args, "request_id", id)
	}
	g.o.Log.DebugContext(req.Context(), "request", args...)
}

// requestID is what a vendor's support asks for.
func requestID(h http.Header) string {
	for _, name := range []string{"Atl-Traceid", "X-ARequestId", "X-GitHub-Request-Id", "X-Request-Id"} {
		if id := h.Get(name); id != "" {
			return strings.ToValidUTF8(id[:min(len(id), 100)], "")
		}
	}
	return ""
}

// leave is why a request may not leave now; nil: it may.
func leave(ctx context.Context, now time.Time, may func() error) error {
	if late(ctx, now) {
		return ErrTooLate
	}
	if may == nil {
		return nil
	}
	if err := may(); err != nil {
		return fmt.Errorf("not sent: %w", err)
	}
	return nil
}

// late looks at the wall clock: a deadline on the monotonic clock stands
// still while a machine sleeps.
func late(ctx context.Context, now time.Time) bool {
	deadline, ok := ctx.Deadline()
	return ctx.Err() != nil || ok && now.Round(0).After(deadline.Round(0))
}

// Sleep waits, and tells whether it did to the end.
func Sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		_ = req.Body.Close() // a body in memory: nothing can go wrong
	}
}
