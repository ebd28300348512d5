package githubfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
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
	answered, plain, fault := f.respond(&call{Call: rest.Call{R: inner, Body: body, Self: f.APIURL() + inner.URL.EscapedPath()}, fake: f, route: route}, r.URL.Path)
	if !route.undescribed && plain && (fault == nil || fault.After()) {
		wrong := f.site.Answer(checked, answered.Code, answered.Header(), answered.Body.Bytes())
		apitest.Report(f.T, r, slices.DeleteFunc(wrong, accountOrEmpty.MatchString))
	}
	w.Header().Set("Date", f.opt.Now().UTC().Format(http.TimeFormat))
	w.Header().Set("X-GitHub-Request-Id", answered.Header().Get("X-GitHub-Request-Id"))
	f.Deliver(w, r, answered, fault)
}

// enterpriseVersion is that of the description.
const enterpriseVersion = "3.19.0"

// accountOrEmpty is what the loosened description has against every commit of
// somebody with an account: it takes an account for an empty object as well.
var accountOrEmpty = regexp.MustCompile(`/(author|committer): value matches more than one schema from "oneOf" \(matches schemas at indices \[0 1\]\)$`)

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
	f.Mu.Lock()
	defer f.Mu.Unlock()
	id, _ := strconv.ParseInt(parts[2], 10, 64)
	name := fmt.Sprintf("nobody/repository-%d", id)
	if repo := f.repos[id]; repo != nil {
		name = repo.FullName()
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
	e := Exchange{
		Method: c.R.Method, Path: path, Route: c.route.pattern, Query: c.R.URL.Query(),
		Header: c.R.Header.Clone(), Body: c.Body, At: f.opt.Now(),
	}
	f.interrupt(e)
	f.Mu.Lock()
	defer f.Mu.Unlock()
	fault = f.Strike(e)
	rec, plain = httptest.NewRecorder(), true
	if fault != nil {
		e.Fault = fault.Kind
	}
	if fault != nil && !fault.After() {
		_ = c.identify() // for the journal
		fault.Answer(rec)
	} else {
		out := c.judged()
		plain = out.Raw == nil
		c.write(rec, out)
		c.account(rec)
	}
	e.Status, e.Answer, e.Account = rec.Code, bytes.Clone(rec.Body.Bytes()), c.Key()
	rec.Header().Set("X-GitHub-Request-Id", fmt.Sprintf("FAKE:%04X:%06d", f.opt.Seed&0xffff, f.Note(e)))
	return rec, plain, fault
}

// account takes the request from what the caller may ask; a 304 costs nothing.
func (c *call) account(rec *httptest.ResponseRecorder) {
	unchanged := c.tag(rec)
	if rec.Header().Get("X-RateLimit-Resource") == "" { // else it has a limit of its own
		if !unchanged && c.route.pattern != limitRoute {
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

// judged is the answer of the operation, or the refusal that comes before it.
func (c *call) judged() reply {
	for _, judge := range []func() *reply{c.identify, c.limited, c.permit, c.moved, c.frozen} {
		if no := judge(); no != nil {
			return *no
		}
	}
	return c.route.answer(c)
}

func (c *call) identify() (no *reply) {
	c.Actor, no = c.fake.Identify(c.R.Header.Get("Authorization"))
	return no
}

func (c *call) limited() *reply {
	if c.route.pattern == limitRoute {
		return nil
	}
	if no := c.fake.Exhausted(&c.Actor); no != nil || !c.writing() {
		return no
	}
	return c.fake.Hasty(&c.Actor)
}

// permit finds the repository and judges what the caller may do in it.
func (c *call) permit() *reply {
	if no := gate.OnlyApp(&c.Actor, c.route.needs); no != nil || c.App != nil || !c.route.ofRepo() {
		return no
	}
	c.repo = c.fake.find(c.Param("owner")+"/"+c.Param("repo"), 0)
	if c.repo == nil {
		no := rest.NotFound()
		return &no
	}
	c.Self = c.fake.api("repositories/%d%s", c.repo.ID, afterRepo(c.R))
	return c.fake.Judge(&c.Actor, c.route.needs, c.repo.Place)
}

// moved sends a caller who knows a former name to the repository's id.
func (c *call) moved() *reply {
	if c.repo == nil || strings.EqualFold(c.Param("owner")+"/"+c.Param("repo"), c.repo.FullName()) {
		return nil
	}
	to := c.Self
	if c.R.URL.RawQuery != "" {
		to += "?" + c.R.URL.RawQuery
	}
	no := rest.Moved(to)
	return &no
}

// frozen refuses what writes to an archived repository.
func (c *call) frozen() *reply {
	if c.repo == nil || !c.repo.Archived || !c.route.needs.Write {
		return nil
	}
	no := rest.Refusal(http.StatusForbidden, "Repository was archived so is read-only.")
	return &no
}

// afterRepo is what follows /repos/owner/name in the address.
func afterRepo(r *http.Request) string {
	parts := strings.SplitN(r.URL.EscapedPath(), "/", 5)
	if len(parts) < 5 {
		return ""
	}
	return "/" + parts[4]
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
	src := out.Raw
	if src == nil && out.Body != nil {
		var err error
		if src, err = json.Marshal(out.Body); err != nil {
			c.fake.T.Errorf("githubfake: %s: %v", c.R.URL.Path, err)
		}
		out.ContentType = "application/json; charset=utf-8"
	}
	if src != nil {
		w.Header().Set("Content-Type", out.ContentType)
	}
	w.WriteHeader(out.Status)
	_, _ = w.Write(src)
}
