package githubfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/apitest"
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
		apitest.Report(f.T, r, f.site.Request(checked, body))
	}
	answered, plain, fault := f.respond(&call{fake: f, r: inner, body: body, route: route}, r.URL.Path)
	if !route.undescribed && plain && (fault == nil || fault.After()) {
		apitest.Report(f.T, r, f.site.Answer(checked, answered.Code, answered.Header(), answered.Body.Bytes()))
	}
	w.Header().Set("Date", f.opt.Now().UTC().Format(http.TimeFormat))
	w.Header().Set("X-GitHub-Request-Id", answered.Header().Get("X-GitHub-Request-Id"))
	f.Deliver(w, r, answered, fault)
}

func (f *Fake) enter() {
	n := f.busy.Add(1)
	for most := f.most.Load(); n > most && !f.most.CompareAndSwap(most, n); most = f.most.Load() {
	}
}

// inner is the request as github.com would get it: without /api/v3, and with a
// repository by its name where the address names its id; nil where it asks for
// no API.
func (f *Fake) inner(r *http.Request) *http.Request {
	path := r.URL.EscapedPath()
	if f.opt.Enterprise {
		rest, rest3 := strings.CutPrefix(path, "/api/v3/")
		switch {
		case rest3:
			path = "/" + rest
		case path == "/api/graphql":
			path = "/graphql"
		default:
			return nil
		}
	}
	return at(r, f.byName(path))
}

// at is a request for another path, which is escaped.
func at(r *http.Request, path string) *http.Request {
	out := r.Clone(r.Context())
	out.URL.RawPath = path
	if plain, err := url.PathUnescape(path); err == nil {
		out.URL.Path = plain
	}
	return out
}

// byName makes /repos/owner/name of /repositories/id; an id that nobody has
// leads to a repository that nobody has.
func (f *Fake) byName(path string) string {
	parts := strings.SplitN(path, "/", 4)
	if len(parts) < 3 || parts[1] != "repositories" {
		return path
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	id, _ := strconv.ParseInt(parts[2], 10, 64)
	name := fmt.Sprintf("nobody/repository-%d", id)
	if repo := f.repos[id]; repo != nil {
		name = repo.fullName()
	}
	rest := ""
	if len(parts) == 4 {
		rest = "/" + parts[3]
	}
	return "/repos/" + name + rest
}

// described is the request as the vendor's description knows it.
func (f *Fake) described(inner *http.Request) *http.Request {
	if !f.opt.Enterprise {
		return inner
	}
	return at(inner, "/api/v3"+inner.URL.EscapedPath())
}

// respond answers a request and writes it down; with a fault that comes before
// anything is done, the answer is the fault's own. plain is whether the answer
// is JSON, as the description knows it.
func (f *Fake) respond(c *call, path string) (rec *httptest.ResponseRecorder, plain bool, fault *Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := Exchange{
		Method: c.r.Method, Path: path, Route: c.route.pattern, Query: c.r.URL.Query(),
		Header: c.r.Header.Clone(), Body: c.body, At: f.opt.Now(),
	}
	fault = f.Strike(e)
	rec, plain = httptest.NewRecorder(), true
	if fault != nil {
		e.Fault = fault.Kind
	}
	if fault != nil && !fault.After() {
		fault.Answer(rec)
	} else {
		out := c.judged()
		plain = out.raw == nil
		c.write(rec, out)
		f.limits.count(c, rec, c.tag(rec))
		f.pace.note(c, e, rec.Code)
	}
	e.Status, e.Answer, e.Account = rec.Code, bytes.Clone(rec.Body.Bytes()), c.key()
	rec.Header().Set("X-GitHub-Request-Id", fmt.Sprintf("FAKE:%04X:%06d", f.opt.Seed&0xffff, f.Note(e)))
	return rec, plain, fault
}

// judged is the answer of the operation, or the refusal that comes before it.
func (c *call) judged() reply {
	if no := c.identify(); no != nil {
		return *no
	}
	if no := c.fake.limits.refuse(c); no != nil {
		return *no
	}
	if no := c.permit(); no != nil {
		return *no
	}
	return c.route.answer(c)
}

// write sends what an operation answers.
func (c *call) write(w http.ResponseWriter, out reply) {
	for name, values := range out.header {
		w.Header()[name] = values
	}
	w.Header().Set("X-GitHub-Media-Type", "github.v3; format=json")
	w.Header().Set("X-GitHub-Api-Version-Selected", "2022-11-28")
	if c.fake.opt.Enterprise {
		w.Header().Set("X-GitHub-Enterprise-Version", "3.19.0")
	}
	if c.token != nil && c.token.classic {
		w.Header().Set("X-OAuth-Scopes", strings.Join(c.token.scopes, ", "))
	}
	src := out.raw
	if src == nil && out.body != nil {
		var err error
		if src, err = json.Marshal(out.body); err != nil {
			c.fake.T.Errorf("githubfake: %s: %v", c.r.URL.Path, err)
		}
		out.contentType = "application/json; charset=utf-8"
	}
	if src != nil {
		w.Header().Set("Content-Type", out.contentType)
	}
	w.WriteHeader(out.status)
	_, _ = w.Write(src)
}
