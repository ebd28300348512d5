package jira

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

// answering is a client of a site that gives one answer.
func answering(t *testing.T, code int, body string, headers ...string) *Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	c, err := New(Options{Config: Config{URL: s.URL, Token: secret.New("x")}, HTTP: httpx.Options{FirstWait: time.Millisecond, Tries: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const own = `{"errorMessages":["No."],"errors":{}}`

// Only what Jira says in its own words is certain.
func TestWhatAnswersMeanForACreation(t *testing.T) {
	for name, c := range map[string]struct {
		code    int
		body    string
		headers []string
		kind    Kind
		says    string
	}{
		"400 in its words":          {400, own, nil, Rejected, "No."},
		"400 about a field":         {400, `{"errors":{"labels":"Bad."}}`, nil, Rejected, "labels: Bad."},
		"400 of a proxy":            {400, "<html>bad request</html>", nil, Unknown, "not in Jira's own words"},
		"400 of another JSON":       {400, `{"oops":1}`, nil, Unknown, "not in Jira's own words"},
		"401 in its words":          {401, own, nil, Auth, "No."},
		"401 with a header":         {401, "<html>", []string{"WWW-Authenticate", "OAuth realm"}, Auth, "expired or revoked"},
		"401 of a proxy":            {401, "<html>", nil, Unknown, "proxy"},
		"403 in its words":          {403, own, nil, Auth, "No."},
		"403 with a captcha":        {403, "<html>", []string{"X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=x"}, Auth, "captcha"},
		"403 of a proxy":            {403, "<html>", nil, Unknown, "proxy"},
		"403 that names a time":     {403, "", []string{"Retry-After", "5"}, Throttled, "not asked again before"},
		"404 in its words":          {404, own, nil, NotFound, "No."},
		"404 of a wrong url":        {404, "<html>", nil, Unknown, "url right"},
		"409 in its words":          {409, own, nil, Rejected, "No."},
		"410 in its words":          {410, own, nil, Rejected, "No."},
		"413 in its words":          {413, own, nil, Rejected, "No."},
		"429":                       {429, "", []string{"Retry-After", "5", "RateLimit-Reason", "jira-burst-based"}, Throttled, "jira-burst-based"},
		"500 in its words":          {500, own, nil, Unknown, "No."},
		"503":                       {503, own, []string{"Retry-After", "1"}, Unknown, "No."},
		"a redirect":                {302, "", []string{"Location", "https://login.example/x"}, Unknown, "login.example"},
		"200 that is no JSON":       {200, "hello", nil, Unknown, "not the JSON of Jira"},
		"200 with a web page":       {200, "<html>", []string{"Content-Type", "text/html"}, Unknown, "web page"},
		"201 cut short":             {201, `{"issues":[{"id":"1"`, nil, Unknown, "not the JSON"},
		"201 that says nothing":     {201, `{}`, nil, Unknown, "does not say"},
		"201 with too few":          {201, `{"issues":[{"id":"1","key":"A-1"}],"errors":[]}`, nil, Unknown, "does not say"},
		"201 with a stray number":   {201, `{"issues":[{"id":"1","key":"A-1"}],"errors":[{"failedElementNumber":7,"elementErrors":{"errorMessages":["x"]}}]}`, nil, Unknown, "does not say"},
		"201 with a number twice":   {201, `{"issues":[],"errors":[{"failedElementNumber":0,"elementErrors":{"errorMessages":["x"]}},{"failedElementNumber":0}]}`, nil, Rejected, ""},
		"201 with an issue's error": {201, `{"issues":[],"errors":[{"status":500,"failedElementNumber":0,"elementErrors":{"errorMessages":["x"]}},{"status":500,"failedElementNumber":1,"elementErrors":{}}]}`, nil, Unknown, "x"},
	} {
		t.Run(name, func(t *testing.T) {
			out := answering(t, c.code, c.body, c.headers...).Create(t.Context(), make([]NewIssue, 2))
			var e *Error
			if !errors.As(out[0].Err, &e) || e.Kind != c.kind || !strings.Contains(e.Error(), c.says) {
				t.Errorf("%v (%+v)", out[0].Err, e)
			}
			if strings.Contains(name, "twice") && KindOf(out[1].Err) != Unknown {
				t.Errorf("the second one: %v", out[1].Err)
			}
		})
	}
}

func TestExpiredTokenOfCloud(t *testing.T) {
	c := answering(t, 200, `{"issues":[]}`, "X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
	if _, err := c.Search(t.Context(), Query{JQL: "x"}, ""); KindOf(err) != Auth || err == nil {
		t.Errorf("%v", err)
	}
	// What was made was made.
	c = answering(t, 201, `{"issues":[{"id":"1","key":"A-1"}]}`, "X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
	if out := c.Create(t.Context(), make([]NewIssue, 1)); out[0].Err != nil || out[0].Key != "A-1" {
		t.Errorf("%+v", out)
	}
}

func TestOutcomesKeepTheirPlaces(t *testing.T) {
	var b createdBeans
	answer := `{"issues":[{"id":"1","key":"A-1"},{"id":"3","key":"A-3"}],"errors":[
		{"status":400,"failedElementNumber":0,"elementErrors":{"errors":{"summary":"x"}}},
		{"status":400,"failedElementNumber":2,"elementErrors":{"errors":{"summary":"y"}}}]}`
	if err := json.Unmarshal([]byte(answer), &b); err != nil {
		t.Fatal(err)
	}
	out := b.outcomes(4, nil)
	if out[0].Err == nil || out[1].Key != "A-1" || out[2].Err == nil || out[3].Key != "A-3" {
		t.Errorf("%+v", out)
	}
}

// What came from elsewhere is one printable line, and not endless.
func TestWordsFromElsewhere(t *testing.T) {
	body, err := json.Marshal(map[string]any{"errorMessages": []string{"a\nb\x1b[31m\u2028c " + strings.Repeat("é", 5000)}})
	if err != nil {
		t.Fatal(err)
	}
	e, ok := refused(body)
	if text := e.Error(); !ok || strings.ContainsAny(text, "\n\x1b\u2028") || len([]rune(text)) > longestWords+1 {
		t.Errorf("%d runes: %.40q", len([]rune(text)), text)
	}
}
