package githubfake

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// clock is a GitHub's clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// tracker is a fake with two repositories of an organisation, and the tokens
// writer, triager, reader and stranger of accounts of these names.
func tracker(t *testing.T, opt Options) (*Fake, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	opt.Now = c.Now
	f := New(t, opt)
	f.AddOrganization("acme")
	for _, name := range []string{"acme/pay", "acme/ledger"} {
		r := f.Repo(name, RepoOptions{})
		for login, role := range map[string]Role{"reader": Pull, "triager": Triage, "writer": Push} {
			r.SetRole(login, role)
		}
	}
	for _, login := range []string{"reader", "triager", "writer", "stranger"} {
		f.AddToken(login, login, "repo", "project")
	}
	return f, c
}

func bothTrackers(t *testing.T, run func(*testing.T, *Fake, *clock)) {
	for name, enterprise := range map[string]bool{"github": false, "ghes": true} {
		t.Run(name, func(t *testing.T) {
			f, c := tracker(t, Options{Enterprise: enterprise})
			run(t, f, c)
		})
	}
}

const issuesOfPay = "/repos/acme/pay/issues"

// Every answer is held against the vendor's description as it goes out.
func TestIssueOperations(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, _ *clock) {
		f.As("writer").Milestone("acme/pay", "Autumn")
		made := ask(t, f, "writer", "POST", issuesOfPay, `{"title":"Alert on depth","body":"why","labels":["post-mortem","new"],"assignees":["triager"],"milestone":1}`)
		made.want(t, 201, `"number":1`)
		made.want(t, 201, `"name":"post-mortem"`)
		if to := made.header.Get("Location"); to != f.APIURL()+issuesOfPay+"/1" {
			t.Errorf("made at %q", to)
		}
		for _, tt := range []struct {
			method, path, body string
			status             int
			word               string
		}{
			{"GET", issuesOfPay + "/1", "", 200, `"title":"Autumn"`},
			{"PATCH", issuesOfPay + "/1", `{"state":"closed","state_reason":"not_planned"}`, 200, `"state_reason":"not_planned"`},
			{"PATCH", issuesOfPay + "/1", `{"state":"open"}`, 200, `"state_reason":"reopened"`},
			{"PATCH", issuesOfPay + "/1", `{"title":"Alert on queue depth","body":"because","milestone":null}`, 200, `"milestone":null`},
			{"POST", issuesOfPay + "/1/comments", `{"body":"said"}`, 201, `"body":"said"`},
			{"GET", issuesOfPay + "/1/comments?since=2026-11-02T09:00:00Z", "", 200, `"said"`},
			{"POST", issuesOfPay + "/1/labels", `["bug"]`, 200, `"bug"`},
			{"POST", issuesOfPay + "/1/labels", `{"labels":["BUG"]}`, 200, `"bug"`},
			{"GET", issuesOfPay + "/1/events", "", 200, `"rename":{"from":"Alert on depth","to":"Alert on queue depth"}`},
			{"GET", issuesOfPay + "?state=all&since=2026-11-02T09:00:00Z&sort=updated&direction=asc&labels=post-mortem&creator=writer", "", 200, `"number":1`},
			{"GET", issuesOfPay + "?labels=none", "", 200, `[]`},
			{"POST", "/repos/acme/pay/labels", `{"name":"flaky","color":"ff0000","description":"now and then"}`, 201, `"flaky"`},
			{"POST", "/repos/acme/pay/labels", `{"name":"Flaky"}`, 422, `"code":"already_exists"`},
			{"POST", "/repos/acme/pay/labels", `{"name":"` + strings.Repeat("l", 51) + `"}`, 422, "maximum is 50 characters"},
			{"GET", "/repos/acme/pay/labels/flaky", "", 200, `"now and then"`},
			{"GET", "/repos/acme/pay/labels/none", "", 404, ""},
			{"GET", "/repos/acme/pay/milestones", "", 200, `"Autumn"`},
			{"GET", "/repos/acme/pay/collaborators/triager/permission", "", 200, `"role_name":"triage"`},
			{"GET", "/repos/acme/pay/collaborators/stranger/permission", "", 200, `"permission":"none"`},
			{"GET", "/repos/acme/pay/collaborators/nobody-there/permission", "", 404, ""},
			{"POST", issuesOfPay, `{"title":"x","milestone":7}`, 422, `"field":"milestone"`},
			{"POST", issuesOfPay, `{"title":"x","body":"` + strings.Repeat("b", 65537) + `"}`, 422, `"field":"body","message":"body is too long (maximum is 65536 characters)"`},
			{"GET", issuesOfPay + "/99", "", 404, "Not Found"},
		} {
			ask(t, f, "writer", tt.method, tt.path, tt.body).want(t, tt.status, tt.word)
		}
		var comments []struct{ ID int64 }
		ask(t, f, "writer", "GET", issuesOfPay+"/1/comments", "").into(t, &comments)
		one := fmt.Sprintf("%s/comments/%d", issuesOfPay, comments[0].ID)
		ask(t, f, "reader", "PATCH", one, `{"body":"mine"}`).want(t, 403, "")
		ask(t, f, "writer", "PATCH", one, `{"body":"said better"}`).want(t, 200, "said better")
		ask(t, f, "reader", "GET", one, "").want(t, 200, "said better")
		ask(t, f, "stranger", "POST", issuesOfPay, `{"title":"x"}`).want(t, 404, "Not Found")
		ask(t, f, "", "GET", issuesOfPay, "").want(t, 404, "Not Found")
		if i := f.Issue("acme/pay", 1); len(f.CreatedIssues()) != 1 || !i.OverHTTP || i.Author.Login != "writer" {
			t.Errorf("made is %+v", i)
		}
	})
}

