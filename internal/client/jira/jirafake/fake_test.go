package jirafake_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

type object = map[string]any

// hand is a plain client of the fake.
type hand struct {
	t    testing.TB
	base string
	auth string
}

// send returns the status and the decoded answer; status 0: no answer.
func (h hand) send(method, path string, body any) (int, any, http.Header) {
	h.t.Helper()
	var src io.Reader = http.NoBody
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		src = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.base+path, src)
	if err != nil {
		h.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if h.auth != "" {
		req.Header.Set("Authorization", h.auth)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, nil
	}
	defer resp.Body.Close()
	var out any
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, err, resp.Header
	}
	if json.Unmarshal(raw, &out) != nil && len(raw) > 0 {
		return resp.StatusCode, string(raw), resp.Header
	}
	return resp.StatusCode, out, resp.Header
}

func (h hand) want(status int, method, path string, body any) any {
	h.t.Helper()
	got, out, _ := h.send(method, path, body)
	if got != status {
		h.t.Fatalf("%s %s: %d, not %d: %v", method, path, got, status, out)
	}
	return out
}

// at goes down an answer: by key, or by number.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(object)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}

var flavours = map[string]jirafake.Options{
	"Cloud":               {Flavour: jirafake.Cloud, CloudID: "11111111-2222-3333-4444-555555555555"},
	"Data Center":         {Flavour: jirafake.DataCenter},
	"Data Center, /jira":  {Flavour: jirafake.DataCenter, ContextPath: "/jira"},
	"Data Center, deeper": {Flavour: jirafake.DataCenter, ContextPath: "/tools/tracker"},
}

func payments() jirafake.Project {
	task := jirafake.IssueType{Name: "Task", Fields: []jirafake.Field{
		{Name: "Severity", Kind: jirafake.Option, Options: []jirafake.Choice{{Value: "High"}, {Value: "Low"}}},
		{Name: "Areas", Kind: jirafake.MultiOption, Options: []jirafake.Choice{{Value: "A"}, {Value: "B"}}},
		{Name: "Story Points", Kind: jirafake.Number},
		{Name: "Start", Kind: jirafake.Date},
		{Name: "Squad", Kind: jirafake.Team, Options: []jirafake.Choice{{ID: "team-1", Value: "Checkout"}}},
		{Name: "Root", Kind: jirafake.Cascading, Options: []jirafake.Choice{{Value: "Code", Children: []jirafake.Choice{{Value: "Race"}}}}},
		{Name: "Watch group", Kind: jirafake.Group, Options: []jirafake.Choice{{Value: "payments-all"}}},
		{Name: "Contact", Kind: jirafake.User},
	}}
	return jirafake.Project{
		Key: "PAY", Types: []jirafake.IssueType{task, {Name: "Epic", Level: 1}, {Name: "Sub-task", Level: -1}},
		Components: []jirafake.Component{{Name: "Checkout"}, {Name: "Ledger", Assigns: "PROJECT_LEAD"}},
		Versions:   []jirafake.Version{{Name: "1.0"}},
	}
}

func start(t *testing.T, opt jirafake.Options) (*jirafake.Fake, hand) {
	t.Helper()
	f := jirafake.New(t, opt)
	f.AddProject(payments())
	return f, hand{t: t, base: f.URL()}
}

func element(summary string, more object) object {
	fields := object{"project": object{"key": "PAY"}, "issuetype": object{"name": "Task"}, "summary": summary}
	for k, v := range more {
		fields[k] = v
	}
	return object{"fields": fields}
}

