package apitest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// listener keeps what a test would have failed with.
type listener struct {
	testing.TB
	said []string
}

func (l *listener) Helper() {}
func (l *listener) Errorf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

// exchange is what the site's description has against a request and its answer,
// as a test is told of it.
func exchange(t *testing.T, s *Site, method, path, body string, status int, answer string) string {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	ear := &listener{TB: t}
	Report(ear, req, s.Request(req, []byte(body)))
	Report(ear, req, s.Answer(req, status, http.Header{"Content-Type": {"application/json"}}, []byte(answer)))
	return strings.Join(ear.said, "\n")
}

const created = `{"id":"1","key":"PAY-1","self":"http://jira.test/rest/api/2/issue/1"}`

// What the repository carries judges as the vendors' full descriptions do.
func TestCheckSaysWhatIsWrong(t *testing.T) {
	t.Run("carried", func(t *testing.T) { carried.saysWhatIsWrong(t) })
	t.Run("full", func(t *testing.T) {
		if _, err := folder(); err != nil {
			t.Skip("skipped: ", err)
		}
		full.saysWhatIsWrong(t)
	})
}

func (l library) saysWhatIsWrong(t *testing.T) {
	cloud, dc, ctx := l.jiraCloud(t), l.jiraDataCenter(t, ""), l.jiraDataCenter(t, "/tracker/deep")
	issue := `{"fields":{"summary":"x","assignee":null,"customfield_1":{"value":"a"}},"properties":[{"key":"k","value":{"a":1}}]}`
	tests := []struct {
		name, method, path, body string
		site                     *Site
		status                   int
		answer                   string
		want                     string // part of what is said; "": nothing
	}{
		{"a right exchange", "POST", "/rest/api/2/issue", issue, cloud, 201, created, ""},
		{"behind the gateway", "POST", "/ex/jira/11111111-2222-3333-4444-555555555555/rest/api/2/issue", issue, cloud, 201, created, ""},
		{"agile", "GET", "/rest/agile/1.0/board/42/configuration", "", cloud, 200, `{"id":42,"name":"b"}`, ""},
		{"a list of fields", "GET", "/rest/software/1.0/board/42/backlog?fields=summary&fields=status", "", cloud, 200, `{"issues":[]}`, ""},
		{"a removed search", "GET", "/rest/api/2/search?jql=a", "", cloud, 410, `{}`, "no such operation"},
		{"a removed backlog", "GET", "/rest/agile/1.0/board/42/backlog", "", cloud, 200, `{}`, "no such operation"},
		{"a shadowed removal", "GET", "/rest/api/2/issue/createmeta", "", cloud, 200, `{}`, `"createmeta" is no {issueIdOrKey}`},
		{"an unknown endpoint", "GET", "/rest/api/2/nonsense", "", cloud, 404, `{}`, "no such operation"},
		{"an unknown part", "GET", "/rest/zapi/1", "", cloud, 404, `{}`, "no description holds"},
		{"the wrong method", "PUT", "/rest/api/2/issue", issue, cloud, 405, `{}`, "no such operation"},
		{"a misspelt key", "POST", "/rest/api/2/issue", `{"feilds":{}}`, cloud, 201, created, "feilds"},
		{"a misspelt key in a bulk", "POST", "/rest/api/2/issue/bulk", `{"issueUpdates":[{"feilds":{}}]}`, cloud, 201, `{"issues":[],"errors":[]}`, "feilds"},
		{"a key of the old search", "POST", "/rest/api/2/search/jql", `{"jql":"project = PAY","startAt":0}`, cloud, 200, `{"issues":[]}`, "startAt"},
		{"an unknown query", "GET", "/rest/api/2/myself?expnd=groups", "", cloud, 200, `{}`, `query parameter "expnd"`},
		{"a wrong type", "POST", "/rest/api/2/search/jql", `{"jql":"project = PAY","maxResults":"50"}`, cloud, 200, `{"issues":[]}`, "/maxResults"},
		{"a list where one is asked for", "GET", "/rest/api/2/search/jql?jql=a&reconcileIssues=1,2", "", cloud, 200, `{"issues":[]}`, "reconcileIssues"},
		{"a body on a GET", "GET", "/rest/api/2/myself", `{}`, cloud, 200, `{}`, "body"},
		{"a wrong answer", "GET", "/rest/api/2/myself", "", cloud, 200, `{"timeZone":7}`, "/timeZone"},
		{"an undeclared success", "GET", "/rest/api/2/myself", "", cloud, 202, `{}`, "status 202"},
		{"an answer with more than is known", "GET", "/rest/api/2/myself", "", cloud, 200, `{"timeZone":"UTC","new":1}`, ""},
		{"a refusal is not looked at", "POST", "/rest/api/2/issue", issue, cloud, 400, `{"errorMessages":7}`, ""},
		{"Jira's own times", "GET", "/rest/api/2/serverInfo", "", cloud, 200, `{"serverTime":"2026-11-30T10:00:00.000+0000"}`, ""},
		{"no time at all", "GET", "/rest/api/2/serverInfo", "", cloud, 200, `{"serverTime":"yesterday"}`, "/serverTime"},
		{"search on Data Center", "GET", "/rest/api/2/search?jql=a&startAt=0", "", dc, 200, `{"issues":[],"startAt":0,"total":0}`, ""},
		{"Cloud's search on Data Center", "POST", "/rest/api/2/search/jql", `{"jql":"a"}`, dc, 200, `{}`, "no such operation"},
		{"Cloud's projects on Data Center", "GET", "/rest/api/2/project/search", "", dc, 200, `{}`, `"search" is no {projectIdOrKey}`},
		{"a summary on Data Center", "POST", "/rest/api/2/issue", `{"fields":{"summary":"x"}}`, dc, 201, created, ""},
		{"below a context path", "GET", "/tracker/deep/rest/api/2/myself", "", ctx, 200, `{"name":"bot"}`, ""},
		{"the well-known context path", "GET", "/jira/rest/api/2/myself", "", l.jiraDataCenter(t, "/jira"), 200, `{"name":"bot"}`, ""},
		{"without its context path", "GET", "/rest/api/2/myself", "", ctx, 200, `{"name":"bot"}`, "no description holds"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := exchange(t, tt.site, tt.method, tt.path, tt.body, tt.status, tt.answer)
			if tt.want == "" && got != "" {
				t.Errorf("said: %s", got)
			}
			if tt.want != "" && (!strings.Contains(got, tt.want) || !strings.Contains(got, tt.method+" "+tt.path)) {
				t.Errorf("said %q, not %q with method and path", got, tt.want)
			}
			if strings.Contains(got, "additionalProperties\":") {
				t.Errorf("prints a schema: %s", got)
			}
		})
	}
}

// All descriptions load, whoever needs them first.
func TestEveryDescriptionLoads(t *testing.T) {
	libraries := []library{carried}
	if _, err := folder(); err == nil {
		libraries = append(libraries, full)
	}
	for _, l := range libraries {
		for name, load := range l {
			if got := load(); got.err != nil {
				t.Errorf("%s: %v", name, got.err)
			}
		}
	}
	GitHub(t)
	GitHubEnterprise(t)
}
