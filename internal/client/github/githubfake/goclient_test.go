package githubfake

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"testing"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/google/go-github/v60/github"
)

// The client that the project uses finds its way, as an App on either GitHub.
func TestGoGitHub(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	both(t, func(t *testing.T, f *Fake) {
		r := repository(t, f)
		app := f.AddApp("followthrough", &key.PublicKey)
		inst := app.Install("acme", Permissions{"contents": "write", "pull_requests": "write"})
		private := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
		transport, err := ghinstallation.New(http.DefaultTransport, app.ID, inst.ID, private)
		if err != nil {
			t.Fatal(err)
		}
		transport.BaseURL = f.APIURL()
		client := github.NewClient(&http.Client{Transport: transport})
		client.BaseURL, err = client.BaseURL.Parse(f.APIURL() + "/")
		if err != nil {
			t.Fatal(err)
		}
		ctx, owner, repo := context.Background(), "acme", "reviews"
		ref, _, err := client.Git.GetRef(ctx, owner, repo, "heads/main")
		if err != nil || ref.GetObject().GetSHA() != string(r.Head("")) {
			t.Fatalf("%v %v", ref, err)
		}
		tree, _, err := client.Git.GetTree(ctx, owner, repo, ref.GetObject().GetSHA(), true)
		if err != nil || tree.GetTruncated() || len(tree.Entries) != 8 {
			t.Fatalf("%v %v", tree, err)
		}
		made, _, err := client.Git.CreateTree(ctx, owner, repo, tree.GetSHA(), []*github.TreeEntry{{Path: github.String("a.md"), Mode: github.String("100644"), Type: github.String("blob"), Content: github.String("a")}})
		if err != nil {
			t.Fatal(err)
		}
		commit, _, err := client.Git.CreateCommit(ctx, owner, repo, &github.Commit{Message: github.String("Report"), Tree: made, Parents: []*github.Commit{{SHA: ref.Object.SHA}}}, nil)
		if err != nil || !commit.GetVerification().GetVerified() {
			t.Fatalf("%v %v", commit, err)
		}
		if _, _, err = client.Git.CreateRef(ctx, owner, repo, &github.Reference{Ref: github.String("refs/heads/report"), Object: &github.GitObject{SHA: commit.SHA}}); err != nil {
			t.Fatal(err)
		}
		if _, _, err = client.PullRequests.Create(ctx, owner, repo, &github.NewPullRequest{Title: github.String("Report"), Head: github.String("report"), Base: github.String("main")}); err != nil {
			t.Fatal(err)
		}
		pr := r.Pulls()[0]
		pr.Approve("ben")
		reviews, _, err := client.PullRequests.ListReviews(ctx, owner, repo, int(pr.Number), nil)
		if err != nil || len(reviews) != 1 || reviews[0].GetState() != "APPROVED" {
			t.Fatalf("%v %v", reviews, err)
		}
		pr.Squash()
		if r.File("", "a.md") != "a" || len(r.Log("")) != 3 {
			t.Error("the squashed change is not on main")
		}
		rules, _, err := client.Repositories.GetRulesForBranch(ctx, owner, repo, "main")
		if err != nil || len(rules) != 0 {
			t.Fatalf("%v %v", rules, err)
		}
		r.Protect("main", Rules{PullRequest: true, Signatures: true, Checks: []string{"ci"}, NoUpdate: true, LinearHistory: true})
		// A rule that v60 does not know, merge_queue for one, makes it fail.
		if rules, _, err = client.Repositories.GetRulesForBranch(ctx, owner, repo, "main"); err != nil || len(rules) == 0 {
			t.Fatalf("%v %v", rules, err)
		}
		got, _, err := client.Repositories.Get(ctx, owner, repo)
		if err != nil || !got.GetPermissions()["push"] || got.GetVisibility() != Private {
			t.Fatalf("%v %v", got, err)
		}
	})
}
