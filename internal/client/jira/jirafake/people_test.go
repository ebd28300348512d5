package jirafake_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// listener keeps what a test would have failed with.
type listener struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

func (l *listener) Helper() {}
func (l *listener) Errorf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

func (l *listener) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.said
}

func TestMovesDeletionsAndRenames(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		f.AddProject(jirafake.Project{Key: "STO"})
		out := h.want(201, "POST", "/rest/api/2/issue", element("x", object{"components": []any{object{"name": "Checkout"}}}))
		id, key := at(out, "id").(string), at(out, "key").(string)
		moved := f.Move(key, "STO")
		for _, ref := range []string{id, key, moved} {
			got := h.want(200, "GET", "/rest/api/2/issue/"+ref, nil)
			if at(got, "id") != id || at(got, "key") != "STO-1" || at(got, "fields", "project", "key") != "STO" {
				t.Errorf("%s leads to %v", ref, got)
			}
		}
		f.Delete(id)
		h.want(404, "GET", "/rest/api/2/issue/"+id, nil)
		if len(f.Issues()) != 0 || len(f.Created()) != 1 {
			t.Errorf("there are %d of %d", len(f.Issues()), len(f.Created()))
		}
	})
}

func TestWhatPeopleDo(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		a, b := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "a"}), f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "b"})
		f.SetStatusAs(jirafake.Automation(), a, "Done", "Duplicate")
		f.LinkDuplicate(a, b)
		f.CommentAs(jirafake.Person(), a, "Declined: twice")
		f.Edit(a, func(i *jirafake.Issue) { i.Summary = "c" })
		got := h.want(200, "GET", "/rest/api/2/issue/"+a+"?expand=changelog", nil)
		fields := at(got, "fields")
		if at(fields, "status", "statusCategory", "key") != "done" || at(fields, "resolution", "name") != "Duplicate" || at(fields, "resolutiondate") == nil || at(fields, "summary") != "c" {
			t.Errorf("shown as %v", fields)
		}
		if at(fields, "issuelinks", 0, "outwardIssue", "key") != b || at(fields, "issuelinks", 0, "type", "outward") != "duplicates" {
			t.Errorf("linked as %v", at(fields, "issuelinks"))
		}
		other := h.want(200, "GET", "/rest/api/2/issue/"+b+"?fields=issuelinks", nil)
		if at(other, "fields", "issuelinks", 0, "inwardIssue", "key") != a {
			t.Errorf("the other end is %v", other)
		}
		if at(got, "changelog", "histories", 0, "items", 0, "toString") != "Duplicate" || at(got, "changelog", "histories", 0, "author", "displayName") != jirafake.Automation().Name {
			t.Errorf("the changelog says %v", at(got, "changelog"))
		}
		f.SetStatus(a, "To Do", "")
		if i := f.Issue(a); i.Resolution != "" || !i.End.IsZero() {
			t.Errorf("re-opened as %+v", i)
		}
	})
}

func TestTokens(t *testing.T) {
	good, bad := jirafake.Basic("bot@acme.test", "secret"), jirafake.Basic("bot@acme.test", "old")
	for _, name := range []string{"Cloud", "Data Center"} {
		t.Run(name, func(t *testing.T) {
			opt := flavours[name]
			opt.Accounts = map[string]jirafake.Account{good: jirafake.Bot()}
			f, h := start(t, opt)
			f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "x"})
			search, ask := "/rest/api/2/search/jql", object{"jql": "project = PAY"}
			if name != "Cloud" {
				search = "/rest/api/2/search"
			}
			h.auth = good
			h.want(200, "GET", "/rest/api/2/myself", nil)
			if out := h.want(200, "POST", search, ask); at(out, "issues", 0, "id") == nil {
				t.Errorf("found %v", out)
			}
			for _, expired := range []bool{false, true} {
				if expired {
					f.Expire(good)
				} else {
					h.auth = bad
				}
				h.want(401, "GET", "/rest/api/2/myself", nil)
				h.want(401, "POST", "/rest/api/2/issue", element("x", nil))
				status, out, head := h.send("POST", search, ask)
				if head.Get("X-Seraph-LoginReason") != "AUTHENTICATED_FAILED" {
					t.Errorf("says nothing of it: %v", head)
				}
				if name == "Cloud" && (status != 200 || at(out, "issues", 0) != nil || at(out, "isLast") != true) {
					t.Errorf("Cloud answers %d %v", status, out)
				}
				if name != "Cloud" && status != 401 {
					t.Errorf("Data Center answers %d", status)
				}
				h.auth = good
			}
			f.Renew(good)
			h.want(200, "GET", "/rest/api/2/myself", nil)
		})
	}
}

