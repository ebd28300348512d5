package githubfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueapi"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// serve checks a request, lets a fault have its way, answers, and checks the
// answer.
func (f *Fake) serve(w http.ResponseWriter, r *http.Request) {
	f.enter()
	defer f.busy.Add(-1)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away in mid-sentence
	}
	inner := f.inner(r)
	if inner == nil {
		f.T.Errorf("githubfake: %s %s is below no API of this site", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	route := find(inner)
	checked := f.described(inner)
	if route == nil {
		apitest.Report(f.T, r, f.site.Request(checked, body))
		f.T.Errorf("githubfake: %s %s is not modelled", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	if !route.undescribed {
		apitest.Report(f.T, r, f.site.Request(checked, withoutNull(route, body)))
	}
	answered, wrong := f.respond(&call{Call: rest.Call{R: inner, Body: body, Self: f.APIURL() + inner.URL.EscapedPath()}, fake: f, route: route}, strings.TrimPrefix(r.URL.Path, strings.TrimPrefix(f.APIURL(), f.URL())))
	if !route.undescribed && (wrong == nil || wrong.After()) {
		wrong := f.site.Answer(checked, answered.Code, answered.Header(), answered.Body.Bytes())
		apitest.Report(f.T, r, wrong)
	}
	w.Header().Set("Date", f.opt.Now().UTC().Format(http.TimeFormat))
	w.Header().Set("X-GitHub-Request-Id", answered.Header().Get("X-GitHub-Request-Id"))
	f.Deliver(w, r, answered, wrong)
}

// enterpriseVersion is that of the description.
const enterpriseVersion = "3.19.0"

// withoutNull is the body of a request as the description wants it:
// ghinstallation sends null where it asks for no less than all, which GitHub
// takes for nothing.
func withoutNull(route *route, body []byte) []byte {
	if route.pattern == tokenRoute && string(bytes.TrimSpace(body)) == "null" {
		return nil
	}
	return body
}

func (f *Fake) enter() {
	n := f.busy.Add(1)
	for most := f.most.Load(); n > most && !f.most.CompareAndSwap(most, n); most = f.most.Load() {
	}
}

// respond answers a request and writes it down; with a fault that comes before
// anything is done, the answer is the fault's own.
func (f *Fake) respond(c *call, path string) (rec *httptest.ResponseRecorder, wrong *fault.Fault) {
	e := fault.Exchange{
		Method: c.R.Method, Path: path, Route: c.route.pattern, Query: c.R.URL.Query(),
		Header: c.R.Header.Clone(), Body: c.Body, At: f.opt.Now(),
	}
	f.interrupt(e)
	f.Mu.Lock()
	defer f.Mu.Unlock()
	wrong = f.Strike(e)
	rec = httptest.NewRecorder()
	if wrong != nil {
		e.Fault = wrong.Kind
	}
	if wrong != nil && !wrong.After() {
		_ = c.identify() // for the journal
		wrong.Answer(rec)
	} else {
		c.write(rec, c.judged())
		c.account(rec)
	}
	e.Status, e.Answer, e.Account = rec.Code, bytes.Clone(rec.Body.Bytes()), c.Key()
	rec.Header().Set("X-GitHub-Request-Id", fmt.Sprintf("FAKE:%04X:%06d", f.opt.Seed&0xffff, f.Note(e)))
	return rec, wrong
}

// account takes the request from what the caller may ask; a 304 costs nothing.
func (c *call) account(rec *httptest.ResponseRecorder) {
	unchanged := c.tag(rec)
	if rec.Header().Get("X-RateLimit-Resource") == "" { // else it has a limit of its own
		if !unchanged {
			c.fake.Spend(&c.Actor)
		}
		c.fake.Left(&c.Actor, rec.Header())
	}
	if c.writing() && rec.Code != http.StatusUnauthorized {
		c.fake.Wrote(&c.Actor, c.route.pattern)
	}
}

// writing reports whether the call is one that GitHub counts as a write.
func (c *call) writing() bool {
	return c.R.Method != http.MethodGet && !c.route.needs.App && !issueapi.Asks(&c.Call)
}

// write sends what an operation answers.
func (c *call) write(w http.ResponseWriter, out reply) {
	for name, values := range out.Header {
		w.Header()[name] = values
	}
	w.Header().Set("X-GitHub-Media-Type", "github.v3; format=json")
	w.Header().Set("X-GitHub-Api-Version-Selected", "2022-11-28")
	if c.fake.opt.Enterprise {
		w.Header().Set("X-GitHub-Enterprise-Version", enterpriseVersion)
	}
	if c.Token != nil && c.Token.Classic {
		w.Header().Set("X-OAuth-Scopes", strings.Join(c.Token.Scopes, ", "))
	}
	var src []byte
	if out.Body != nil {
		var err error
		if src, err = json.Marshal(out.Body); err != nil {
			c.fake.T.Errorf("githubfake: %s: %v", c.R.URL.Path, err)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.WriteHeader(out.Status)
	_, _ = w.Write(src)
}