func TestWithoutRightsIsDroppedInSilence(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, _ *clock) {
		f.As("writer").Milestone("acme/pay", "Autumn")
		body := `{"title":"x","labels":["post-mortem"],"assignees":["triager"],"milestone":1}`
		for _, login := range []string{"reader", "writer"} {
			var got struct {
				Labels    []any
				Assignees []any
				Milestone any
			}
			ask(t, f, login, "POST", issuesOfPay, body).into(t, &got)
			dropped := len(got.Labels)+len(got.Assignees) == 0 && got.Milestone == nil
			if dropped != (login == "reader") {
				t.Errorf("%s: %+v", login, got)
			}
		}
		ask(t, f, "triager", "PATCH", issuesOfPay+"/1", `{"labels":["post-mortem","other"]}`).want(t, 200, "post-mortem")
		if labels := f.Issue("acme/pay", 1).Labels; !slices.Equal(labels, []string{"post-mortem"}) {
			t.Errorf("triage makes no labels: %v", labels)
		}
		f.AddFineGrained("fine", "writer", Permissions{"issues": "read"}, "acme/pay")
		no := ask(t, f, "fine", "POST", issuesOfPay, body)
		no.want(t, 403, "Resource not accessible by personal access token")
		if need := no.header.Get("X-Accepted-GitHub-Permissions"); need != "issues=write" {
			t.Errorf("needs %q", need)
		}
	})
}

func TestListsLag(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, c *clock) {
		f.SetLag(Lag{List: time.Minute, Filter: 2 * time.Minute})
		ask(t, f, "writer", "POST", issuesOfPay, `{"title":"x","labels":["a"]}`).want(t, 201, "")
		ask(t, f, "writer", "GET", issuesOfPay+"/1", "").want(t, 200, "")
		for after, want := range []string{"00", "10", "11"} {
			got := ""
			for _, path := range []string{issuesOfPay, issuesOfPay + "?labels=a"} {
				got += fmt.Sprint(strings.Count(ask(t, f, "writer", "GET", path, "").body, `"number":1,`))
			}
			if got != want {
				t.Errorf("after %d minutes %s, not %s", after, got, want)
			}
			c.pass(time.Minute)
		}
	})
}