func TestGatewayAndOAuth(t *testing.T) {
	c := &clock{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	opt := flavours["Cloud"]
	opt.Now = c.now
	f, site := start(t, opt)
	f.AddScopedToken(jirafake.Basic("bot@acme.test", "scoped"), jirafake.Bot())
	f.AddClient("client", "hush")
	gateway := hand{t: t, base: f.GatewayURL(), auth: jirafake.Basic("bot@acme.test", "scoped")}
	gateway.want(200, "GET", "/rest/api/2/myself", nil)
	site.auth = gateway.auth
	site.want(401, "GET", "/rest/api/2/myself", nil)
	if out := site.want(200, "GET", "/_edge/tenant_info", nil); at(out, "cloudId") != opt.CloudID {
		t.Errorf("tenant is %v", out)
	}
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {"client"}, "client_secret": {"wrong"}}
	for _, secret := range []string{"wrong", "hush"} {
		form.Set("client_secret", secret)
		resp, err := http.PostForm(f.TokenURL(), form)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if (resp.StatusCode == 200) != (secret == "hush") {
			t.Errorf("%s: %d", secret, resp.StatusCode)
		}
	}
	token := hand{t: t, base: strings.TrimSuffix(f.TokenURL(), "/oauth/token")}
	out := token.want(200, "POST", "/oauth/token", object{"grant_type": "client_credentials", "client_id": "client", "client_secret": "hush"})
	gateway.auth = jirafake.Bearer(at(out, "access_token").(string))
	gateway.want(200, "GET", "/rest/api/2/myself", nil)
	c.at = c.at.Add(2 * time.Hour)
	gateway.want(401, "GET", "/rest/api/2/myself", nil)
}

func TestPermissionsHide(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		key := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "x"})
		f.AddBoard(jirafake.Board{ID: 7, Project: "PAY", Filter: "project = PAY", FilterID: "70", Unseen: true})
		h.want(400, "GET", "/rest/api/2/filter/70", nil)
		f.SetPermissions("PAY")
		for _, path := range []string{"/rest/api/2/project/PAY", "/rest/api/2/issue/" + key, "/rest/agile/1.0/board/7/configuration"} {
			h.want(404, "GET", path, nil)
		}
	})
}

func TestWhatTheAccountMay(t *testing.T) {
	both(t, func(t *testing.T, f *jirafake.Fake, h hand) {
		may := func(permission string) any {
			path := "/rest/api/2/mypermissions?projectKey=PAY"
			if strings.HasSuffix(t.Name(), "Cloud") {
				path += "&permissions=" + permission
			}
			return at(h.want(200, "GET", path, nil), "permissions", permission, "havePermission")
		}
		if may("CREATE_ISSUES") != true || may("ADMINISTER") != false || may("DELETE_ISSUES") != false {
			t.Error("a plain account may something else")
		}
		f.Grant("ADMINISTER")
		f.SetPermissions("PAY", "BROWSE_PROJECTS", "DELETE_ISSUES")
		if may("CREATE_ISSUES") != false || may("ADMINISTER") != true || may("DELETE_ISSUES") != true {
			t.Error("what was given is not told")
		}
	})
}

func TestDataCenter11TakesNoPasswords(t *testing.T) {
	basic, bearer := jirafake.Basic("bot", "secret"), jirafake.Bearer("pat")
	for version, status := range map[string]int{"9.12.0": 200, "10.3.24": 200, "11.3.1": 401} {
		opt := jirafake.Options{Flavour: jirafake.DataCenter, Version: version, Accounts: map[string]jirafake.Account{basic: jirafake.Bot(), bearer: jirafake.Bot()}}
		_, h := start(t, opt)
		h.auth = bearer
		if out := h.want(200, "GET", "/rest/api/2/myself", nil); at(out, "displayName") == nil {
			t.Errorf("says %v", out)
		}
		h.auth = basic
		h.want(status, "GET", "/rest/api/2/myself", nil)
	}
}

func TestBacklog(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	f.AddBoard(jirafake.Board{ID: 1, Project: "PAY", Filter: "project = PAY AND labels = checkout"})
	f.AddBoard(jirafake.Board{ID: 2, Project: "PAY", Type: "kanban", Filter: "project = PAY", BacklogOf: []string{"To Do"}})
	in := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "in", Labels: []string{"checkout"}})
	out := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "out"})
	done := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "done", Labels: []string{"checkout"}})
	f.SetStatus(done, "Done", "Done")
	f.SetStatus(out, "In Progress", "")
	for board, want := range map[int]string{1: in, 2: in} {
		got := h.want(200, "GET", fmt.Sprintf("/rest/software/1.0/board/%d/backlog?fields=summary", board), nil)
		if at(got, "issues", 0, "key") != want || at(got, "issues", 1) != nil {
			t.Errorf("board %d shows %v", board, got)
		}
	}
}
