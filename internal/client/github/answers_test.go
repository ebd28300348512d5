package github

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

const fieldWords = `{"message":"Validation Failed","errors":[{"value":"rush","resource":"Issue","field":"labels","code":"invalid"},{"resource":"Issue","field":"title","code":"missing_field","value":"the words"},"and so on"],"documentation_url":"https://docs.github.com/rest"}`

// Only what GitHub says in its own words is certain.
func TestWhatAnswersMeanForACreation(t *testing.T) {
	sso := []string{"X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso?authorization_request=abc"}
	for name, c := range map[string]struct {
		code    int
		body    string
		headers []string
		kind    Kind
		says    string
	}{
		"400 in its words":            {400, words("Problems parsing JSON"), nil, Rejected, "Problems parsing JSON"},
		"400 of a proxy":              {400, "<html>bad request</html>", nil, Unknown, "not in GitHub's own words"},
		"400 of another JSON":         {400, `{"message":"no"}`, nil, Unknown, "not in GitHub's own words"},
		"401 in its words":            {401, words("Bad credentials"), nil, Auth, "Bad credentials: the token is wrong, expired or revoked"},
		"401 of a proxy":              {401, "<html>", nil, Unknown, "proxy"},
		"403 that lacks a permission": {403, words("Resource not accessible by personal access token"), []string{"X-Accepted-GitHub-Permissions", "issues=write"}, Auth, "the token lacks issues=write"},
		"403 that lacks a scope":      {403, words("Must have push access"), []string{"X-Accepted-OAuth-Scopes", "public_repo, repo", "X-OAuth-Scopes", "read:org"}, Auth, "lacks the scope public_repo or repo"},
		"403 with the scope":          {403, words("Must have push access"), []string{"X-Accepted-OAuth-Scopes", "repo", "X-OAuth-Scopes", "repo"}, Auth, "its owner has none"},
		"403 for single sign-on":      {403, words("Resource protected by organization SAML enforcement."), sso, Auth, "authorise it at https://github.com/orgs/acme/sso?authorization_request=abc"},
		"403 for a foreign sign-on":   {403, words("x"), []string{"X-GitHub-SSO", "required; url=https://evil.example/steal"}, Auth, "authorise it at https://github.com/settings/tokens"},
		"403 of an archive":           {403, words("Repository was archived so is read-only."), nil, Rejected, "archived"},
		"403 of a proxy":              {403, "<html>", nil, Unknown, "proxy"},
		"403 that names a time":       {403, "", []string{"Retry-After", "30"}, Throttled, "not asked again before"},
		"403 with nothing left":       {403, words("API rate limit exceeded"), []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "9999999999"}, Throttled, "API rate limit exceeded"},
		"403 for being too fast":      {403, words("You have exceeded a secondary rate limit."), nil, Throttled, "secondary rate limit"},
		"403 for abuse":               {403, `{"message":"Slow down","documentation_url":"https://docs.github.com/x#abuse-rate-limits"}`, nil, Throttled, "Slow down"},
		"404 in its words":            {404, words("Not Found"), nil, NotFound, "Not Found: it is not there, or the token may not see it"},
		"404 by its status":           {404, `{"message":"Not Found","status":"404"}`, nil, NotFound, "Not Found"},
		"404 of a wrong url":          {404, "<html>", nil, Unknown, "url right"},
		"408 in its words":            {408, words("Timeout"), nil, Unknown, "Timeout"},
		"409 in its words":            {409, words("Git Repository is empty."), nil, Conflict, "empty"},
		"409 for a rule":              {409, words("Repository rule violations found"), nil, Rejected, "rule violations"},
		"410 in its words":            {410, words("Issues are disabled for this repo"), nil, Gone, "Issues are disabled"},
		"410 of a proxy":              {410, "gone", nil, Unknown, "proxy"},
		"422 about fields":            {422, fieldWords, nil, Rejected, `Validation Failed: labels "rush" is not valid; title is missing; and so on`},
		"422 for a moved branch":      {422, words("Update is not a fast forward"), nil, Conflict, "fast forward"},
		"422 for a deleted branch":    {422, words("Reference does not exist"), nil, NotFound, "Reference"},
		"422 for a rule":              {422, words("Repository rule violations found\n\nChanges must be made through a pull request."), nil, Rejected, "through a pull request"},
		"429":                         {429, "", nil, Throttled, "not asked again before"},
		"429 with words":              {429, words("Too many"), []string{"Retry-After", "5"}, Throttled, "Too many"},
		"500 in its words":            {500, words("Server Error"), nil, Unknown, "Server Error"},
		"502 of a proxy":              {502, "<html>", nil, Unknown, "502 Bad Gateway"},
		"503 that names a time":       {503, words("No server"), []string{"Retry-After", "1"}, Unknown, "No server"},
		"303":                         {303, "", []string{"Location", "/elsewhere"}, Unknown, "303"},
		"201 that is no JSON":         {201, "hello", nil, Unknown, "not the JSON"},
		"201 that is empty":           {201, "", nil, Unknown, "not the JSON"},
		"201 cut short":               {201, `{"number":1`, nil, Unknown, "not the JSON"},
		"200 with a web page":         {200, "<html>", []string{"Content-Type", "text/html"}, Unknown, "web page"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, c.code, c.body, c.headers...) })
			var out map[string]any
			_, err := made(t, options(t, s)).Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), &out)
			var e *Error
			if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Error(), c.says) {
				t.Errorf("%v (%+v)", err, e)
			}
			if e != nil && (e.Until.IsZero() == (e.Kind == Throttled || name == "503 that names a time")) {
				t.Errorf("until %v", e.Until)
			}
			if n := len(s.all()); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestWhatIsToldApart(t *testing.T) {
	s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			reply(w, 422, fieldWords)
			return
		}
		reply(w, 403, words("No."), "X-Accepted-GitHub-Permissions", "contents=write; pull_requests=write")
	})
	c := made(t, options(t, s))
	_, err := c.Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	if e := AsError(err); e.Field != "labels" || e.Status != 422 {
		t.Errorf("%+v", e)
	}
	_, err = c.Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	if e := AsError(err); e.Lacks != "contents=write; pull_requests=write" || KindOf(err) != Auth {
		t.Errorf("%+v", e)
	}
}

// A review's own words are not told on where GitHub repeats them.
func TestTheTitleIsNotRepeated(t *testing.T) {
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 422, fieldWords) })
	_, err := made(t, options(t, s)).Do(t.Context(), http.MethodPost, "repos/acme/pay/issues", newIssue(), nil)
	if err == nil || strings.Contains(err.Error(), "the words") {
		t.Error(err)
	}
}

func TestErrorText(t *testing.T) {
	for want, e := range map[string]*Error{
		"GitHub answered 418 I'm a teapot":            {Status: 418},
		"type: no such one (allowed: Bug, Task)":      {Field: "type", Message: "no such one", Allowed: []string{"Bug", "Task"}},
		"Not Found: it is not there":                  {Message: "Not Found", Err: errors.New("it is not there")},
		"Validation Failed: title is missing":         {Field: "title", Message: "Validation Failed: title is missing"},
		"not sent: the deadline passed: ask it again": {Err: errors.New("not sent: the deadline passed: ask it again")},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if Unknown.String() != "outcome unknown" || Unavailable.String() != "unavailable" {
		t.Error("kinds have other names")
	}
}