// Every operation is asked once in each flavour: apitest fails the test where
// request or answer don't fit the vendor's description.
func TestEveryAnswerFitsTheDescription(t *testing.T) {
	for name, opt := range flavours {
		t.Run(name, func(t *testing.T) {
			f, h := start(t, opt)
			f.AddBoard(jirafake.Board{ID: 42, Project: "PAY", Filter: "project = PAY ORDER BY Rank", FilterID: "77"})
			old := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Old"})
			out := h.want(201, "POST", "/rest/api/2/issue/bulk", object{"issueUpdates": []any{
				element("One", object{"labels": []string{"post-mortem"}, "assignee": nil, "components": []any{object{"name": "Checkout"}}}),
				element("Two", object{f.FieldID("Severity"): object{"value": "High"}, f.FieldID("Root"): object{"value": "Code", "child": object{"value": "Race"}}}),
			}})
			key, id := at(out, "issues", 0, "key").(string), at(out, "issues", 0, "id").(string)
			f.SetStatus(key, "Done", "Won't Do")
			f.LinkDuplicate(key, old)
			f.CommentAs(jirafake.Person(), key, "Declined: not worth it")
			typ := at(h.want(200, "GET", "/rest/api/2/issue/createmeta/PAY/issuetypes?maxResults=1", nil), "values", 0, "id")
			if opt.Flavour == jirafake.Cloud {
				typ = at(h.want(200, "GET", "/rest/api/2/issue/createmeta/PAY/issuetypes?maxResults=1", nil), "issueTypes", 0, "id")
			}
			for _, path := range []string{
				"/rest/api/2/myself", "/rest/api/2/mypermissions?projectKey=PAY", "/rest/api/2/project/PAY",
				"/rest/api/2/project/PAY/statuses",
				fmt.Sprintf("/rest/api/2/issue/createmeta/PAY/issuetypes/%v?startAt=0&maxResults=50", typ),
				"/rest/api/2/issue/" + key, "/rest/api/2/issue/" + id + "?fields=summary,status,issuelinks&expand=changelog",
				"/rest/api/2/issuetype", "/rest/api/2/filter/77", "/rest/agile/1.0/board/42/configuration",
			} {
				if opt.Flavour == jirafake.Cloud && path == "/rest/api/2/mypermissions?projectKey=PAY" {
					path += "&permissions=BROWSE_PROJECTS,CREATE_ISSUES"
				}
				h.want(200, "GET", path, nil)
			}
			h.want(201, "POST", "/rest/api/2/issue", element("Three", nil))
			if opt.Flavour == jirafake.Cloud {
				cloudOnly(h, id, key)
				return
			}
			h.want(200, "GET", "/rest/api/2/project", nil)
			h.want(200, "GET", "/rest/api/2/resolution", nil)
			h.want(200, "GET", "/rest/agile/1.0/board/42/backlog?fields=summary", nil)
			h.want(200, "GET", "/rest/api/2/search?jql=project%20%3D%20PAY&validateQuery=true", nil)
			out = h.want(200, "POST", "/rest/api/2/search", object{"jql": "labels = post-mortem", "fields": []string{"summary", "resolution"}, "startAt": 0, "maxResults": 10})
			if at(out, "total") != 1.0 || at(out, "issues", 0, "fields", "resolution", "name") != "Won't Do" {
				t.Errorf("found %v", out)
			}
		})
	}
}

func cloudOnly(h hand, id, key string) {
	h.t.Helper()
	for _, path := range []string{
		"/rest/api/2/project/search?keys=PAY", "/rest/api/2/resolution/search", "/rest/software/1.0/board/42/backlog?fields=summary", "/rest/api/2/search/jql?jql=project%20%3D%20PAY&fields=summary",
	} {
		h.want(200, "GET", path, nil)
	}
	out := h.want(200, "POST", "/rest/api/2/search/jql", object{"jql": "labels = post-mortem OR reporter = currentUser()", "fields": []string{"status", "labels"}, "maxResults": 1})
	if at(out, "isLast") != false || at(out, "nextPageToken") == nil {
		h.t.Errorf("first page %v", out)
	}
	out = h.want(200, "POST", "/rest/api/2/issue/bulkfetch", object{"issueIdsOrKeys": []string{id, "PAY-999"}, "fields": []string{"*all"}, "properties": []string{"k"}})
	if at(out, "issues", 0, "key") != key || at(out, "issues", 1) != nil {
		h.t.Errorf("fetched %v", out)
	}
}
