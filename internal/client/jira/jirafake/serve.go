package jirafake

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

// object is a JSON object.
type object = map[string]any

// call is one request while it is answered; the world's lock is held.
type call struct {
	world.Caller
	fake  *Fake
	r     *http.Request
	body  []byte
	carry int // elements of a bulk that are carried out; 0: all
}

// reply is what is answered; a nil body is an empty one.
type reply struct {
	status int
	body   any
}

// serve checks a request, lets a fault have its way, answers, and checks the
// answer.
func (f *Fake) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away in mid-sentence
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if f.besides(w, r, body) {
		return
	}
	apitest.Report(f.T, r, f.site.Request(r, body))
	inner, gateway := f.inner(r)
	if inner == nil {
		http.NotFound(w, r)
		return
	}
	answered, fault := f.respond(inner, body, gateway)
	if fault == nil || fault.After() {
		apitest.Report(f.T, r, f.site.Answer(r, answered.Code, answered.Header(), answered.Body.Bytes()))
	}
	w.Header().Set("Date", f.Now().UTC().Format(http.TimeFormat))
	f.Deliver(w, r, answered, fault)
}

// inner is the request without context path or gateway; nil where it asks for
// neither.
func (f *Fake) inner(r *http.Request) (inner *http.Request, gateway bool) {
	path := r.URL.Path
	below := "/ex/jira/" + f.opt.CloudID
	if f.opt.CloudID != "" && strings.HasPrefix(path, below+"/") {
		path, gateway = strings.TrimPrefix(path, below), true
	} else if rest, found := strings.CutPrefix(path, f.opt.ContextPath); found {
		path = rest
	} else {
		return nil, false
	}
	inner = r.Clone(r.Context())
	inner.URL.Path, inner.URL.RawPath = path, ""
	return inner, gateway
}

// respond answers a request and writes it down; with a fault that comes before
// anything is done, the answer is the fault's own.
func (f *Fake) respond(r *http.Request, body []byte, gateway bool) (*httptest.ResponseRecorder, *Fault) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	route, answer := f.route(r)
	e := Exchange{Method: r.Method, Path: r.URL.Path, Route: route, Query: r.URL.Query(), Header: r.Header.Clone(), Body: body, At: f.Now()}
	rec := httptest.NewRecorder()
	fault := f.Strike(e)
	if fault != nil {
		e.Fault = fault.Kind
	}
	c := &call{Caller: world.Caller{World: f.World}, fake: f, r: r, body: body}
	switch {
	case fault != nil && !fault.After():
		fault.Answer(rec)
	case f.refused(c, rec, gateway):
	default:
		if fault != nil {
			c.carry = fault.Carry
		}
		c.write(rec, answer(c))
	}
	e.Status, e.Answer, e.Account = rec.Code, bytes.Clone(rec.Body.Bytes()), c.Account.ID
	rec.Header().Set("X-Arequestid", strconv.Itoa(f.Note(e)))
	return rec, fault
}

// write sends what an operation answers.
func (c *call) write(w http.ResponseWriter, out reply) {
	if out.body == nil {
		w.WriteHeader(out.status)
		return
	}
	src, err := json.Marshal(out.body)
	if err != nil {
		c.T.Errorf("jirafake: %s: %v", c.r.URL.Path, err)
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(out.status)
	_, _ = w.Write(src)
}

// read decodes the request's body.
func (c *call) read(into any) bool { return json.Unmarshal(c.body, into) == nil }

// number is a query parameter; standard where it is absent or none.
func (c *call) number(name string, standard int) int {
	if n, err := strconv.Atoi(c.r.URL.Query().Get(name)); err == nil {
		return n
	}
	return standard
}

// list is a query parameter of several values, between commas or repeated.
func (c *call) list(name string) []string {
	var out []string
	for _, v := range c.r.URL.Query()[name] {
		for part := range strings.SplitSeq(v, ",") {
			if part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

func ok(body any) reply { return reply{http.StatusOK, body} }

// refusal is Jira's own form of a no.
func refusal(status int, messages ...string) reply {
	return reply{status, errorBody(messages, nil)}
}

func errorBody(messages []string, fields map[string]string) object {
	if messages == nil {
		messages = []string{}
	}
	if fields == nil {
		fields = map[string]string{}
	}
	return object{"errorMessages": messages, "errors": fields}
}

// page cuts a page of a list as the request asks; key is what holds it.
func (c *call) page(key string, all []any) reply {
	start, size := c.number("startAt", 0), c.number("maxResults", 50)
	from := min(max(start, 0), len(all))
	to := min(from+max(min(size, c.fake.pageLimit), 0), len(all))
	out := object{"startAt": start, "maxResults": min(size, c.fake.pageLimit), "total": len(all), key: append([]any{}, all[from:to]...)}
	if key == "values" {
		out["isLast"] = to == len(all)
	}
	return ok(out)
}
