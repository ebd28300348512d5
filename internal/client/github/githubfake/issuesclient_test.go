package githubfake

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v60/github"
)

// The client that the project uses reads what is answered about issues, and
// its refusals.
func TestGoGitHubReadsIssues(t *testing.T) {
	bothTrackers(t, func(t *testing.T, f *Fake, c *clock) {
		client := github.NewClient(nil).WithAuthToken("writer")
		var err error
		if client.BaseURL, err = client.BaseURL.Parse(f.APIURL() + "/"); err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		made, _, err := client.Issues.Create(ctx, "acme", "pay", &github.IssueRequest{Title: github.String("x"), Labels: &[]string{"post-mortem"}})
		ok(err)
		_, _, err = client.Issues.AddLabelsToIssue(ctx, "acme", "pay", made.GetNumber(), []string{"late"})
		ok(err)
		_, _, err = client.Issues.CreateComment(ctx, "acme", "pay", made.GetNumber(), &github.IssueComment{Body: github.String("said")})
		ok(err)
		_, _, err = client.Issues.Edit(ctx, "acme", "pay", made.GetNumber(), &github.IssueRequest{State: github.String("closed"), StateReason: github.String("not_planned")})
		ok(err)
		r := f.repos[f.names["acme/pay"]]
		r.Commit("change", map[string]string{"a.md": "a"}, "Add a")
		r.OpenPull("writer", "change", "A change", "")
		list, _, err := client.Issues.ListByRepo(ctx, "acme", "pay", &github.IssueListByRepoOptions{State: "all", Sort: "created", Direction: "asc", Since: c.Now()})
		ok(err)
		if len(list) != 2 || list[0].GetStateReason() != "not_planned" || len(list[0].Labels) != 2 || list[0].GetComments() != 1 || !list[1].IsPullRequest() || list[0].IsPullRequest() {
			t.Errorf("listed %v", list)
		}
		events, _, err := client.Issues.ListIssueEvents(ctx, "acme", "pay", made.GetNumber(), nil)
		ok(err)
		var told []string
		for _, e := range events {
			told = append(told, e.GetEvent()+e.GetLabel().GetName())
		}
		if got := strings.Join(told, " "); got != "labeledpost-mortem labeledlate closed" {
			t.Errorf("told as %s", got)
		}
		found, _, err := client.Search.Issues(ctx, "repo:acme/pay is:issue updated:>="+c.Now().Format(time.RFC3339), nil)
		ok(err)
		if found.GetTotal() != 1 || found.Issues[0].GetRepositoryURL() != f.APIURL()+"/repos/acme/pay" {
			t.Errorf("found %v", found)
		}
		level, _, err := client.Repositories.GetPermissionLevel(ctx, "acme", "pay", "triager")
		ok(err)
		if level.GetPermission() != "read" || !level.GetUser().GetPermissions()["triage"] || level.GetUser().GetRoleName() != "triage" {
			t.Errorf("a level of %v", level)
		}
		_, _, err = client.Issues.Create(ctx, "acme", "pay", &github.IssueRequest{Title: github.String("x"), Milestone: github.Int(9)})
		var no *github.ErrorResponse
		if !errors.As(err, &no) || len(no.Errors) != 1 || no.Errors[0].Field != "milestone" || no.Errors[0].Code != "invalid" {
			t.Errorf("refused with %v", err)
		}
	})
}
