package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"time"

	"github.com/followthrough/followthrough/sync/web/access"
)

const (
	maxBody   = 64 << 10 // bytes
	mostWait  = time.Minute
	lookEvery = 200 * time.Millisecond
)

// resync leaves a request for the loop, and waits for what comes of it as long as
// it is told to.
func (a *API) resync(c call) {
	if !a.mayWrite(c) {
		return
	}
	p := readParams(c.r)
	wait := p.span("wait", mostWait)
	q, status, err := readResync(c, a.Nearest)
	switch err = cmp.Or(p.end(a.Nearest), err); {
	case err != nil && status != 0 && p.err == nil:
		refuse(c.w, status, err.Error(), resyncNext)
		return
	case err != nil:
		a.failed(c, err)
		return
	}
	id, err := a.Resyncs.Ask(c.r.Context(), q)
	if err != nil {
		a.failed(c, err)
		return
	}
	a.Log.Info("a resync is asked for", "request", id, "team", q.Team, "source", q.Source, "reviews", len(q.Reviews), "now", q.Now)
	patient(c.w, wait+answerTime)
	at, err := a.await(c.r.Context(), id, wait)
	if err != nil {
		a.failed(c, err)
		return
	}
	c.w.Header().Set("Location", "/api/v1/resync/"+id)
	status = http.StatusAccepted
	if at.Stage == Ended {
		status = http.StatusOK
	}
	sendJSON(c.w, status, at.document(id))
}

const resyncNext = `send an object such as {"source": "incidents", "now": true} as application/json; /api/v1/openapi.json describes it`

// mayWrite tells whether who asks may have something done; else it answers so.
func (a *API) mayWrite(c call) bool {
	switch {
	case a.Gate.Tokens().Operate.IsZero():
		refuse(c.w, http.StatusForbidden, "nothing may be asked for: no web.operator_token is configured", "set web.operator_token, and send it as `Authorization: Bearer …`; or run `followthrough sync`")
	case c.role < access.Operator:
		c.w.Header().Set("WWW-Authenticate", `Bearer realm="followthrough", error="insufficient_scope"`)
		refuse(c.w, http.StatusForbidden, "the request may read, and have nothing done", "send the token of web.operator_token")
	case a.Resyncs == nil:
		refuse(c.w, http.StatusNotFound, "this daemon takes no requests", "run `followthrough sync`")
	default:
		return true
	}
	return false
}

// wanted is what a request's body may say.
type wanted struct {
	Reviews []string `json:"reviews"`
	Team    string   `json:"team"`
	Source  string   `json:"source"`
	Now     bool     `json:"now"`
}

// readResync reads the body of a request; none: everything is asked for. A status
// that is not 0 says in which way the body is wrong.
func readResync(c call, nearest func(string, []string) string) (Resync, int, error) {
	tooLarge := fmt.Errorf("the body must have %d bytes at most", maxBody)
	if c.r.ContentLength > maxBody { // before a client is told to go on sending
		return Resync{}, http.StatusRequestEntityTooLarge, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, maxBody))
	var large *http.MaxBytesError
	switch kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type")); {
	case errors.As(err, &large):
		return Resync{}, http.StatusRequestEntityTooLarge, tooLarge
	case err != nil:
		return Resync{}, http.StatusBadRequest, errors.New("the body did not come whole")
	case len(bytes.TrimSpace(body)) == 0:
		return Resync{}, 0, nil
	case kind != "application/json":
		return Resync{}, http.StatusUnsupportedMediaType, errors.New("the body is not said to be application/json")
	}
	if err := fields(body, nearest); err != nil {
		return Resync{}, http.StatusBadRequest, err
	}
	var w wanted
	if err := json.Unmarshal(body, &w); err != nil {
		return Resync{}, http.StatusBadRequest, errors.New("the body has another shape: reviews is a list of texts, team and source are texts, now is true or false")
	}
	p := &params{}
	p.areKeys("reviews", w.Reviews)
	if len(w.Reviews) > maxRepeated {
		p.fail("reviews", "it must have %d keys at most", maxRepeated)
	}
	if len(w.Team) > maxValue || len(w.Source) > maxValue {
		p.fail("team and source", "each must have %d bytes at most", maxValue)
	}
	q := Resync{Scope: Scope{Team: w.Team, Source: w.Source}, Reviews: slices.Compact(slices.Sorted(slices.Values(w.Reviews))), Now: w.Now}
	if p.err != nil {
		return Resync{}, http.StatusBadRequest, p.err
	}
	return q, 0, nil
}

// fields refuses what is no object, and keys that are not known.
func fields(body []byte, nearest func(string, []string) string) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil || given == nil {
		return errors.New("the body is no JSON object")
	}
	known := []string{"reviews", "team", "source", "now"}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			if len(name) > maxValue {
				return errors.New("the body has a field that is not known")
			}
			return fmt.Errorf("the body has a field %q that is not known%s", name, cmp.Or(meant(name, known, nearest), offered(known)))
		}
	}
	return nil
}

// await looks at a request until it has ended, or the wait is over.
func (a *API) await(ctx context.Context, id string, wait time.Duration) (Resynced, error) {
	over := time.NewTimer(wait)
	defer over.Stop()
	for {
		at, err := a.Resyncs.Answer(ctx, id)
		if err != nil || at.Stage == Ended {
			return at, err
		}
		select {
		case <-over.C:
			return at, nil
		case <-ctx.Done():
			return at, ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

func (a *API) resynced(c call) {
	if a.Resyncs == nil {
		a.failed(c, ErrUnknown)
		return
	}
	p := readParams(c.r)
	wait := p.span("wait", mostWait)
	if err := p.end(a.Nearest); err != nil {
		a.failed(c, err)
		return
	}
	patient(c.w, wait+answerTime)
	at, err := a.await(c.r.Context(), c.key, wait)
	if err != nil {
		a.failed(c, err)
		return
	}
	sendJSON(c.w, http.StatusOK, at.document(c.key))
}

// document is a request as it is told.
func (r Resynced) document(id string) []byte {
	doc := struct {
		ID       string          `json:"id"`
		State    Stage           `json:"state"`
		Reviews  []string        `json:"reviews"`
		Team     *string         `json:"team"`
		Source   *string         `json:"source"`
		Now      bool            `json:"now"`
		Asked    *string         `json:"asked_at"`
		Began    *string         `json:"began_at"`
		Ended    *string         `json:"ended_at"`
		ExitCode *int            `json:"exit_code"`
		Error    *string         `json:"error"`
		Steps    json.RawMessage `json:"steps"`
	}{
		ID: id, State: r.Stage, Reviews: append([]string{}, r.Reviews...), Team: orNull(r.Team), Source: orNull(r.Source), Now: r.Now,
		Asked: moment(r.Asked), Began: moment(r.Began), Ended: moment(r.Ended), ExitCode: r.Exit, Error: orNull(r.Error), Steps: r.Steps,
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(doc) // Steps are JSON, and the rest is plain
	return out.Bytes()
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return orNull(t.UTC().Format(time.RFC3339))
}