func TestTransferredDeletedDisabled(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, _ *clock) {
		writer := f.As("writer")
		i := writer.Open("acme/pay", "x", "one", "own")
		writer.Transfer(i, "acme/ledger")
		got := ask(t, f, "writer", "GET", issuesOfPay+"/1/comments?per_page=5", "")
		got.want(t, 301, "Moved Permanently")
		to := got.header.Get("Location")
		if !strings.HasPrefix(to, f.APIURL()+"/repositories/") || !strings.HasSuffix(to, "/issues/1/comments?per_page=5") {
			t.Errorf("moved to %s", to)
		}
		askAt(t, "writer", "GET", to, "").want(t, 200, "[]")
		patch := ask(t, f, "writer", "PATCH", issuesOfPay+"/1", `{"title":"y"}`)
		patch.want(t, 301, "")
		askAt(t, "writer", "PATCH", patch.header.Get("Location"), `{"title":"y"}`).want(t, 200, `"labels":[]`)
		ask(t, f, "writer", "GET", issuesOfPay, "").want(t, 200, "[]")
		f.AddFineGrained("pay-only", "writer", Permissions{"issues": "write"}, "acme/pay")
		ask(t, f, "pay-only", "GET", issuesOfPay+"/1", "").want(t, 404, "Not Found")
		writer.Delete(f.Issue("acme/ledger", 1))
		ask(t, f, "writer", "GET", "/repos/acme/ledger/issues/1", "").want(t, 410, "deleted")
		ask(t, f, "writer", "GET", issuesOfPay+"/1", "").want(t, 410, "deleted")
		f.repos[f.names["acme/pay"]].DisableIssues()
		ask(t, f, "writer", "POST", issuesOfPay, `{"title":"x"}`).want(t, 410, "Issues are disabled for this repo")
	})
}

func TestPullRequestsAreListedAmongIssues(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, _ *clock) {
		f.As("writer").Open("acme/pay", "x", "")
		r := f.repos[f.names["acme/pay"]]
		r.Commit("change", map[string]string{"a.md": "a"}, "Add a")
		pull := r.OpenPull("writer", "change", "A change", "")
		ask(t, f, "writer", "GET", issuesOfPay+"/2", "").want(t, 200, `"merged_at":null`)
		pull.Merge()
		ask(t, f, "writer", "GET", issuesOfPay+"?state=all", "").want(t, 200, `"merged_at":"2026-11-02T09:00:00Z"`)
		if i := f.Issue("acme/pay", 2); i.Open || i.Pull.Merged.IsZero() {
			t.Errorf("merged is %+v", i)
		}
	})
}

func TestTypesAndSubIssues(t *testing.T) {
	f, _ := tracker(t, Options{})
	f.AddIssueType("acme", "Task")
	ask(t, f, "writer", "GET", "/repos/acme/pay/issue-types", "").want(t, 200, `"Task"`)
	ask(t, f, "writer", "POST", issuesOfPay, `{"title":"parent","type":"Task"}`).want(t, 201, `"name":"Task"`)
	ask(t, f, "writer", "POST", issuesOfPay, `{"title":"x","type":"Epic"}`).want(t, 422, `"field":"type"`)
	ask(t, f, "reader", "POST", issuesOfPay, `{"title":"x","type":"Task"}`).want(t, 201, `"type":null`)
	child := f.Issue("acme/pay", 2)
	body := fmt.Sprintf(`{"sub_issue_id":%d}`, child.ID)
	ask(t, f, "writer", "POST", issuesOfPay+"/1/sub_issues", body).want(t, 201, `"total":1`)
	ask(t, f, "writer", "POST", issuesOfPay+"/1/sub_issues", body).want(t, 422, "duplicate sub-issues")
	ask(t, f, "writer", "GET", issuesOfPay+"/2/parent", "").want(t, 200, `"parent"`)
	ask(t, f, "writer", "GET", issuesOfPay+"/1/parent", "").want(t, 404, "")
}

func TestIssueWebhooks(t *testing.T) {
	f, _ := tracker(t, Options{})
	f.SetWebhookSecret("s")
	i := f.As("writer").Open("acme/pay", "x", "", "bug")
	f.As("reader").Comment(i, "said")
	f.As("writer").Retitle(i, "y")
	f.As("acme").Close(i, "completed")
	f.As("writer").Transfer(i, "acme/ledger")
	var got []string
	for _, d := range f.Deliveries() {
		var body struct {
			Action     string
			Issue      struct{ Number int }
			Comment    struct{ Body string }
			Label      struct{ Name string }
			Repository struct {
				FullName string `json:"full_name"`
			}
			Sender  struct{ Login string }
			Changes struct {
				Title         struct{ From string }
				NewRepository struct {
					FullName string `json:"full_name"`
				} `json:"new_repository"`
				OldRepository struct {
					FullName string `json:"full_name"`
				} `json:"old_repository"`
			}
		}
		must(t, json.Unmarshal(d.Body, &body))
		if d.Event() == "issues" || d.Event() == "issue_comment" || d.Event() == "label" {
			one := fmt.Sprint(d.Event(), " ", body.Action, " ", body.Issue.Number, body.Comment.Body, body.Label.Name, " ", body.Sender.Login, " ", body.Repository.FullName)
			for word, text := range map[string]string{" was ": body.Changes.Title.From, " to ": body.Changes.NewRepository.FullName, " from ": body.Changes.OldRepository.FullName} {
				if text != "" {
					one += word + text
				}
			}
			got = append(got, one)
		}
	}
	want := []string{
		"label created 0bug writer acme/pay", "issues opened 1 writer acme/pay", "issues labeled 1bug writer acme/pay",
		"issue_comment created 1said reader acme/pay", "issues edited 1 writer acme/pay was x", "issues closed 1 acme acme/pay",
		"issues transferred 1 writer acme/pay to acme/ledger", "issues opened 1 writer acme/ledger from acme/pay",
	}
	if !slices.Equal(got, want) {
		t.Errorf("delivered\n%s", strings.Join(got, "\n"))
	}
}

func TestWhatWeWriteIsLookedAt(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, _ *clock) {
		f.As("writer").Open("acme/pay", "one", "@people may ping")
		ask(t, f, "writer", "POST", issuesOfPay, `{"title":"two","body":"fixes #1 for @acme/payments, `+"`@nobody`"+`"}`).want(t, 201, "")
		ask(t, f, "writer", "POST", issuesOfPay+"/2/comments", `{"body":"see `+f.URL()+`/acme/pay/issues/1"}`).want(t, 201, "")
		if got := fmt.Sprint(f.References()); got != "[{mention @acme/payments} {close #1} {link "+f.URL()+"/acme/pay/issues/1}]" {
			t.Errorf("acted on %s", got)
		}
	})
}

func TestAnAppActsAsItsBot(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	f, c := tracker(t, Options{})
	app := f.AddApp("followthrough", &key.PublicKey)
	inst := app.Install("acme", Permissions{"issues": "write", "metadata": "read"}, "acme/pay")
	claims := jwt.RegisteredClaims{
		Issuer: fmt.Sprint(app.ID), IssuedAt: jwt.NewNumericDate(c.Now()), ExpiresAt: jwt.NewNumericDate(c.Now().Add(9 * time.Minute)),
	}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(key)
	must(t, err)
	var token struct{ Token string }
	ask(t, f, signed, "POST", fmt.Sprintf("/app/installations/%d/access_tokens", inst.ID), "").into(t, &token)
	made := ask(t, f, token.Token, "POST", issuesOfPay, `{"title":"x","labels":["new"]}`)
	made.want(t, 201, `"login":"followthrough[bot]"`)
	made.want(t, 201, `"type":"Bot"`)
	made.want(t, 201, `"name":"new"`)
	ask(t, f, token.Token, "GET", "/repos/acme/ledger/issues", "").want(t, 404, "")
	ask(t, f, "writer", "GET", "/repos/acme/pay/collaborators/followthrough[bot]/permission", "").want(t, 404, "is not a user")
	i := f.Issue("acme/pay", 1)
	gql(t, f, token.Token, nodesQuery, "ids", []string{i.Node}).want(t, 200, `"title":"x"`)
	far := f.As("writer").Open("acme/ledger", "far", "")
	gql(t, f, token.Token, nodesQuery, "ids", []string{far.Node}).want(t, 200, `"type":"NOT_FOUND"`)
	p := f.AddProject("acme", "Work")
	add := `mutation($p: ID!, $c: ID!) { addProjectV2ItemById(input: {projectId: $p, contentId: $c}) { item { id } } }`
	gql(t, f, token.Token, add, "p", p.Node, "c", i.Node).want(t, 200, "Resource not accessible by integration")
}
